import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, type CharacterClass } from '../characters.ts';
import { isFiller } from '../placeholder.ts';
import { isIdentifier } from '../randomness.ts';
import type { Detector, Finding } from './detector.ts';
import { type BodyClass, VENDOR_TOKENS, type VendorToken } from './vendor-tokens.ts';

/** Enough to judge a token by; the rest is read only once it is believed, so that look-alikes stay cheap. */
const SAMPLE = 256;
const LETTERS = ['A-Z', 'a-z', '0-9'];
const BODIES: Readonly<Record<BodyClass, CharacterClass>> = {
  w: characterClass(...LETTERS, '_'),
  a: LETTER_OR_DIGIT,
  h: characterClass('0-9', 'a-f', 'A-F'),
  u: characterClass(...LETTERS, '_', '-'),
  b: characterClass(...LETTERS, '_', '-', '.', '=', '+', '/'),
  p: characterClass(...LETTERS, '_', '-', '.', '/'),
  U: characterClass('A-Z', '0-9'),
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
  const sample = runEnd(form.members, text, { from, limit: SAMPLE });
  if (sample - from < form.atLeast || !isTokenBody(text.slice(from, sample))) return undefined;
  const end = withoutFullStop(text, runEnd(form.members, text, { from, limit: text.length }));
  if (isIn(LETTER_OR_DIGIT, text, end) || text[end] === '_') return undefined;
  return { start: at, end, type: form.type };
}

/** A body has digits, or letters in no word's case; otherwise it is an identifier that happens to start like a token. */
function isTokenBody(body: string): boolean {
  return !isFiller(body) && (/\d/.test(body) || !isIdentifier(body));
}

/** A token does not end in the full stop of its sentence. */
function withoutFullStop(text: string, end: number): number {
  let last = end;
  while (text[last - 1] === '.') last--;
  return last;
}
