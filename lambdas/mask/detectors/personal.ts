import { characterClass, isIn, LETTER_OR_DIGIT, runEnd } from '../characters.ts';
import type { Detector, Finding, Scene } from './detector.ts';

/** A word that announces something personal, and the form of what it announces as the expression's only group. */
interface Announced {
  readonly type: string;
  readonly words: readonly string[];
  readonly form: RegExp;
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
const DATE = `\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|${MONTH} \\d{1,2},? \\d{4}|\\d{1,2}(?:st|nd|rd|th)? ${MONTH},? \\d{4}`;

/** Expressions are bounded, without nested repeats, and read at most some 60 characters on. */
const ANNOUNCED: readonly Announced[] = [
  {
    type: 'passport',
    words: ['passport', 'Passport', 'PASSPORT'],
    form: /passport(?: (?:number|no\.?|num|#|id))?(?: ?[:=#]| is)? ?([A-Z]{0,3}\d{6,9}[A-Z]?)(?![\w-])/iy,
  },
  {
    type: 'driving-licence',
    words: ['driver', 'Driver', 'driving', 'Driving'],
    form: /dri(?:ver'?s?|ving) licen[cs]e(?: (?:number|no\.?|num|#|id))?(?: ?[:=#]| is)? ?([A-Z0-9]{1,5}[A-Z0-9-]{5,14}\d[A-Z0-9]{0,3})(?![\w-])/iy,
  },
  {
    type: 'date-of-birth',
    words: ['born', 'Born', 'DOB', 'dob', 'D.O.B', 'date of birth', 'Date of birth', 'Date of Birth', 'birth', 'Birth'],
    form: new RegExp(
      `(?:born(?: on)?|d\\.?o\\.?b\\.?|date of birth|birth ?(?:date|day))(?: ?[:=]| is| was)? ?(${DATE})(?!\\w)`,
      'iy',
    ),
  },
];

/** Passports, driving licences and dates of birth: too many other things look like them where no word announces them. */
export const ANNOUNCEMENTS: readonly Detector[] = ANNOUNCED.map(({ type, words, form }) => ({
  name: type,
  words,
  probe: (text, at) => {
    form.lastIndex = at;
    const value = form.exec(text)?.[1];
    return value === undefined ? undefined : { start: form.lastIndex - value.length, end: form.lastIndex, type };
  },
}));

const STREET =
  /\d{1,5}[A-Za-z]? (?:[NSEW]\.? )?(?:[A-Z][\w.'-]{1,20} ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Terrace|Crescent|Highway|Parkway|Way)\b\.?(?:,? (?:Apt|Suite|Unit|#)\.? ?\w{1,6})?/y;
const ADDRESS_WORD =
  /\b(?:address|lives?|living|resid(?:es?|ing|ence)|ship(?:ped|ping)?|deliver(?:ed|y)?|mail(?:ed|ing)?|moved|home|billing)\b/i;
const PLACE = /^,? [A-Z][\w .'-]{1,30},? (?:[A-Z]{2} )?\d{4,5}\b/;
const REACH = 40;
const LONGEST_HOUSE = 6;
const CAPITAL = characterClass('A-Z');

/** Postal addresses, a number and a street, where a word before or a town with its code after says that it is one. */
export const STREET_ADDRESS: Detector = {
  name: 'postal-address',
  digits: true,
  probe: (text, at) => {
    STREET.lastIndex = at;
    if (!startsStreet(text, at) || !STREET.test(text)) return undefined;
    const end = STREET.lastIndex;
    const isAnnounced = ADDRESS_WORD.test(text.slice(Math.max(0, at - REACH), at));
    if (!isAnnounced && !PLACE.test(text.slice(end, end + REACH))) return undefined;
    return { start: at, end, type: 'postal-address' };
  },
};

/** Up to six characters on, a space and a capital: nearly every other number ends the look here. */
function startsStreet(text: string, at: number): boolean {
  const space = runEnd(LETTER_OR_DIGIT, text, { from: at, limit: LONGEST_HOUSE });
  return text[space] === ' ' && isIn(CAPITAL, text, space + 1);
}

const MAC = /[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])/iy;
const CISCO_MAC = /[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])/iy;
const EVERYBODY = /^(?:ff[:-]?){6}$/i;
const HEX = characterClass('0-9', 'a-f', 'A-F');
const JOINED = characterClass('0-9', 'A-Z', 'a-z', ':', '-', '.');

/** Hardware addresses (IEEE 802), under the policy on addresses. */
export const MAC_ADDRESS: Detector = { name: 'mac-address', characters: ':-', digits: true, probe: probeMac };

function probeMac(text: string, at: number, scene: Scene): Finding | undefined {
  if (scene.addresses !== true) return undefined;
  const start = isIn(HEX, text, at) ? at : at - 2;
  if (!isIn(HEX, text, start) || isIn(JOINED, text, start - 1)) return undefined;
  const end = endOf(MAC, text, start) ?? endOf(CISCO_MAC, text, start);
  if (end === undefined || EVERYBODY.test(text.slice(start, end))) return undefined;
  return { start, end, type: 'mac-address' };
}

function endOf(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  return form.test(text) ? form.lastIndex : undefined;
}
