/**
 * Bundles one handler: `node lib/bundling/build.ts HANDLER DIRECTORY [PACKAGE LEFT OUT]...`, and prints esbuild's
 * metafile as JSON. A process of
 * its own, because esbuild runs plugins only asynchronously and the stack's constructs are made synchronously.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { permittedOperations, versionsOnly } from './clients.ts';
import { engineFlags, missingFromEngine } from './engine.ts';
import { withoutJsonSchema } from './zod.ts';

/**
 * What the SDK would load on demand and no function ever needs: a Lambda's credentials are in its environment, where the
 * SDK looks first. Without these it can look nowhere else. `bowser` reads the names of browsers.
 */
const LEFT_OUT = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/nested-clients/*',
  '@smithy/credential-provider-imds',
  'bowser',
];

/** CommonJS packages inside an ES module still ask for `require` and `__dirname`; every chunk lies beside `index.mjs`. */
const COMMON_JS = [
  "import{createRequire as __createRequire}from'node:module';",
  'const require=__createRequire(import.meta.url),__dirname=import.meta.dirname;\n',
].join('');

const [, , handler = '', directory = '', ...leftOut] = process.argv;

const options = {
  absWorkingDir: join(import.meta.dirname, '../..'), // names in the output must not tell, or change with, the machine
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  external: [...LEFT_OUT, ...leftOut],
  plugins: [permittedOperations, versionsOnly, engineFlags, withoutJsonSchema],
  minify: true,
  splitting: true,
  sourcemap: false,
  legalComments: 'none',
  outExtension: { '.js': '.mjs' },
  chunkNames: '[hash]', // a name would stand twice in the zip, for each of 180 files, and in each import
  metafile: true,
  write: false,
  logLevel: 'error',
} satisfies BuildOptions;

const { outputFiles, metafile } = await build({
  ...options,
  entryPoints: [{ in: handler, out: 'index' }],
  outdir: directory,
});
const missing = missingFromEngine(outputFiles.map(({ text }) => text).join('\n'));
if (missing.length > 0) throw new Error(`Cedar's ${missing.join(', ')} is called: add it to ASKED in engine.ts`);
mkdirSync(directory, { recursive: true });
for (const { path, text } of outputFiles)
  writeFileSync(path, /\b(?:require|__dirname)\b/.test(text) ? COMMON_JS + text : text);
process.stdout.write(JSON.stringify(metafile));
