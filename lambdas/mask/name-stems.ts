import { PERSONAL_PAIRS, SECRET_SUFFIXES, SECRET_WORDS } from './name-words.ts';

/**
 * What the name of a secret or personal value has in it, one of these at least, whatever the case: the words themselves, and of
 * two-word names the first.
 */
const STEMS: readonly string[] = [
  'key',
  'social',
  'card',
  ...Object.keys(SECRET_WORDS),
  ...SECRET_SUFFIXES,
  ...Object.values(PERSONAL_PAIRS).flatMap(([, before]) => before),
];

/** Two letters, or three, are told by their last five bits: so case does not count. */
const BITS = 5;
const LETTER = (1 << BITS) - 1;
const PAIR = (1 << (2 * BITS)) - 1;
const GROUP = (1 << (3 * BITS)) - 1;
const STARTS = startsOfStems();

/** By the first three letters of a stem. A stem of two letters has every third. */
function startsOfStems(): Uint8Array {
  const starts = new Uint8Array(GROUP + 1);
  for (const stem of STEMS) {
    const [first = 0, second = 0, third] = [...stem].map((letter) => letter.charCodeAt(0) & LETTER);
    const pair = (((first << BITS) | second) << BITS) & GROUP;
    if (third === undefined) starts.fill(1, pair, pair + LETTER + 1);
    else starts[pair | third] = 1;
  }
  return starts;
}

/** Whether a name may say anything of its value. Nearly no other name, and hardly any random word, passes. */
export function mayHoldStem(name: string): boolean {
  let group = 0;
  for (let at = 0; at < name.length; at++) {
    group = ((group & PAIR) << BITS) | (name.charCodeAt(at) & LETTER);
    if (STARTS[group] === 1 && at > 1) return true;
  }
  // Past the end, where there is no letter, a stem of two is told.
  return name.length > 1 && STARTS[(group & PAIR) << BITS] === 1;
}
