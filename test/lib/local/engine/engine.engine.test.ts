import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEngine } from '../../../../lib/local/engine/engine.ts';
import { repository } from '../../../../lib/local/engine/environment.ts';
import { directory, seen, withEngine } from './an-engine.ts';
import { invoke, makeFunction, pause } from './fixtures.ts';

const look = `export const handler = async () => ({
  node: process.version.split('.')[0], folder: process.env.TMPDIR, secret: process.env.COUNTERSIGN_TEST_SECRET ?? null,
});`;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (!condition() && Date.now() < deadline) await pause(50);
  return condition();
}

/** Another process that starts an engine with one warm Lambda, and tells its pid and temporary folder. */
async function anotherLauncher(): Promise<{ kill: () => void; enginePid: number; folder: string }> {
  const module = (file: string) => JSON.stringify(join(repository, file));
  const script = `
    import { seen } from ${module('test/lib/local/engine/an-engine.ts')};
    import { invoke, makeFunction } from ${module('test/lib/local/engine/fixtures.ts')};
    import { startEngine } from ${module('lib/local/engine/engine.ts')};
    const engine = await startEngine({ directory: ${JSON.stringify(directory)}, name: 'test-orphan' });
    const aws = seen(engine);
    await makeFunction(aws, 'look', ${JSON.stringify(look)});
    console.log(JSON.stringify({ pid: engine.pid, folder: (await invoke(aws, 'look')).answer.folder }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: repository });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (text: Buffer) => resolve(text.toString()));
    child.once('close', () => reject(new Error('the other launcher ended')));
  });
  const { pid, folder } = JSON.parse(line) as { pid: number; folder: string };
  return { kill: () => child.kill('SIGKILL'), enginePid: pid, folder };
}

afterEach(() => {
  delete process.env['COUNTERSIGN_ENGINE_URL'];
  delete process.env['COUNTERSIGN_TEST_SECRET'];
});

describe('startEngine', () => {
  it('runs Lambdas on Node 24 with nothing of our environment', async () => {
    process.env['COUNTERSIGN_TEST_SECRET'] = 'mine';
    const answer = await withEngine([], async (aws) => {
      await makeFunction(aws, 'look', look);
      return (await invoke(aws, 'look')).answer;
    });
    expect(answer).toMatchObject({ node: 'v24', secret: null });
  }, 60_000);

  it('stops with its process and its temporary folder gone', async () => {
    const engine = await startEngine({ directory, name: 'test-stop' });
    const aws = seen(engine);
    await makeFunction(aws, 'look', look);
    const folder = (await invoke(aws, 'look')).answer['folder'] as string;
    expect(existsSync(folder)).toBe(true);
    await engine.stop();
    expect([isAlive(engine.pid!), existsSync(folder)]).toEqual([false, false]);
  }, 60_000);

  it('leaves no engine, worker or folder behind when its launcher is killed', async () => {
    const { kill, enginePid, folder } = await anotherLauncher();
    expect([isAlive(enginePid), existsSync(folder)]).toEqual([true, true]);
    kill();
    expect(await until(() => !isAlive(enginePid) && !existsSync(folder))).toBe(true);
  }, 60_000);

  it('says why an engine does not come up, with the end of its log', async () => {
    const start = startEngine({ directory, name: 'test-fault', without: ['no-such-patch'] });
    await expect(start).rejects.toThrow(/did not start: it ended with code 1[^]*no patch is named no-such-patch/);
    expect(readFileSync(join(directory, 'test-fault.log'), 'utf8')).toContain('no-such-patch');
  }, 60_000);

  it('joins an engine that runs already, and leaves it running', async () => {
    await withEngine([], async ({ engine }) => {
      process.env['COUNTERSIGN_ENGINE_URL'] = `${engine.endpoint}/`;
      const joined = await startEngine({ directory });
      await joined.stop();
      expect([joined.endpoint, joined.pid, isAlive(engine.pid!)]).toEqual([engine.endpoint, undefined, true]);
    });
  }, 60_000);

  it('refuses to join an engine that does not answer, naming the variable to change', async () => {
    process.env['COUNTERSIGN_ENGINE_URL'] = 'http://127.0.0.1:9';
    await expect(startEngine({ directory })).rejects.toThrow(/COUNTERSIGN_ENGINE_URL[^]*127\.0\.0\.1:9/);
  });
});
