import { continuesWord, endsNumber, type DigitGroup } from './digits.ts';
import type { Finding, Scene } from './detector.ts';

const BEFORE =
  /(?:phone|\btel(?:\b|ephone)|mobile|\bcell|\bfax\b|\bcall\b|\bdial\b|\bring\b|\bsms\b|whatsapp|\bcontact\b|\breach\b|\bregistered\b|\bmsisdn\b)[^\d]{0,24}$/i;
const AFTER = /^[\s,()-]{0,3}(?:office|fax|home|mobile|cell|work|direct)\b/i;
const REACH = 48;
/** `fax`, `sms`. */
const SHORTEST_WORD = 3;
const DATE = /^(?:19|20)\d{2}[-. ](?:0[1-9]|1[0-2])[-. ](?:0[1-9]|[12]\d|3[01])/;
const MOST_DIGITS = 15;

interface Seen {
  readonly groups: readonly DigitGroup[];
  readonly scene: Scene;
}

/**
 * Telephone numbers: E.164 with its `+` (up to 15 digits), North American 3-3-4, national numbers with a trunk 0 in three or
 * more groups; other digits in groups, or in one row, only beside a word such as phone, fax or call. Never a date.
 */
export function findPhone(text: string, at: number, seen: Seen): Finding | undefined {
  const span = seen.groups.length > 1 ? grouped(text, at, seen) : inOneRow(text, at, seen);
  return span === undefined ? undefined : { start: span.start, end: span.end, type: 'phone' };
}

function grouped(text: string, at: number, seen: Seen): Span | undefined {
  return (
    international(text, at, seen) ??
    northAmerican(text, at, seen) ??
    trunk(text, at, seen) ??
    named(text, at, seen) ??
    lookedUp(text, at, seen)
  );
}

function inOneRow(text: string, at: number, seen: Seen): Span | undefined {
  return international(text, at, seen) ?? named(text, at, seen);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function international(text: string, at: number, { groups }: Seen): Span | undefined {
  if (text.charAt(at - 1) !== '+' || text[at] === '0') return undefined;
  const end = longestEnd(text, groups, { least: 8, most: MOST_DIGITS });
  return end === undefined ? undefined : { start: at - 1, end };
}

/** 415-555-0132, (415) 555-0132, 1-415-555-0132, 001-415-555-0132: area and exchange codes begin with 2 to 9. */
function northAmerican(text: string, at: number, { groups }: Seen): Span | undefined {
  const national = isNorthAmericanPrefix(groups[0]) ? groups.slice(1, 4) : groups.slice(0, 3);
  const last = national.at(-1);
  const written = national.map((group) => group.digits).join('-');
  if (last === undefined || !/^[2-9]\d{2}-[2-9]\d{2}-\d{4}$/.test(written)) return undefined;
  return endsNumber(text, last.end) ? { start: withParenthesis(text, at), end: last.end } : undefined;
}

function isNorthAmericanPrefix(group: DigitGroup | undefined): boolean {
  return group?.digits === '1' || group?.digits === '001';
}

/** 0490 75 30 95, 01.84.17.92.62, 07700 065 466. */
function trunk(text: string, at: number, { groups }: Seen): Span | undefined {
  if (text[at] !== '0' || continuesWord(text, at, /\d/) || isInsideIban(text, at)) return undefined;
  const even = groups.filter((group, index) => index === 0 || group.separator === groups[1]?.separator);
  if (!isTrunkShaped(even) || isSsnShaped(even)) return undefined;
  const end = longestEnd(text, even, { least: 9, most: 11 });
  return end === undefined ? undefined : { start: withParenthesis(text, at), end };
}

const IBAN_START = /\b[A-Z]{2}\d{2} (?:[A-Z0-9]{4} ){1,7}$/;
const LONGEST_IBAN = 42;

/** A printed account number with a wrong check digit is still no telephone number. */
function isInsideIban(text: string, at: number): boolean {
  return text.charAt(at - 1) === ' ' && IBAN_START.test(text.slice(Math.max(0, at - LONGEST_IBAN), at));
}

/** An area code from 01 up, then at least two groups of two to four digits. */
function isTrunkShaped(groups: readonly DigitGroup[]): boolean {
  return /^0[1-9]\d*(?:-\d{2,4}){2,7}$/.test(groups.map((group) => group.digits).join('-'));
}

function isSsnShaped(groups: readonly DigitGroup[]): boolean {
  return groups.map((group) => group.digits.length).join('-') === '3-2-4';
}

/** A look-up costs some hundred times what reading a character does. */
const MOST_LOOKUPS = 64;

/** 07911 123456, (030) 1234567, 0049 30 1234567: what the numbering plans say is a number, at most 64 times in a text. */
function lookedUp(text: string, at: number, { groups, scene }: Seen): Span | undefined {
  if (scene.isPhoneNumber === undefined || !isCandidate(text, at, groups)) return undefined;
  const end = longestEnd(text, groups, { least: 9, most: MOST_DIGITS });
  if (end === undefined || !mayLookUp(scene)) return undefined;
  return scene.isPhoneNumber(text.slice(at, end)) ? { start: withParenthesis(text, at), end } : undefined;
}

/** Two groups or more, the first a trunk or country prefix or in parentheses, none of them only zeros. */
function isCandidate(text: string, at: number, groups: readonly DigitGroup[]): boolean {
  const starts = /^\(?(?:0[1-9]|00[1-9])/.test(text.slice(withParenthesis(text, at), at + 3));
  if (!starts || groups.length < 2 || groups.some(({ digits }) => /^0+$/.test(digits))) return false;
  return !isSsnShaped(groups) && !continuesWord(text, at, /\d/) && !isInsideIban(text, at);
}

function mayLookUp({ lookups }: Scene): boolean {
  if (lookups === undefined || lookups.made >= MOST_LOOKUPS) return false;
  lookups.made++;
  return true;
}

/** Any other number of 7 to 15 digits, where a word before or a label after it says what it is. */
function named(text: string, at: number, seen: Seen): Span | undefined {
  const end = longestEnd(text, seen.groups, { least: 7, most: MOST_DIGITS });
  if (end === undefined) return undefined;
  const spoken = seen.scene.about === 'phone' || isSpokenOf(text, at, end);
  return spoken && !DATE.test(text.slice(at, at + 10)) ? { start: withParenthesis(text, at), end } : undefined;
}

function isSpokenOf(text: string, at: number, end: number): boolean {
  if (at >= SHORTEST_WORD && BEFORE.test(text.slice(Math.max(0, at - REACH), at))) return true;
  return end < text.length && AFTER.test(text.slice(end, end + 10));
}

function longestEnd(
  text: string,
  groups: readonly DigitGroup[],
  count: { least: number; most: number },
): number | undefined {
  let digits = 0;
  let end: number | undefined;
  for (const group of groups) {
    digits += group.digits.length;
    if (digits > count.most) break;
    if (digits >= count.least && endsNumber(text, group.end)) end = group.end;
  }
  return end;
}

function withParenthesis(text: string, at: number): number {
  return text.charAt(at - 1) === '(' ? at - 1 : at;
}
