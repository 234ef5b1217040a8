import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installerEnvironment } from './environment.ts';
import { run, type Finished } from './run.ts';

/** How the engine can be run here: in a Python environment of ours, or in the engine's own container image. */
export type Runtime = { readonly kind: 'venv'; readonly python: string } | { readonly kind: 'docker' };

/** The engine's container image, used only where there is neither uv nor a Python that can make an environment. */
export const image = 'ministackorg/ministack:1.5.33';

const requirements = join(import.meta.dirname, 'requirements.txt');
const stampName = 'requirements.sha256';
const canMakeVenv = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/**
 * Finds the engine's Python environment `<directory>/venv`, and makes it when it is missing or its requirements
 * changed: with uv, else with a Python >= 3.10; without either falls back on Docker. Throws an Error that says
 * what to install when nothing fits, and the installer's own words when an installation fails.
 */
export async function findRuntime(directory: string, log: (text: string) => void = () => {}): Promise<Runtime> {
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const venv = join(directory, 'venv');
  const runtime: Runtime = { kind: 'venv', python: join(venv, 'bin', 'python') };
  if (await isCurrent(venv, wanted)) return runtime;
  const installer = await findInstaller();
  if (installer === 'docker') return { kind: 'docker' };
  if (installer === undefined) throw new Error(nothingFits);
  await makeVenv({ installer, venv, wanted, log });
  return runtime;
}

const nothingFits = [
  'The local engine needs Python, and found no way to run it. Install one of:',
  '  - uv (any platform), on PATH;',
  '  - Python 3.10 or newer with its venv module (Debian and Ubuntu: apt-get install python3-venv);',
  `  - Docker with a running daemon (it then uses the image ${image}).`,
  'Or set COUNTERSIGN_ENGINE_URL to the address of an engine that already runs.',
].join('\n');

async function isCurrent(venv: string, wanted: string): Promise<boolean> {
  // existsSync follows the link: an environment whose base Python was removed counts as missing.
  if (!existsSync(join(venv, 'bin', 'python'))) return false;
  const stamp = await readFile(join(venv, stampName), 'utf8').catch(() => '');
  return stamp.trim() === wanted;
}

type Installer = { readonly kind: 'uv' } | { readonly kind: 'pip'; readonly python: string };

async function findInstaller(): Promise<Installer | 'docker' | undefined> {
  const env = installerEnvironment();
  const works = async (command: string, ...args: string[]): Promise<boolean> =>
    (await run({ command, args, env })).code === 0;
  if (await works('uv', '--version')) return { kind: 'uv' };
  for (const python of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']) {
    if (await works(python, '-c', canMakeVenv)) return { kind: 'pip', python };
  }
  return (await works('docker', 'version', '--format', '{{.Server.Version}}')) ? 'docker' : undefined;
}

type Making = { installer: Installer; venv: string; wanted: string; log: (text: string) => void };

/** Builds the environment beside its place and moves it there whole, so that two launchers cannot mix theirs. */
async function makeVenv({ installer, venv, wanted, log }: Making): Promise<void> {
  const draft = `${venv}.${process.pid}`;
  await mkdir(join(venv, '..'), { recursive: true });
  log(`Installing the local engine into ${venv} (once).\n`);
  try {
    for (const [command, ...args] of installSteps(installer, draft)) {
      const done = await run({ command, args, env: installerEnvironment(), log });
      if (done.code !== 0) throw new Error(installFailed([command, ...args], done));
    }
    await writeFile(join(draft, stampName), `${wanted}\n`);
    if (await isCurrent(venv, wanted)) return;
    await rm(venv, { recursive: true, force: true });
    await rename(draft, venv);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function installSteps(installer: Installer, draft: string): [string, ...string[]][] {
  const python = join(draft, 'bin', 'python');
  if (installer.kind === 'uv') {
    return [
      ['uv', 'venv', '--quiet', '--no-project', '--python', '>=3.10', draft],
      [
        'uv',
        'pip',
        'install',
        '--quiet',
        '--compile-bytecode',
        '--python',
        python,
        '--require-hashes',
        '-r',
        requirements,
      ],
    ];
  }
  return [
    [installer.python, '-m', 'venv', draft],
    [python, '-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', requirements],
  ];
}

function installFailed(command: string[], { code, output }: Finished): string {
  return [
    `Installing the local engine failed: \`${command.join(' ')}\` ended with ${code}.`,
    output.trim().split('\n').slice(-15).join('\n'),
    'Check that this machine reaches the Python package index, then try again; nothing was left half installed.',
  ].join('\n');
}
