import { type Check, codiceFiscale, cpf, isDay, letterCheck, luhnCheck, mod11and10, sumCheck, turkish, verhoeff, weighted } from './checks.ts'; // prettier-ignore

/** One kind of national identifier: how it is written, and the check that tells it from any other number. */
export interface Identifier {
  readonly type: string;
  /** Bounded, global, and without a character before or after that would carry the word on. */
  readonly form: RegExp;
  readonly check: Check;
}

const any: Check = () => true;
const PESEL = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];
const TFN = [1, 4, 3, 7, 5, 8, 6, 9, 10];
const NHS = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
const BSN = [9, 8, 7, 6, 5, 4, 3, 2, -1];
const SEVEN_THREE_ONE = [7, 3, 1, 7, 3, 1, 7, 3];
const RRN = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
const THAI = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const FINNISH_LETTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

function spanish(id: string): number {
  return Number(id.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))) % 23;
}

function singapore(id: string): boolean {
  const offset = { S: 0, T: 4, F: 0, G: 4, M: 3 }[id[0] ?? ''] ?? 0;
  const rest = (weighted(id.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  if (id[0] === 'S' || id[0] === 'T') return 'JZIHGFEDCBA'[rest] === id[8];
  return (id[0] === 'M' ? 'KLJNPQRTUWX'[10 - rest] : 'XWUTRQPNMLK'[rest]) === id[8];
}

/** The letter counts as two digits, and Luhn's doubling runs from the left. */
function germanHealth(id: string): boolean {
  const digits = String((id.charCodeAt(0) - 64).toString().padStart(2, '0')) + id.slice(1, 9);
  const sum = [...digits].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 10 === Number(id[9]);
}

function germanTax(id: string): boolean {
  return !/(\d)\1\1/.test(id) && mod11and10(id);
}

function australianBusiness(id: string): boolean {
  const digits = [Number(id[0]) - 1, ...[...id.slice(1)].map(Number)];
  const weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
  return digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 89 === 0;
}

function finnish(id: string): boolean {
  const rest = Number(id.slice(0, 6) + id.slice(7, 10)) % 31;
  return isDay(id.slice(0, 6), 'dmy') && FINNISH_LETTERS[rest] === id[10];
}

function french(id: string): boolean {
  const number = id.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - (Number(number) % 97) === Number(id.slice(13));
}

function thai(id: string): boolean {
  return (11 - (weighted(id, THAI) % 11)) % 10 === Number(id[12]);
}

/** Numbers given since October 2020 have a random ending; the date and the digit for sex and century remain. */
function korean(id: string): boolean {
  return isDay(id.slice(0, 6)) && weighted(id, RRN) >= 0;
}

/** A day up to 91 says that the number is a co-ordination number; a month from 20 up that it is an organisation's. */
function swedish(id: string): boolean {
  const ten = id.slice(-10);
  const isOrganisation = Number(ten.slice(2, 4)) >= 20;
  const day = String(Number(ten.slice(4, 6)) % 60).padStart(2, '0');
  return luhnCheck(10)(id) && (isOrganisation || isDay(ten.slice(0, 4) + day));
}

const START = '(?<![\\w.-])';
const END = '(?![\\w-]|\\.\\d)';
function written(form: string): RegExp {
  return new RegExp(`${START}(?:${form})${END}`, 'gi');
}

/** The opt-in pack, by the registers' own publications. Numbers of nine digits count only in their printed groups. */
export const IDENTIFIERS: readonly Identifier[] = [
  { type: 'au-tfn', form: written('\\d{3} \\d{3} \\d{3}'), check: sumCheck(TFN, 11) },
  { type: 'au-acn', form: written('\\d{3} \\d{3} \\d{3}'), check: (id) => (10 - (weighted(id, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === Number(id[8]) }, // prettier-ignore
  { type: 'au-abn', form: written('\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}'), check: australianBusiness },
  { type: 'br-cpf', form: written('\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{11}'), check: cpf },
  { type: 'ca-sin', form: written('\\d{3}[ -]\\d{3}[ -]\\d{3}'), check: luhnCheck(9) },
  { type: 'de-health-insurance', form: written('[A-Z]\\d{9}'), check: germanHealth },
  { type: 'de-id-card', form: written('[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}\\d'), check: (id) => weighted(id, SEVEN_THREE_ONE) % 10 === Number(id[8]) }, // prettier-ignore
  { type: 'de-tax-id', form: written('[1-9]\\d[ ]?\\d{3}[ ]?\\d{3}[ ]?\\d{3}'), check: germanTax },
  { type: 'es-nif', form: written('\\d{8}-?[A-Z]|[XYZ]-?\\d{7}-?[A-Z]'), check: letterCheck(SPANISH_LETTERS, spanish) },
  { type: 'fi-hetu', form: written('\\d{6}[-+A-FU-Y]\\d{3}[0-9A-Y]'), check: finnish },
  { type: 'fr-nir', form: written('[12][ ]?\\d{2}[ ]?(?:0[1-9]|1[0-2])[ ]?(?:\\d{2}|2[AB])[ ]?\\d{3}[ ]?\\d{3}[ ]?\\d{2}'), check: french }, // prettier-ignore
  { type: 'gb-driving-licence', form: written('[A-Z9]{5}\\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\\d|3[01])\\d[A-Z9]{2}[A-Z0-9]{3}'), check: any }, // prettier-ignore
  { type: 'gb-nhs', form: written('\\d{3}[ -]?\\d{3}[ -]?\\d{4}'), check: sumCheck(NHS, 11) },
  { type: 'gb-nino', form: written('(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ ]?\\d{2}[ ]?\\d{2}[ ]?\\d{2}[ ]?[A-D]'), check: any }, // prettier-ignore
  { type: 'in-aadhaar', form: written('[2-9]\\d{3}[ -:]\\d{4}[ -:]\\d{4}'), check: verhoeff },
  { type: 'in-gstin', form: written('[0-3]\\d[A-Z]{5}\\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]'), check: any },
  { type: 'in-pan', form: written('[A-Z]{3}[ABCFGHLJPT][A-Z]\\d{4}[A-Z]'), check: any },
  { type: 'it-codice-fiscale', form: written('[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]'), check: codiceFiscale }, // prettier-ignore
  { type: 'kr-rrn', form: written('\\d{6}-?[1-8]\\d{6}'), check: korean },
  { type: 'nl-bsn', form: written('\\d{4}\\.\\d{2}\\.\\d{3}'), check: sumCheck(BSN, 11) },
  { type: 'pl-pesel', form: written('\\d{11}'), check: (id) => (10 - (weighted(id, PESEL.slice(0, 10)) % 10)) % 10 === Number(id[10]) && Number(id.slice(2, 4)) % 20 <= 12 && Number(id.slice(4, 6)) <= 31 }, // prettier-ignore
  { type: 'se-personnummer', form: written('(?:\\d{2})?\\d{6}[-+]?\\d{4}'), check: swedish },
  { type: 'sg-nric', form: written('[STFGM]\\d{7}[A-Z]'), check: singapore },
  { type: 'th-national-id', form: written('[1-8](?:\\d{12}|-\\d{4}-\\d{5}-\\d{2}-\\d)'), check: thai },
  { type: 'tr-national-id', form: written('[1-9]\\d{10}'), check: turkish },
  { type: 'us-itin', form: written('9\\d{2}-(?:5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])-\\d{4}'), check: any },
  { type: 'us-mbi', form: written('[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}'), check: any }, // prettier-ignore
];
