import { continuesWord, endsNumber, type DigitGroup } from './digits.ts';
import type { Finding, Scene } from './detector.ts';

const CARD_CONTEXT = /card|visa|master|maestro|amex|american express|discover|diners|jcb|credit|debit|payment|pan\b/i;
const CONTEXT_REACH = 80;
const SHORTEST_CARD = 12;
const LONGEST_CARD = 19;
const GROUPED = /^(?:4(?:-4){2,4}|4-4-4-[1-4]|4-4-4-4-3|4-6-[45])$/;

interface Issuer {
  readonly form: RegExp;
  readonly lengths: readonly number[];
}

/** Issuer ranges by ISO/IEC 7812 registrations: Visa, Mastercard, American Express, Diners, Discover, JCB. */
const ISSUERS: readonly Issuer[] = [
  { form: /^4/, lengths: [13, 16, 19] },
  { form: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { form: /^3[47]/, lengths: [15] },
  { form: /^(?:30[0-5]|3095|36|3[89])/, lengths: [14, 16, 19] },
  { form: /^(?:6011|65|64[4-9]|62)/, lengths: [16, 17, 18, 19] },
  { form: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { form: /^(?:2131|1800)/, lengths: [15] },
  { form: /^(?:5018|5019|5020|5038|5893|6304|6759|676[1-3])/, lengths: [13, 14, 15, 16, 17, 18, 19] },
];

/** Maestro and other 12-digit cards look like AWS account ids, so they count only where the text speaks of cards. */
const ISSUERS_IN_CONTEXT: readonly Issuer[] = [
  { form: /^(?:0604|5[0-9]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
  { form: /^35/, lengths: [16] },
];

/** Payment cards: issuer range, length and Luhn check digit (ISO/IEC 7812-1), in one row of digits or in the printed groups. */
export function findCard(
  text: string,
  at: number,
  seen: { groups: readonly DigitGroup[]; scene: Scene },
): Finding | undefined {
  if (digitsIn(seen.groups) < SHORTEST_CARD || continuesWord(text, at, /[A-Za-z]\d|\d[A-Za-z]/)) return undefined;
  const printed = rowsOf(seen.groups).filter((row) => isPrinted(row.layout) && endsNumber(text, row.end));
  const card = printed.find((row) => isCard(row.digits, () => speaksOfCards(text, at, seen.scene)));
  return card === undefined ? undefined : { start: at, end: card.end, type: 'card' };
}

function digitsIn(groups: readonly DigitGroup[]): number {
  return groups.reduce((sum, { digits }) => sum + digits.length, 0);
}

interface Row {
  readonly digits: string;
  /** Group lengths: `4-4-4-4`. */
  readonly layout: string;
  readonly end: number;
}

/** The first group, the first two, and so on, up to 19 digits that only single spaces or hyphens part. */
function rowsOf(groups: readonly DigitGroup[]): readonly Row[] {
  const rows: Row[] = [];
  let digits = '';
  let layout = '';
  for (const group of groups) {
    if (group.separator.length > 1 || group.separator === '.') break;
    digits += group.digits;
    layout += `${layout === '' ? '' : '-'}${group.digits.length}`;
    if (digits.length > LONGEST_CARD) break;
    rows.push({ digits, layout, end: group.end });
  }
  return rows;
}

function isPrinted(layout: string): boolean {
  return !layout.includes('-') || GROUPED.test(layout);
}

function isCard(digits: string, inContext: () => boolean): boolean {
  if (digits.length < SHORTEST_CARD || !hasLuhnCheck(digits)) return false;
  if (ISSUERS.some((issuer) => accepts(issuer, digits))) return true;
  return ISSUERS_IN_CONTEXT.some((issuer) => accepts(issuer, digits)) && inContext();
}

function accepts(issuer: Issuer, digits: string): boolean {
  return issuer.lengths.includes(digits.length) && issuer.form.test(digits);
}

function speaksOfCards(text: string, at: number, scene: Scene): boolean {
  return scene.about === 'card' || CARD_CONTEXT.test(text.slice(Math.max(0, at - CONTEXT_REACH), at + CONTEXT_REACH));
}

/** Luhn's sum, doubling every second digit from the right. */
export function hasLuhnCheck(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && sum > 0;
}
