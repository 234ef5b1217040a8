/**
 * Writes the catalogue: `node lib/catalogue/generate.ts`. `--check` writes nothing and exits with 1 when the committed
 * files are stale; `--report` prints the counts, with `--json` as JSON.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildModel } from './build-model.ts';
import { clientClassOf } from './client-class.ts';
import { clientsText, endpointsText, loadersText, modelText } from './files.ts';
import { printReport, reportOn } from './report.ts';
import { SERVICES } from './services.ts';

const lambdas = path.join(import.meta.dirname, '../../lambdas');
const GENERATED = 'catalogue/generated';
const models = await Promise.all(SERVICES.map((source) => buildModel(source)));
const classes = await Promise.all(SERVICES.map((source) => clientClassOf(source)));
const files = new Map<string, string>([
  ...models.map((model) => [`${GENERATED}/${model.service}.json`, modelText(model)] as const),
  [`${GENERATED}/loaders.ts`, loadersText(SERVICES)] as const,
  ['adapters/sdk-clients.ts', clientsText(classes)] as const,
  ['adapters/sdk-endpoints.ts', endpointsText(classes)] as const,
]);

if (process.argv.includes('--report')) {
  const reports = models.map((model) => reportOn(model));
  console.log(process.argv.includes('--json') ? JSON.stringify(reports, null, 2) : printReport(reports));
} else if (process.argv.includes('--check')) {
  const stale = await staleFiles();
  if (stale.length > 0) console.error(`Stale: ${stale.join(', ')}. Run: npm run catalogue`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const name of await strayFiles()) await rm(path.join(lambdas, name));
  for (const [name, text] of files) await writeFile(path.join(lambdas, name), text);
}

async function staleFiles(): Promise<readonly string[]> {
  const texts = await Promise.all([...files].map(async ([name, text]) => ({ name, text, found: await read(name) })));
  const changed = texts.filter(({ text, found }) => text !== found).map(({ name }) => name);
  return [...changed, ...(await strayFiles())];
}

/** Files of services that are no longer in the list. */
async function strayFiles(): Promise<readonly string[]> {
  const present = (await readdir(path.join(lambdas, GENERATED))).map((name) => `${GENERATED}/${name}`);
  return present.filter((name) => !files.has(name));
}

async function read(name: string): Promise<string | undefined> {
  return readFile(path.join(lambdas, name), 'utf8').catch(() => undefined);
}
