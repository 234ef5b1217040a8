import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installerEnvironment, pathWithNode } from '../local/engine/environment.ts';
import { run } from '../local/engine/run.ts';

/** A peer's runtime is there, or why it is not. */
export type Installed = { readonly kind: 'installed' } | { readonly kind: 'missing'; readonly because: string };

/** What to install: the files that pin it, the folder they are in, and the one they are copied and installed into. */
export interface Pinned {
  readonly name: string;
  readonly files: readonly string[];
  readonly pins: string;
  readonly into: string;
}

/** Copies the pins and installs by them, unless that was done before with the same ones. */
export async function installOnce(
  { name, files, pins, into }: Pinned,
  install: () => Promise<string | undefined>,
): Promise<Installed> {
  await mkdir(into, { recursive: true });
  const texts = await Promise.all(files.map((file) => readFile(join(pins, file), 'utf8')));
  const wanted = createHash('sha256').update(texts.join('\0')).digest('hex');
  const stamp = join(into, `${name}.sha256`);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return { kind: 'installed' };
  for (const file of files) await copyFile(join(pins, file), join(into, file));
  const because = await install();
  if (because !== undefined) return { kind: 'missing', because };
  await writeFile(stamp, wanted);
  return { kind: 'installed' };
}

/** Installs npm packages by their lock file. Runs none of their install scripts. */
export function installNpm(pinned: Pinned): Promise<Installed> {
  return installOnce(pinned, async () => {
    await rm(join(pinned.into, 'node_modules'), { recursive: true, force: true });
    return ended(pinned.into, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

/** Runs an installer in a folder. Undefined when it succeeded, else its last line. */
export async function ended(cwd: string, command: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...installerEnvironment(), PATH: pathWithNode() };
  const { code, output } = await run({ command, args, env, cwd });
  if (code === 0) return undefined;
  return `${command} ended with ${code}: ${output.trim().split('\n').at(-1)?.slice(0, 120) ?? ''}`;
}
