import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Engine } from './measure.ts';

/** Makes an engine; `installed` is the folder in which the peers are installed. */
type Load = (installed: string) => Promise<Engine>;

/** The engines that run on Node, by the name in the tables, each in its default configuration. */
export const ENGINES: Readonly<Record<string, Load>> = {
  Countersign: loadOwn,
  '@redactpii/node': async (installed) => {
    const { Redactor } = await load<{ Redactor: new () => Redacting }>(installed, '@redactpii/node');
    const redactor = new Redactor();
    return { takes: 'text', mask: (text) => redactor.redact(text as string) };
  },
  openredaction: async (installed) => {
    const { OpenRedaction } = await load<{ OpenRedaction: new () => Detecting }>(installed, 'openredaction');
    const redactor = new OpenRedaction();
    return { takes: 'text', mask: (text) => redactor.detect(text as string) };
  },
  'redact-pii': async (installed) => {
    const { default: module } = await load<{ default: { SyncRedactor: new () => Redacting } }>(installed, 'redact-pii');
    const redactor = new module.SyncRedactor();
    return { takes: 'text', mask: (text) => redactor.redact(text as string) };
  },
  '@secretlint/core': loadSecretlint,
};

interface Redacting {
  redact(text: string): string;
}
interface Detecting {
  detect(text: string): Promise<unknown>;
}

async function loadOwn(): Promise<Engine> {
  const { mask } = await import('../../../lambdas/mask/mask.ts');
  const { SCAN_EVERYTHING } = await import('../../../lambdas/mask/plan.ts');
  return { takes: 'objects', mask: (document) => mask(document, SCAN_EVERYTHING) };
}

interface Secretlint {
  lintSource(job: object): Promise<{ messages: readonly { range: readonly [number, number] }[] }>;
}

/** It reports ranges and masks nothing: the replacing is ours, and costs next to nothing. */
async function loadSecretlint(installed: string): Promise<Engine> {
  const { lintSource } = await load<Secretlint>(installed, '@secretlint/core');
  const preset = '@secretlint/secretlint-rule-preset-recommend';
  const { creator } = await load<{ creator: object }>(installed, preset);
  const options = { config: { rules: [{ id: preset, rule: creator, options: {} }] } };
  const mask = async (document: unknown) => {
    const content = document as string;
    const source = { content, filePath: 'answer.txt', ext: '.txt', contentType: 'text' };
    const { messages } = await lintSource({ source, options });
    return withoutRanges(
      content,
      messages.map(({ range }) => range),
    );
  };
  return { takes: 'text', mask };
}

function withoutRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  const sorted = ranges.toSorted((one, other) => one[0] - other[0]);
  let [left, from] = ['', 0];
  for (const [start, end] of sorted) {
    left += text.slice(from, Math.max(from, start));
    from = Math.max(from, end);
  }
  return left + text.slice(from);
}

/** Imports a package from the peers' own folder, by the file that `installNodePeers` has put there. */
async function load<Module>(installed: string, name: string): Promise<Module> {
  const { load: importThere } = (await import(pathToFileURL(join(installed, 'load.mjs')).href)) as Loader;
  return (await importThere(name)) as Module;
}

interface Loader {
  load(name: string): Promise<unknown>;
}
