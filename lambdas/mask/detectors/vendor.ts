import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, type CharacterClass } from '../characters.ts';
import { isFiller } from '../placeholder.ts';
import type { Detector, Finding } from './detector.ts';
import { type BodyClass, VENDOR_TOKENS, type VendorToken } from './vendor-tokens.ts';

const LONGEST_BODY = 16384;
const LETTERS = ['A-Z', 'a-z', '0-9'];
const BODIES: Readonly<Record<BodyClass, CharacterClass>> = {
  w: characterClass(...LETTERS, '_'),
  a: LETTER_OR_DIGIT,
  h: characterClass('0-9', 'a-f', 'A-F'),
  u: characterClass(...LETTERS, '_', '-'),
  b: characterClass(...LETTERS, '_', '-', '.', '=', '+', '/'),
  p: characterClass(...LETTERS, '_', '-', '.', '/'),
};

/** One detector for each row of the table of vendors' tokens. */
export const VENDORS: readonly Detector[] = VENDOR_TOKENS.map(detectorOf);

function detectorOf([type, prefixes, body, atLeast]: VendorToken): Detector {
  const words = prefixes.split(' ');
  const members = BODIES[body];
  return { name: type, words, probe: (text, at) => tokenAt(text, at, { type, words, members, atLeast }) };
}

interface Form {
  readonly type: string;
  readonly words: readonly string[];
  readonly members: CharacterClass;
  readonly atLeast: number;
}

function tokenAt(text: string, at: number, form: Form): Finding | undefined {
  const prefix = form.words.find((word) => text.startsWith(word, at));
  if (prefix === undefined) return undefined;
  const from = at + prefix.length;
  const end = trimmedEnd(text, from, runEnd(form.members, text, { from, limit: LONGEST_BODY }));
  if (end - from < form.atLeast || isFiller(text.slice(from, end))) return undefined;
  return { start: at, end, type: form.type };
}

/** A token does not end in the full stop of its sentence. */
function trimmedEnd(text: string, from: number, end: number): number {
  let last = end;
  while (last > from && text[last - 1] === '.') last--;
  return isIn(LETTER_OR_DIGIT, text, last) ? from : last;
}
