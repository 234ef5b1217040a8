/**
 * Invented customers, as a team would have them in a table and a bucket. Every value is made up: example domains
 * (RFC 2606), telephone numbers reserved for fiction, payment cards from the schemes' published test ranges.
 */
export interface Customer {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly card: string;
  readonly ssn: string;
  readonly balance: number;
  readonly city: string;
}

export const CUSTOMERS: readonly Customer[] = [
  {
    customerId: 'C-1001',
    name: 'Mara Lindqvist',
    email: 'mara.lindqvist@example.com',
    phone: '+1 202 555 0143',
    card: '4111 1111 1111 1111',
    ssn: '301-22-4471',
    balance: 1240.5,
    city: 'Baltimore',
  },
  {
    customerId: 'C-1002',
    name: 'Idris Achterberg',
    email: 'idris@achterberg.example.net',
    phone: '+1 (415) 555-0188',
    card: '5555 5555 5555 4444',
    ssn: '227-61-9042',
    balance: 88,
    city: 'Oakland',
  },
  {
    customerId: 'C-1003',
    name: 'Noor Castellanos',
    email: 'n.castellanos@example.org',
    phone: '212-555-0167',
    card: '3782 822463 10005',
    ssn: '512-47-3816',
    balance: 0,
    city: 'New York',
  },
];

/** An AWS key pair that leaked into a configuration file, as it happens: AWS's own documentation example, lightly changed. */
export const LEAKED_KEY_ID = ['AKIA', 'QX7EXAMPLE4LEAK'].join('').padEnd(20, 'Z');
export const LEAKED_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzLEAKEDKEY';
export const DATABASE_PASSWORD = 'tr0ub4dor-&3-billing';

/** Values of the seed that nobody but the target account may ever hold unmasked. */
export const SENSITIVE_VALUES: readonly string[] = [
  ...CUSTOMERS.flatMap(({ email, phone, card, ssn }) => [email, phone, card, ssn]),
  LEAKED_KEY_ID,
  LEAKED_SECRET,
  DATABASE_PASSWORD,
];
