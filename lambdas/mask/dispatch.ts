import type { Detector, Probe } from './detectors/detector.ts';

const ASCII = 128;

/** What a character can start: nothing, a probe of its own, a word, or a group of digits. Letters and digits come last. */
export const PLAIN = 0;
export const SIGN = 1;
export const LETTER = 2;
export const FIGURE = 3;

/** Detectors sorted by what calls them, so that the scan asks only those which can answer at a place. */
export interface Dispatch {
  /** Kind of each ASCII character. */
  readonly kinds: Uint8Array;
  /** For the first two characters of a word, the row in `rows` plus one; 0 for none. */
  readonly pairs: Uint16Array;
  readonly rows: readonly Row[];
  readonly digits: readonly Probe[];
  /** By character code. */
  readonly signs: readonly (readonly Probe[] | undefined)[];
}

/** The words with the same first two characters: which third one they go on with, and their probes. */
interface Row {
  readonly thirds: Uint8Array;
  readonly probes: readonly Probe[];
}

const NOBODY: readonly Probe[] = [];

/** Sorts the detectors once, when the module loads. */
export function dispatchOf(detectors: readonly Detector[]): Dispatch {
  const pairs = new Uint16Array(ASCII * ASCII);
  const rows: Row[] = [];
  for (const [pair, words] of wordsByPair(detectors)) pairs[pair] = rows.push(rowOf(words));
  const signs = signProbes(detectors);
  const digits = detectors.filter((detector) => detector.digits === true).map((detector) => detector.probe);
  return { kinds: kindsOf(detectors), pairs, rows, digits, signs };
}

/** Who knows a word that may stand at a place: three characters tell. */
export function probesAt({ pairs, rows }: Dispatch, text: string, at: number): readonly Probe[] {
  if (at + 1 >= text.length) return NOBODY;
  const next = text.charCodeAt(at + 1);
  const row = next < ASCII ? (pairs[pairOf(text.charCodeAt(at), next)] ?? 0) : 0;
  if (row === 0) return NOBODY;
  const found = rows[row - 1];
  return found?.thirds[thirdAt(text, at)] === 1 ? found.probes : NOBODY;
}

function pairOf(first: number, second: number): number {
  return first * ASCII + second;
}

/** Past the end, and for what is beyond ASCII, only words of two characters have a third. */
function thirdAt(text: string, at: number): number {
  const third = at + 2 < text.length ? text.charCodeAt(at + 2) : 0;
  return third < ASCII ? third : 0;
}

type WordsOf = Map<Detector, string[]>;

function wordsByPair(detectors: readonly Detector[]): ReadonlyMap<number, WordsOf> {
  const byPair = new Map<number, WordsOf>();
  for (const detector of detectors) {
    for (const word of detector.words ?? []) {
      const pair = pairOf(word.charCodeAt(0), word.charCodeAt(1));
      const words: WordsOf = byPair.get(pair) ?? new Map<Detector, string[]>();
      byPair.set(pair, words.set(detector, [...(words.get(detector) ?? []), word]));
    }
  }
  return byPair;
}

function rowOf(words: WordsOf): Row {
  const thirds = new Uint8Array(ASCII);
  for (const word of [...words.values()].flat()) {
    if (word.length === 2) thirds.fill(1);
    else thirds[word.charCodeAt(2)] = 1;
  }
  return { thirds, probes: [...words].map(([detector, own]) => guarded(detector.probe, own)) };
}

/** Asks the probe only where one of its words stands. */
function guarded(probe: Probe, words: readonly string[]): Probe {
  if (words.some((word) => word.length === 2)) return probe;
  const [only = ''] = words;
  if (words.length === 1) return (text, at, scene) => (text.startsWith(only, at) ? probe(text, at, scene) : undefined);
  return (text, at, scene) => (standsIn(text, at, words) ? probe(text, at, scene) : undefined);
}

function standsIn(text: string, at: number, words: readonly string[]): boolean {
  for (const word of words) if (text.startsWith(word, at)) return true;
  return false;
}

function signProbes(detectors: readonly Detector[]): readonly (readonly Probe[] | undefined)[] {
  const signs: (Probe[] | undefined)[] = [];
  for (const detector of detectors) {
    for (const sign of detector.characters ?? '') {
      const code = sign.charCodeAt(0);
      signs[code] = [...(signs[code] ?? []), detector.probe];
    }
  }
  return signs;
}

function kindsOf(detectors: readonly Detector[]): Uint8Array {
  const kinds = new Uint8Array(ASCII);
  const starts = detectors.flatMap(({ words, characters }) => [...(words ?? []), ...(characters ?? '')]);
  for (const start of starts) kinds[start.charCodeAt(0)] = SIGN;
  for (let code = 0; code < ASCII; code++) {
    const character = String.fromCharCode(code);
    if (/[A-Za-z]/.test(character)) kinds[code] = LETTER;
    else if (/\d/.test(character)) kinds[code] = FIGURE;
  }
  return kinds;
}
