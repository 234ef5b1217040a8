import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const JSON_SCHEMA = /[/\\]zod[/\\]v4[/\\]core[/\\](json-schema-processors|to-json-schema)\.js$/;
const EXPORTED = /^export (?:const|function) (\w+)|^export \{ \w+ as (\w+) \}/gm;

/** Each type of zod carries the way to its JSON Schema, which no function asks for. In a bundle, asking for one throws. */
export const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup: ({ onLoad }) => {
    onLoad({ filter: JSON_SCHEMA }, ({ path }) => ({ contents: standInFor(readFileSync(path, 'utf8')) }));
  },
};

/** What is called for every type makes a method (`createToJSONSchemaMethod`); everything else is called by such a method. */
function standInFor(source: string): string {
  const names = [...source.matchAll(EXPORTED)].map(([, declared, renamed]) => declared ?? renamed ?? '');
  const exported = names.map((name) => `${name.startsWith('create') ? 'make' : 'refuse'} as ${name}`);
  return [
    "const refuse = () => { throw new Error('No function makes a JSON Schema: see lib/bundling/zod.ts') };",
    'const make = () => refuse;',
    `export { ${exported.join(', ')} };`,
  ].join('\n');
}
