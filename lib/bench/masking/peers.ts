import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCAL } from '../../local/files.ts';
import { installerEnvironment, pathWithNode } from '../../local/engine/environment.ts';
import { run } from '../../local/engine/run.ts';

const PINS = join(import.meta.dirname, '../peers');
/** Where peers are installed, apart from the product's own dependencies. */
export const PEERS = join(LOCAL, 'bench/peers');

/** A peer's runtime is there, or why it is not. */
export type Installed = { readonly kind: 'installed' } | { readonly kind: 'missing'; readonly because: string };

/** Installs the pinned npm peers when they are missing or their lock changed. Runs none of their install scripts. */
export async function installNodePeers(): Promise<Installed> {
  const files = ['package.json', 'package-lock.json', 'load.mjs'];
  return installOnce('node', files, async () => {
    await rm(join(PEERS, 'node_modules'), { recursive: true, force: true });
    return ended('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

/** Installs Presidio into a Python environment of its own, where there is a Python with `venv`. */
export async function installPythonPeers(): Promise<Installed> {
  return installOnce('python', ['requirements.txt'], async () => {
    const venv = join(PEERS, 'venv');
    await rm(venv, { recursive: true, force: true });
    const made = await ended('python3', ['-m', 'venv', venv]);
    if (made !== undefined) return made;
    return ended(PYTHON, ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', 'requirements.txt']);
  });
}

/** The Python that has Presidio, and what it runs. */
export const PRESIDIO = join(PINS, 'presidio.py');
export const PYTHON = join(PEERS, 'venv/bin/python');

/** Copies the pins and installs by them, unless that was done before with the same ones. */
async function installOnce(
  name: string,
  files: readonly string[],
  install: () => Promise<string | undefined>,
): Promise<Installed> {
  await mkdir(PEERS, { recursive: true });
  const texts = await Promise.all(files.map((file) => readFile(join(PINS, file), 'utf8')));
  const wanted = createHash('sha256').update(texts.join('\0')).digest('hex');
  const stamp = join(PEERS, `${name}.sha256`);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return { kind: 'installed' };
  for (const file of files) await copyFile(join(PINS, file), join(PEERS, file));
  const because = await install();
  if (because !== undefined) return { kind: 'missing', because };
  await writeFile(stamp, wanted);
  return { kind: 'installed' };
}

/** Undefined when the program succeeded, else its last line. */
async function ended(command: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...installerEnvironment(), PATH: pathWithNode() };
  const { code, output } = await run({ command, args, env, cwd: PEERS });
  if (code === 0) return undefined;
  return `${command} ended with ${code}: ${output.trim().split('\n').at(-1)?.slice(0, 120) ?? ''}`;
}
