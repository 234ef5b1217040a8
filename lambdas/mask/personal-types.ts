/** Personal data that its own form tells. */
export const FORMED_TYPES = ['email', 'phone', 'card', 'iban', 'us-ssn', 'ip-address', 'mac-address'] as const;

/**
 * Types that are personal data and not secrets. They are masked where they are recognised; looking for a name or a postcode
 * everywhere else in an answer would mask words that stand there by chance.
 */
export const PERSONAL_TYPES: ReadonlySet<string> = new Set<string>([
  ...FORMED_TYPES,
  'person-name',
  'date-of-birth',
  'postal-address',
  'postal-code',
  'passport',
  'driving-licence',
  'national-id',
]);
