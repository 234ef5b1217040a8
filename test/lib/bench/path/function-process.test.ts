import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FunctionProcess } from '../../../../lib/bench/path/function-process.ts';

let folder: string;
let started: FunctionProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
});

afterEach(async () => {
  await started?.stop();
  started = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function bundleOf(source: string): string {
  const index = join(folder, 'index.mjs');
  writeFileSync(index, source);
  return index;
}

describe('FunctionProcess', () => {
  it('hands events to the handler of a bundle in a process that has the given environment and no other', async () => {
    const index = bundleOf('export const handler = async ({ n }) => ({ n: n + 1, names: Object.keys(process.env) });');
    started = await FunctionProcess.launch({ index, env: { TABLE_NAME: 't' } });
    const { result } = await started.handle({ n: 1 });
    expect(result).toMatchObject({ n: 2, names: expect.arrayContaining(['TABLE_NAME']) });
    expect((result as { names: string[] }).names).not.toContain('PATH');
  });

  it('says what the start and each event took, as numbers of milliseconds', async () => {
    started = await FunctionProcess.launch({ index: bundleOf('export const handler = async () => ({});'), env: {} });
    const { wallMs, cpuMs } = await started.handle({});
    for (const spent of [wallMs, cpuMs, started.start.wallMs, started.start.cpuMs]) {
      expect(Number.isFinite(spent) && spent >= 0).toBe(true);
    }
  });

  it('counts the JavaScript that a start loads, and not what waits behind a dynamic import', async () => {
    writeFileSync(join(folder, 'at-once.mjs'), 'export const one = 1;');
    writeFileSync(join(folder, 'later.mjs'), `export const two = '${'2'.repeat(5_000)}';`);
    const source =
      "import { one } from './at-once.mjs'; export const handler = async () => [one, await import('./later.mjs')];";
    started = await FunctionProcess.launch({ index: bundleOf(source), env: {}, census: true });
    expect(started.start.loadedBytes).toBe(source.length + 'export const one = 1;'.length);
  });

  it('fails with the words of a handler that throws', async () => {
    const index = bundleOf("export const handler = async () => { throw new TypeError('no such event'); };");
    started = await FunctionProcess.launch({ index, env: {} });
    await expect(started.handle({})).rejects.toThrow('The handler threw TypeError: no such event');
  });

  it('fails with the end of its log when a bundle cannot be loaded', async () => {
    const index = bundleOf("throw new Error('a setting is missing');");
    await expect(FunctionProcess.launch({ index, env: {} })).rejects.toThrow('a setting is missing');
  });
});
