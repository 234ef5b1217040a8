import type { Detector, Probe } from './detectors/detector.ts';

const ASCII = 128;

/** What a character can start: nothing, a word, a group of digits, or a probe of its own. */
export const PLAIN = 0;
export const LETTER = 1;
export const FIGURE = 2;
export const SIGN = 3;

/** Detectors sorted by what calls them, so that the scan asks only those which can answer at a place. */
export interface Dispatch {
  /** Kind of each ASCII character. */
  readonly kinds: Uint8Array;
  /** For the first two characters of a word, the row in `words` plus one; 0 for none. */
  readonly pairs: Uint16Array;
  readonly words: readonly (readonly Probe[])[];
  readonly digits: readonly Probe[];
  /** By character code. */
  readonly signs: readonly (readonly Probe[] | undefined)[];
}

/** Sorts the detectors once, when the module loads. */
export function dispatchOf(detectors: readonly Detector[]): Dispatch {
  const byPair = wordProbes(detectors);
  const pairs = new Uint16Array(ASCII * ASCII);
  const words = [...byPair.entries()].map(([pair, probes], row) => {
    pairs[pair] = row + 1;
    return probes;
  });
  const signs = signProbes(detectors);
  const digits = detectors.filter((detector) => detector.digits === true).map((detector) => detector.probe);
  return { kinds: kindsOf(signs), pairs, words, digits, signs };
}

/** The place of two characters in `pairs`. */
export function pairOf(first: number, second: number): number {
  return first * ASCII + second;
}

function wordProbes(detectors: readonly Detector[]): ReadonlyMap<number, Probe[]> {
  const byPair = new Map<number, Probe[]>();
  for (const detector of detectors) {
    const starts = (detector.words ?? []).map((word) => pairOf(word.charCodeAt(0), word.charCodeAt(1)));
    for (const pair of new Set(starts)) byPair.set(pair, [...(byPair.get(pair) ?? []), guarded(detector, pair)]);
  }
  return byPair;
}

/** Asks the probe only where one of its words stands. */
function guarded(detector: Detector, pair: number): Probe {
  const words = (detector.words ?? []).filter((word) => pairOf(word.charCodeAt(0), word.charCodeAt(1)) === pair);
  if (words.some((word) => word.length === 2)) return detector.probe;
  return (text, at, scene) =>
    words.some((word) => text.startsWith(word, at)) ? detector.probe(text, at, scene) : undefined;
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

function kindsOf(signs: readonly unknown[]): Uint8Array {
  const kinds = new Uint8Array(ASCII);
  for (let code = 0; code < ASCII; code++) {
    const character = String.fromCharCode(code);
    if (/[A-Za-z]/.test(character)) kinds[code] = LETTER;
    else if (/\d/.test(character)) kinds[code] = FIGURE;
    else if (signs[code] !== undefined) kinds[code] = SIGN;
  }
  return kinds;
}
