import { isPlaceholder } from '../placeholder.ts';
import { type Detector, type Finding, MARK } from './detector.ts';

const KIND = /kind["']?:[ \t]{1,4}["']?[Ss]ecret["']?[ \t]{0,40}(?=[\r\n]|$)/y;

/** Tells that a text holds a Kubernetes manifest of a Secret; its values are read by `secretsOfManifest`. */
export const KUBERNETES_SECRET: Detector = {
  name: 'kubernetes-secret',
  words: ['kind'],
  probe: (text, at) => {
    KIND.lastIndex = at;
    return KIND.test(text) ? { start: at, end: KIND.lastIndex, type: MARK } : undefined;
  },
};

const LINE = /[^\n]+/g;
const BLOCK = /^["']?(?:data|stringData)["']?:$/;
const ENTRY = /^["']?[\w.-]{1,253}["']?:[ \t]*/;
/** Shorter values are no credentials that anybody would guard: `YmFyCg==` says `bar`. */
const SHORTEST = 10;

interface Reading {
  readonly candidates: Finding[];
  isSecret: boolean;
  /** How far the `data:` line that the reading is below is indented. */
  block: number | undefined;
}

/** The values below `data` and `stringData` of each Secret among the YAML documents of a text (Kubernetes API, core v1). */
export function secretsOfManifest(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  let reading = newReading();
  const close = () => findings.push(...(reading.isSecret ? reading.candidates : []));
  for (const line of text.matchAll(LINE)) {
    if (!line[0].startsWith('---')) {
      readLine(reading, { written: line[0], from: line.index });
      continue;
    }
    close();
    reading = newReading();
  }
  close();
  return findings;
}

function newReading(): Reading {
  return { candidates: [], isSecret: false, block: undefined };
}

function readLine(reading: Reading, line: { written: string; from: number }): void {
  const content = line.written.trim();
  const indent = line.written.length - line.written.trimStart().length;
  if (content === '' || content.startsWith('#')) return;
  KIND.lastIndex = 0;
  if (KIND.test(content)) reading.isSecret = true;
  if (reading.block === undefined || indent <= reading.block) reading.block = BLOCK.test(content) ? indent : undefined;
  else reading.candidates.push(...valueIn(content, line.from + indent));
}

/** The value of `name: value`, or a whole line of a value that is written over several. */
function valueIn(content: string, at: number): readonly Finding[] {
  const named = ENTRY.exec(content)?.[0].length ?? 0;
  const quoted = /^["']/.test(content.slice(named)) ? 1 : 0;
  const value = content.slice(named + quoted, content.length - quoted);
  if (value.length < SHORTEST || isPlaceholder(value)) return [];
  const start = at + named + quoted;
  return [{ start, end: start + value.length, type: 'kubernetes-secret' }];
}
