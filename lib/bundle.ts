import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { DEFAULT_MASKING, type MaskingPolicy } from '../lambdas/mask/policy/masking-policy.ts';
import { engine, ENGINE_FILE } from './bundling/engine.ts';

/** What to bundle: one handler file (absolute path) into `<outdir>/<name>/`, with a policy set where the function decides. */
export interface BundleRequest {
  readonly name: string;
  readonly handler: string;
  readonly outdir: string;
  /** The prepared policy set; its presence also brings Cedar's WebAssembly, cut to what decides. */
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
const NODE = join(root, 'node_modules/.bin/node');
const BUILD = join(import.meta.dirname, 'bundling/build.ts');

/**
 * Bundles one Lambda. Equal sources give equal bytes, so that CDK's asset hash changes only with the code.
 * Throws, with esbuild's words, when the handler cannot be bundled.
 */
export function bundle({ name, handler, outdir, policies, masking = DEFAULT_MASKING }: BundleRequest): Bundle {
  const directory = resolve(outdir, name);
  const printed = execFileSync(NODE, [BUILD, handler, directory, ...unneededBy(masking)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: 'pipe',
  });
  if (policies) addPolicies(directory, policies, masking);
  return { directory, metafile: JSON.parse(printed) as Metafile };
}

/** RE2 takes 46 KB of a zip and serves only a team's own patterns; a function that met some without it would not start. */
function unneededBy({ patterns }: MaskingPolicy): readonly string[] {
  return patterns.length === 0 ? ['re2js'] : [];
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

/**
 * The size in bytes of the zip that CDK makes of a folder of files and deploys: each file deflated at zlib's default level,
 * a local and a central header for each, and the end record (PKWARE APPNOTE 4.3).
 */
export function zipBytes(directory: string): number {
  const sizes = readdirSync(directory).map((name) => zippedBytes(name, readFileSync(join(directory, name))));
  return sizes.reduce((sum, size) => sum + size, 22);
}

/** What one file takes of that zip. */
export function zippedBytes(name: string, bytes: Buffer): number {
  return deflateRawSync(bytes).length + 30 + 46 + 2 * Buffer.byteLength(name);
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

function addPolicies(directory: string, policies: object, masking: MaskingPolicy): void {
  writeFileSync(join(directory, ENGINE_FILE), engine());
  writeFileSync(join(directory, 'policies.json'), JSON.stringify(policies));
  writeFileSync(join(directory, 'masking.json'), JSON.stringify(masking));
}
