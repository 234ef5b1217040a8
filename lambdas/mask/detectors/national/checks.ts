import { hasLuhnCheck } from '../card.ts';

/** Says whether an identifier, written without separators and in capitals, has its right check digits or letters. */
export type Check = (id: string) => boolean;

const valueOf = (character: string): number => Number.parseInt(character, 36);

/** The weighted sum of an identifier's leading characters, letters counting from 10. */
export function weighted(id: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * valueOf(id[index] ?? '0'), 0);
}

/** A check that the weighted sum of all characters is a multiple of a number: the "eleven test" and its like. */
export function sumCheck(weights: readonly number[], modulus: number): Check {
  return (id) => weighted(id, weights) % modulus === 0;
}

/** Luhn's check over the last digits of an identifier. */
export function luhnCheck(digits: number): Check {
  return (id) => hasLuhnCheck(id.slice(-digits));
}

/** ISO 7064 MOD 11,10, as in the German tax number. */
export const mod11and10: Check = (id) => {
  let product = 10;
  for (const digit of id.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(id.at(-1));
};

const DIHEDRAL = '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210';
const SHIFTS = '01234567891576283094580379614289160435279453126870428657390127938064157046913258';

/** Verhoeff's check, as in the Indian Aadhaar number. */
export const verhoeff: Check = (id) => {
  let state = 0;
  for (let index = 0; index < id.length; index++) {
    const digit = Number(id[id.length - 1 - index]);
    const shifted = Number(SHIFTS[(index % 8) * 10 + digit]);
    state = Number(DIHEDRAL[state * 10 + shifted]);
  }
  return state === 0;
};

/** A check letter that a remainder chooses from an alphabet. */
export function letterCheck(alphabet: string, remainder: (id: string) => number): Check {
  return (id) => alphabet[remainder(id)] === id.at(-1);
}

/** Whether six digits are a day that exists: in the order year, month, day or in that of the letters given. */
export function isDay(digits: string, order: 'ymd' | 'dmy' = 'ymd'): boolean {
  const [one, month, other] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].map(Number);
  const day = order === 'ymd' ? other : one;
  return month !== undefined && day !== undefined && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** The check letter of the Italian codice fiscale: places count from one, odd ones by a table of their own. */
export const codiceFiscale: Check = (id) => {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const value = valueOf(id[index] ?? '0');
    const place = value > 9 ? value - 10 : value;
    sum += index % 2 === 0 ? (ODD[place] ?? 0) : place;
  }
  return String.fromCharCode(65 + (sum % 26)) === id.at(-1);
};

/** The two check digits of the Brazilian CPF. */
export const cpf: Check = (id) =>
  !/^(\d)\1+$/.test(id) &&
  [9, 10].every((length) => {
    const weights = Array.from({ length }, (_, index) => length + 1 - index);
    return ((weighted(id, weights) * 10) % 11) % 10 === Number(id[length]);
  });

/** The two check digits of the Turkish identity number. */
export const turkish: Check = (id) => {
  const digits = [...id].map(Number);
  const sum = (from: number, step: number, upTo: number) => {
    let total = 0;
    for (let index = from; index < upTo; index += step) total += digits[index] ?? 0;
    return total;
  };
  const tenth = (((sum(0, 2, 9) * 7 - sum(1, 2, 8)) % 10) + 10) % 10;
  return tenth === digits[9] && sum(0, 1, 10) % 10 === digits[10];
};
