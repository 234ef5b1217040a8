import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCAL } from '../../local/files.ts';
import { ended, type Installed, installNpm, installOnce } from '../install.ts';

const PINS = join(import.meta.dirname, '../peers');
/** Where peers are installed, apart from the product's own dependencies. */
export const PEERS = join(LOCAL, 'bench/peers');

/** Installs the pinned npm peers when they are missing or their lock changed. Runs none of their install scripts. */
export function installNodePeers(): Promise<Installed> {
  return installNpm({
    name: 'node',
    files: ['package.json', 'package-lock.json', 'load.mjs'],
    pins: PINS,
    into: PEERS,
  });
}

/** Installs Presidio into a Python environment of its own, where there is a Python with `venv`. */
export function installPythonPeers(): Promise<Installed> {
  return installOnce({ name: 'python', files: ['requirements.txt'], pins: PINS, into: PEERS }, async () => {
    const venv = join(PEERS, 'venv');
    await rm(venv, { recursive: true, force: true });
    const made = await ended(PEERS, 'python3', ['-m', 'venv', venv]);
    if (made !== undefined) return made;
    return ended(PEERS, PYTHON, ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', 'requirements.txt']);
  });
}

/** The Python that has Presidio, and what it runs. */
export const PRESIDIO = join(PINS, 'presidio.py');
export const PYTHON = join(PEERS, 'venv/bin/python');
