const TABLE_SIZE = 128;

/** A set of ASCII characters that is asked by character code; anything beyond ASCII is outside. */
export type CharacterClass = Uint8Array;

/** Builds a class from ranges and single characters: `characterClass('A-Z', '0-9', '_')`. */
export function characterClass(...parts: readonly string[]): CharacterClass {
  const table = new Uint8Array(TABLE_SIZE);
  for (const part of parts) {
    const isRange = part.length === 3 && part[1] === '-';
    const from = part.charCodeAt(0);
    const to = isRange ? part.charCodeAt(2) : from;
    for (let code = from; code <= to; code++) table[code] = 1;
  }
  return table;
}

/** Whether the character at `at` is in the class; past either end of the text none is. */
export function isIn(members: CharacterClass, text: string, at: number): boolean {
  return at >= 0 && at < text.length && members[text.charCodeAt(at)] === 1;
}

/** The end of the run of class members that starts at `from`: at most `limit` characters on. */
export function runEnd(members: CharacterClass, text: string, span: { from: number; limit: number }): number {
  const stop = Math.min(text.length, span.from + span.limit);
  let at = span.from;
  while (at < stop && members[text.charCodeAt(at)] === 1) at++;
  return at;
}

/** The start of the run of class members that ends before `end`: at most `limit` characters back. */
export function runStart(members: CharacterClass, text: string, span: { end: number; limit: number }): number {
  const stop = Math.max(0, span.end - span.limit);
  let at = span.end;
  while (at > stop && members[text.charCodeAt(at - 1)] === 1) at--;
  return at;
}

const SHORT = 64;

/** How many bytes a text has in UTF-8. A short one is counted here: nearly all are ASCII, and a call out of JavaScript costs more. */
export function utf8Length(text: string): number {
  if (text.length > SHORT) return Buffer.byteLength(text);
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= TABLE_SIZE) return Buffer.byteLength(text);
  return text.length;
}

export const DIGIT = characterClass('0-9');
export const LETTER_OR_DIGIT = characterClass('A-Z', 'a-z', '0-9');
export const SPACE = characterClass(' ', '\t', '\n', '\r');
