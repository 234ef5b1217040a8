import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';
import { prune } from '../wasm/prune.ts';

const LOADER = createRequire(import.meta.url).resolve('@cedar-policy/cedar-wasm/nodejs');

/** The file that Cedar's loader reads beside the code. */
export const ENGINE_FILE = 'cedar_wasm_bg.wasm';

/** What the functions ask of Cedar. Validator, formatter and conversions are for tools, which have the whole package. */
const ASKED = ['preparsePolicySet', 'preparseSchema', 'statefulIsAuthorized'];

/** What Cedar's loader itself calls on the way: wasm-bindgen's start, memory and JavaScript values. */
const GLUE = [
  '__wbindgen_start',
  '__wbindgen_malloc',
  '__wbindgen_realloc',
  '__wbindgen_exn_store',
  '__externref_table_alloc',
];

/**
 * How V8 takes the engine. The build has validated it whole, so a function is validated when it is first called; and a
 * function is handed to the optimising compiler much later than by default (13 million), since compiling what a start
 * runs once costs more CPU time than all of the start. A function that decides all day still gets there.
 */
const V8_FLAGS = ['--wasm-lazy-validation', '--wasm-tiering-budget=200000000'];

/** TypeScript knows WebAssembly as a part of browsers. */
declare const WebAssembly: { validate(bytes: Uint8Array): boolean };

/** Cedar's WebAssembly without what no function asks for, made once a process. Throws when it is not valid WebAssembly. */
export function engine(): Uint8Array {
  made ??= pruned();
  return made;
}

let made: Uint8Array | undefined;

function pruned(): Uint8Array {
  const bytes = prune(readFileSync(LOADER.replace(/[^/\\]+$/, ENGINE_FILE)), [...ASKED, ...GLUE]);
  if (!WebAssembly.validate(bytes)) throw new Error("Cedar's engine did not survive its pruning");
  return bytes;
}

/** Sets V8's flags in front of Cedar's loader, which compiles the engine as soon as it is loaded. */
export const engineFlags: Plugin = {
  name: 'engine-flags',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]nodejs[/\\]cedar_wasm\.js$/ }, ({ path }) => {
      const flags = V8_FLAGS.map((flag) => `require('node:v8').setFlagsFromString('${flag}');\n`).join('');
      return { contents: flags + readFileSync(path, 'utf8'), loader: 'js' };
    });
  },
};

/** What bundled code calls of Cedar and the pruned engine has not. esbuild writes such a call as `(0,cedar.validate)(`. */
export function missingFromEngine(code: string): readonly string[] {
  const exported = [...readFileSync(LOADER, 'utf8').matchAll(/^exports\.(\w+) = /gm)].map(([, name = '']) => name);
  const calls = new Set([...code.matchAll(/\(0,[\w$]+\.(\w+)\)\(/g)].map(([, name = '']) => name));
  return exported.filter((name) => calls.has(name) && !ASKED.includes(name));
}
