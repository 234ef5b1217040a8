import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, type CharacterClass } from '../characters.ts';
import { isCrossedOut, isFiller } from '../placeholder.ts';
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

function detectorOf([type, prefixes, body, atLeast, atMost]: VendorToken): Detector {
  const form = { type, words: prefixes.split(' '), members: BODIES[body], atLeast, atMost };
  return { name: type, words: form.words, probe: (text, at) => tokenAt(text, at, form) };
}

interface Form {
  readonly type: string;
  readonly words: readonly string[];
  readonly members: CharacterClass;
  readonly atLeast: number;
  /** Where the vendor fixes the length, a longer word is something else. */
  readonly atMost: number | undefined;
}

function tokenAt(text: string, at: number, form: Form): Finding | undefined {
  const prefix = form.words.find((word) => text.startsWith(word, at));
  if (prefix === undefined || isInsideBase64(text, at)) return undefined;
  const from = at + prefix.length;
  const sample = runEnd(form.members, text, { from, limit: SAMPLE });
  if (sample - from < form.atLeast || !isBody(prefix, text.slice(from, sample))) return undefined;
  const end = withoutFullStop(text, runEnd(form.members, text, { from, limit: text.length }));
  const isLonger = form.atMost !== undefined && end - from > form.atMost;
  return isLonger || goesOn(text, end) ? undefined : { start: at, end, type: form.type };
}

const BLACKENED = /^(?:#{4}|\*{4})/;

/** The word goes on, or the rest of the token was blackened. */
function goesOn(text: string, end: number): boolean {
  if (isIn(LETTER_OR_DIGIT, text, end) || text[end] === '_' || text[end] === '+') return true;
  return BLACKENED.test(text.slice(end, end + 4));
}

/** No token follows a plus sign: the letters of its prefix stand in a longer base64 text by chance. */
function isInsideBase64(text: string, at: number): boolean {
  return text.charAt(at - 1) === '+';
}

const UNMISTAKABLE_PREFIX = 12;

/** After a prefix so long that nobody writes it by chance only a body that is crossed out is no token. */
function isBody(prefix: string, body: string): boolean {
  return prefix.length >= UNMISTAKABLE_PREFIX ? !isCrossedOut(body) : isTokenBody(body);
}

/** A body has digits, or letters in no word's case; otherwise it is an identifier that happens to start like a token. */
function isTokenBody(body: string): boolean {
  return !isFiller(body) && (/\d/.test(body) || !isIdentifier(body));
}

/** A token does not end in the full stop of its sentence. */
function withoutFullStop(text: string, end: number): number {
  let last = end;
  while (text.charAt(last - 1) === '.') last--;
  return last;
}

const TELLING_PREFIX = 4;

const FIXED: ReadonlyMap<string, number> = new Map(
  VENDOR_TOKENS.flatMap(([, prefixes, , atLeast, atMost]) =>
    atMost === undefined ? [] : prefixes.split(' ').map((prefix) => [prefix, prefix.length + atLeast] as const),
  ).filter(([prefix]) => prefix.length >= TELLING_PREFIX),
);

/** Whether a value starts as a vendor's token of fixed length but ends too early: it was cut, and opens nothing. */
export function isCutShort(value: string): boolean {
  for (const [prefix, length] of FIXED) {
    if (value.length < length && value.startsWith(prefix)) return true;
  }
  return false;
}
