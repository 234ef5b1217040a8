/**
 * Writes the catalogue: `node lib/catalogue/generate.ts`. `--check` writes nothing and exits with 1 when the committed
 * files are stale; `--report` prints the counts as JSON.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildModel } from './build-model.ts';
import { loadersText, modelText } from './files.ts';
import { reportOn } from './report.ts';
import { SERVICES } from './services.ts';

const folder = path.join(import.meta.dirname, '../../lambdas/catalogue/generated');
const models = await Promise.all(SERVICES.map((source) => buildModel(source)));
const files = new Map<string, string>([
  ...models.map((model) => [`${model.service}.json`, modelText(model)] as const),
  ['loaders.ts', loadersText(SERVICES)] as const,
]);

if (process.argv.includes('--report')) {
  console.log(JSON.stringify(Object.fromEntries(models.map((model) => [model.service, reportOn(model)])), null, 2));
} else if (process.argv.includes('--check')) {
  const stale = await staleFiles();
  if (stale.length > 0) console.error(`Stale: ${stale.join(', ')}. Run: npm run catalogue`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const name of (await readdir(folder)).filter((found) => !files.has(found))) await rm(path.join(folder, name));
  for (const [name, text] of files) await writeFile(path.join(folder, name), text);
}

async function staleFiles(): Promise<readonly string[]> {
  const present = await readdir(folder);
  const texts = await Promise.all([...files].map(async ([name, text]) => ({ name, text, found: await read(name) })));
  const changed = texts.filter(({ text, found }) => text !== found).map(({ name }) => name);
  return [...changed, ...present.filter((name) => !files.has(name))];
}

async function read(name: string): Promise<string | undefined> {
  return readFile(path.join(folder, name), 'utf8').catch(() => undefined);
}
