import { standIn } from '../placeholder.ts';

const SHORTEST_NUMBER = 12;
const SHORTEST_PHONE = 7;

/**
 * The stand-in of a value with the part that people go by: card and IBAN show the last four (of at least twelve), a phone number the
 * last two, an e-mail address its first letter and its domain, an access key id its first and last four. Any other type shows no part.
 */
export function partialStandIn(type: string, value: string): string {
  const part = PARTS[type]?.(value);
  return standIn(part === undefined || part.length > LONGEST_PART ? type : `${type} ${part}`);
}

/** A stand-in holds at most 64 characters beside its brackets. */
const LONGEST_PART = 40;

const PARTS: Readonly<Record<string, (value: string) => string | undefined>> = {
  card: lastFour,
  iban: lastFour,
  phone: (value) => {
    const digits = value.replace(/\D/g, '');
    return digits.length < SHORTEST_PHONE ? undefined : `..${digits.slice(-2)}`;
  },
  email: (value) => {
    const at = value.lastIndexOf('@');
    return at < 1 || /[\]\s]/.test(value) ? undefined : `${value.charAt(0)}*${value.slice(at)}`;
  },
  'aws-access-key-id': (value) => (value.length < 16 ? undefined : `${value.slice(0, 4)}..${value.slice(-4)}`),
};

function lastFour(value: string): string | undefined {
  const signs = value.replace(/[^A-Za-z0-9]/g, '');
  return signs.length < SHORTEST_NUMBER ? undefined : `..${signs.slice(-4)}`;
}
