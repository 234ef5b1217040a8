import { characterClass, DIGIT, isIn, LETTER_OR_DIGIT } from '../characters.ts';

/** A row of digit groups: `4012 8888 8888 1881` is four groups. `end` is after the last digit of a group. */
export interface DigitGroup {
  readonly digits: string;
  /** What stands between the group before and this one: one or two separators, empty for the first. */
  readonly separator: string;
  readonly end: number;
}

const MOST_GROUPS = 8;
const LONGEST_GROUP = 20;

/** The digit groups from `at` on, parted by at most two of space, `-`, `.`, `(`, `)`; at most 8 groups of at most 20 digits. */
export function groupsFrom(text: string, at: number): readonly DigitGroup[] {
  const groups: DigitGroup[] = [];
  let from = at;
  let separator = '';
  while (groups.length < MOST_GROUPS) {
    const end = digitsEnd(text, from);
    if (end === from || end - from > LONGEST_GROUP) break;
    groups.push({ digits: text.slice(from, end), separator, end });
    from = separatorEnd(text, end);
    if (from === end) break;
    separator = text.slice(end, from);
  }
  return groups;
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (isIn(DIGIT, text, end) && end - from <= LONGEST_GROUP) end++;
  return end;
}

function separatorEnd(text: string, from: number): number {
  let end = from;
  while (end - from < 2 && isIn(SEPARATOR, text, end)) end++;
  return end;
}

const SEPARATOR = characterClass(' ', '(', ')', '-', '.');

const BYTE = '(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)';
const ADDRESS = new RegExp(`(?:${BYTE}\\.){3}${BYTE}(?![ ().-]{0,2}\\d)`, 'y');

/** Whether four numbers of a byte each stand here, with full stops between them and no further group after: an IPv4 address. */
export function isAddressAt(text: string, at: number): boolean {
  ADDRESS.lastIndex = at;
  return ADDRESS.test(text);
}

/** Whether at least so many digits stand here, however they are grouped. Asked at every digit of a text, so it reads on only as needed. */
export function hasDigits(text: string, at: number, least: number): boolean {
  let digits = 0;
  let parted = 0;
  for (let next = at; digits < least; next++) {
    if (isIn(DIGIT, text, next)) {
      digits++;
      parted = 0;
    } else if (!isIn(SEPARATOR, text, next) || ++parted > 2) return false;
  }
  return true;
}

/** Before a number these carry an identifier, path or decimal on, unless they stand alone. */
const LEADS = characterClass('-', '.', '_', '/', '@');
const WORD_BEFORE = characterClass('A-Z', 'a-z', '0-9', '_', '.', '-', '/');
const NEVER_BEFORE = characterClass('#', '$', '&', '%');

/** Whether a number may start here: not inside a word, a path, a decimal or an identifier such as `i-0123`. */
export function startsNumber(text: string, at: number): boolean {
  if (isIn(NEVER_BEFORE, text, at - 1)) return false;
  return !isIn(LEADS, text, at - 1) || !isIn(WORD_BEFORE, text, at - 2);
}

const GOES_ON = characterClass('A-Z', 'a-z', '0-9', '_', '%');
const JOINT = characterClass('-', '.', '/', ':', '@');

/** Whether a number may end here: the next character does not carry the word, decimal or identifier on. */
export function endsNumber(text: string, end: number): boolean {
  if (isIn(GOES_ON, text, end)) return false;
  return !(isIn(JOINT, text, end) && isIn(LETTER_OR_DIGIT, text, end + 1)) || isPlaceLabel(text, end);
}

/** `-Office` after a number is a label, not part of an identifier. */
function isPlaceLabel(text: string, end: number): boolean {
  return text[end] === '-' && /^-(?:office|fax|home|mobile|cell|work|direct)\b/i.test(text.slice(end, end + 8));
}

const WORD_REACH = 34;

/** Whether the word one space before, if there is one, has `mark`: then the number is a further group of it, as in an IBAN. */
export function continuesWord(text: string, at: number, mark: RegExp): boolean {
  if (text.charAt(at - 1) !== ' ') return false;
  const before = text.slice(Math.max(0, at - WORD_REACH), at - 1);
  return mark.test(before.slice(before.lastIndexOf(' ') + 1));
}
