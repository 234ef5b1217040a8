// Installs the locked dependencies when they are missing or out of date. Plain JavaScript for any Node >= 20: it runs first.
import { execSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import console from 'node:console';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => join(root, file));

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    `Countersign needs Node 20 or newer to start (this is ${process.version}); its own Node 24 is then installed with it.`,
  );
  process.exit(2);
}
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.error('Installing the locked dependencies (npm ci) ...');
  execSync('npm ci --no-audit --no-fund --loglevel=error', { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
