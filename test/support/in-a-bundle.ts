import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../../lib/bundle.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Source text of a module with an `answer(given)` to run; `lambdas/…` and `@scope/…` in it are the repository's. */
export interface Bundled {
  readonly source: string;
  readonly given: unknown;
  /** Prepared policies, which also bring Cedar's engine. */
  readonly policies?: object;
}

/** Bundles a module as a function is bundled, calls its `answer` in a process of the Node of Lambdas, and returns what it says. */
export async function inABundle<T>({ source, given, policies }: Bundled): Promise<T> {
  const outdir = mkdtempSync(join(tmpdir(), 'countersign-in-a-bundle-'));
  try {
    const handler = join(outdir, 'source', 'handler.ts');
    mkdirSync(join(outdir, 'source'));
    const packages = source.replaceAll("from '@", `from '${join(root, 'node_modules')}/@`);
    writeFileSync(handler, packages.replaceAll("from 'lambdas/", `from '${join(root, 'lambdas')}/`));
    const { directory } = bundle({ name: 'bundle', handler, outdir, ...(policies && { policies }) });
    writeFileSync(join(outdir, 'given.json'), JSON.stringify(given));
    writeFileSync(join(outdir, 'run.mjs'), RUN);
    const node = join(root, 'node_modules/.bin/node');
    const { stdout } = await run(node, ['run.mjs', join(directory, 'index.mjs')], { cwd: outdir, maxBuffer: 2 ** 26 });
    return JSON.parse(stdout) as T;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const RUN = `
  import { readFileSync } from 'node:fs';
  const { answer } = await import(process.argv[2]);
  process.stdout.write(JSON.stringify(await answer(JSON.parse(readFileSync('given.json', 'utf8')))));
`;
