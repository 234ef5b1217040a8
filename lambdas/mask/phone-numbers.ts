import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { MaskPlan } from './plan.ts';

/** Where a number without a country code may be from; the order does not matter. */
const HOMES: readonly CountryCode[] = [
  'GB',
  'DE',
  'FR',
  'IT',
  'AU',
  'JP',
  'IN',
  'BR',
  'ES',
  'NL',
  'CH',
  'AT',
  'ZA',
  'TR',
];

/**
 * The same plan, with digits that have a telephone number's form looked up in the numbering plans of the world (E.164) and of the
 * larger countries. The tables weigh 145 KB: only the functions that show answers carry them.
 */
export function withPhoneNumbers(plan: MaskPlan): MaskPlan {
  return { ...plan, isPhoneNumber };
}

/** Whether a candidate, digits with spaces, hyphens, full stops or parentheses, is a number that some plan allows. */
export function isPhoneNumber(candidate: string): boolean {
  const international = candidate.replace(/^00/, '+');
  if (international.startsWith('+')) return parsePhoneNumberFromString(international)?.isValid() === true;
  return HOMES.some((home) => parsePhoneNumberFromString(candidate, home)?.isValid() === true);
}
