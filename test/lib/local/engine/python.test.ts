import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { repository } from '../../../../lib/local/engine/environment.ts';
import { findRuntime, image } from '../../../../lib/local/engine/python.ts';

const requirements = join(repository, 'lib', 'local', 'engine', 'requirements.txt');
const stamp = createHash('sha256').update(readFileSync(requirements)).digest('hex');
const path = process.env['PATH'];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-python-'));
  mkdirSync(join(folder, 'bin'));
  process.env['PATH'] = join(folder, 'bin');
});

afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a program on the otherwise empty PATH; `calls` notes how it was called. */
function program(name: string, script = 'exit 0'): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> ${join(folder, 'calls')}\n${script}\n`);
  chmodSync(file, 0o755);
}

function calls(): string[] {
  const file = join(folder, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

function environmentWith(text: string): void {
  mkdirSync(join(folder, 'venv', 'bin'), { recursive: true });
  writeFileSync(join(folder, 'venv', 'bin', 'python'), '');
  writeFileSync(join(folder, 'venv', 'requirements.sha256'), text);
}

/** A `uv` that makes the environment it is asked for. */
const makesVenv =
  'if [ "$1" = venv ]; then for last; do :; done; /bin/mkdir -p "$last/bin"; : > "$last/bin/python"; fi';
const python = () => ({ kind: 'venv', python: join(folder, 'venv', 'bin', 'python') });

describe('findRuntime', () => {
  it('uses an environment made from the same requirements, without asking any program', async () => {
    environmentWith(`${stamp}\n`);
    program('uv', 'exit 1');
    expect(await findRuntime(folder)).toEqual(python());
    expect(calls()).toEqual([]);
  });

  it('installs with uv, hashes required, when the requirements changed, and notes what it installed', async () => {
    environmentWith('an older list\n');
    program('uv', makesVenv);
    expect(await findRuntime(folder)).toEqual(python());
    expect(calls().at(-1)).toMatch(/^uv pip install .*--require-hashes -r .*requirements\.txt$/);
    expect(readFileSync(join(folder, 'venv', 'requirements.sha256'), 'utf8').trim()).toBe(stamp);
  });

  it('leaves nothing behind when an installation fails, and says what failed and how to go on', async () => {
    program('uv', `${makesVenv}\nif [ "$1" = pip ]; then echo "no such package"; exit 1; fi`);
    await expect(findRuntime(folder)).rejects.toThrow(/uv pip install[^]*no such package[^]*package index/);
    expect(readdirSync(folder).filter((name) => name.startsWith('venv'))).toEqual([]);
  });

  it('falls back on Docker only when its daemon answers', async () => {
    program('docker');
    expect(await findRuntime(folder)).toEqual({ kind: 'docker' });
    program('docker', 'exit 1');
    await expect(findRuntime(folder)).rejects.toThrow('found no way to run it');
  });

  it('passes over a Python that is too old or cannot make environments', async () => {
    program('python3', 'exit 1');
    program('docker');
    expect(await findRuntime(folder)).toEqual({ kind: 'docker' });
  });

  it('says what to install when nothing fits', async () => {
    const message = await findRuntime(folder).catch((error: Error) => error.message);
    for (const way of ['uv', 'Python 3.10', image, 'COUNTERSIGN_ENGINE_URL']) expect(message).toContain(way);
  });
});

describe('requirements.txt', () => {
  const lines = readFileSync(requirements, 'utf8').split('\n');
  const pins = lines.filter((line) => /^[a-z]/.test(line));

  it('pins every package exactly and gives its hashes', () => {
    expect(pins.length).toBeGreaterThan(10);
    for (const pin of pins) expect(pin).toMatch(/^[a-z0-9-]+==[0-9][^ ]*( ; .+)? \\$/);
  });

  it('names the release that the container image has', () => {
    expect(pins.map((pin) => pin.split(' ')[0])).toContain(`ministack==${image.split(':')[1]}`);
  });

  it('names no package index', () => {
    expect(lines.filter((line) => line.includes('://'))).toEqual([]);
  });
});
