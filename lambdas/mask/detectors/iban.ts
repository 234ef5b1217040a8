import { DIGIT, isIn, LETTER_OR_DIGIT } from '../characters.ts';
import type { Detector, Finding } from './detector.ts';

/** Length of an IBAN by country, from the SWIFT IBAN registry. Data: part of the rule pack. */
const REGISTRY =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 ' +
  'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 ' +
  'LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 ' +
  'SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';

const LENGTHS: ReadonlyMap<string, number> = new Map(
  REGISTRY.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Country and first check digit. */
const WORDS = [...LENGTHS.keys()].flatMap((country) => [...'0123456789'].map((digit) => country + digit));

/** International bank account numbers (ISO 13616): country's length and check digits modulo 97, plain or in groups of four. */
export const IBAN: Detector = { name: 'iban', words: WORDS, probe: probeIban };

function probeIban(text: string, at: number): Finding | undefined {
  if (!isIn(DIGIT, text, at + 3)) return undefined;
  const length = LENGTHS.get(text.slice(at, at + 2)) ?? 0;
  const read = readAccount(text, at, length);
  if (read.account.length !== length || isIn(LETTER_OR_DIGIT, text, read.end)) return undefined;
  return hasCheckDigits(read.account) ? { start: at, end: read.end, type: 'iban' } : undefined;
}

function readAccount(text: string, at: number, length: number): { account: string; end: number } {
  let account = '';
  let end = at;
  while (account.length < length) {
    if (isIn(LETTER_OR_DIGIT, text, end)) account += text[end] ?? '';
    else if (text[end] !== ' ' || text.charAt(end - 1) === ' ') break;
    end++;
  }
  return { account, end };
}

/** ISO 7064 MOD 97-10 over the account with its first four characters last and letters as 10 to 35. */
function hasCheckDigits(account: string): boolean {
  const moved = account.slice(4) + account.slice(0, 4);
  let rest = 0;
  for (const character of moved.toUpperCase()) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
