import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildOptions, buildSync, type Metafile } from 'esbuild';
import { DEFAULT_MASKING, type MaskingPolicy } from '../lambdas/mask/policy/masking-policy.ts';

/** What to bundle: one handler file (absolute path) into `<outdir>/<name>/`, with a policy set where the function decides. */
export interface BundleRequest {
  readonly name: string;
  readonly handler: string;
  readonly outdir: string;
  /** The prepared policy set; its presence also brings Cedar's WebAssembly, which the policies need. */
  readonly policies?: object;
  /** The masking policy, for functions that have a policy set. Default: that of a team that has set nothing. */
  readonly masking?: MaskingPolicy;
}

/** One function's bundle: its folder (handler `index.handler`) and what went into it, as esbuild reports it. */
export interface Bundle {
  readonly directory: string;
  readonly metafile: Metafile;
}

const root = join(import.meta.dirname, '..');
const WASM = 'cedar_wasm_bg.wasm';

/** CommonJS packages inside an ES module still ask for `require` and `__dirname`; every chunk lies beside `index.mjs`. */
const banner = [
  "import{createRequire as __createRequire}from'node:module';",
  "import{dirname as __directoryOf}from'node:path';",
  "import{fileURLToPath as __pathOf}from'node:url';",
  'const require=__createRequire(import.meta.url);',
  'const __dirname=__directoryOf(__pathOf(import.meta.url));',
].join('');

const options: BuildOptions = {
  absWorkingDir: root, // names in the output must not tell, or change with, the machine
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  splitting: true,
  sourcemap: false,
  legalComments: 'none',
  outExtension: { '.js': '.mjs' },
  chunkNames: '[name]-[hash]',
  banner: { js: banner },
  metafile: true,
  logLevel: 'error',
};

/** Bundles one Lambda. Equal sources give equal bytes, so that CDK's asset hash changes only with the code. */
export function bundle({ name, handler, outdir, policies, masking = DEFAULT_MASKING }: BundleRequest): Bundle {
  const directory = join(outdir, name);
  mkdirSync(directory, { recursive: true });
  const built = buildSync({
    ...options,
    metafile: true,
    entryPoints: [{ in: handler, out: 'index' }],
    outdir: directory,
  });
  if (policies) addPolicies(directory, policies);
  if (policies) writeFileSync(join(directory, 'masking.json'), JSON.stringify(masking));
  return { directory, metafile: built.metafile };
}

/** The packages that a bundle contains, sorted: `@aws-sdk/client-s3`, `zod`. */
export function packagesIn({ metafile }: Bundle): readonly string[] {
  const named = Object.keys(metafile.inputs).map((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return [...new Set(named.filter((name) => name !== undefined))].sort();
}

/** The size of a bundle's code in bytes, WebAssembly and policies not counted. */
export function bytesIn({ metafile }: Bundle): number {
  return Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
}

/** The part of that code, in bytes, that a cold start loads; the rest is behind dynamic imports. */
export function bytesAtStart({ metafile: { outputs } }: Bundle): number {
  const loaded = new Set(Object.keys(outputs).filter((path) => path.endsWith('/index.mjs')));
  for (const path of loaded) {
    const statically =
      outputs[path]?.imports.filter(({ kind, external }) => kind === 'import-statement' && !external) ?? [];
    for (const imported of statically) loaded.add(imported.path); // a Set also walks what is added meanwhile
  }
  return [...loaded].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
}

function addPolicies(directory: string, policies: object): void {
  const cedar = dirname(createRequire(import.meta.url).resolve('@cedar-policy/cedar-wasm/nodejs'));
  copyFileSync(join(cedar, WASM), join(directory, WASM));
  writeFileSync(join(directory, 'policies.json'), JSON.stringify(policies));
}
