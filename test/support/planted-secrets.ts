import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Texts as AWS answers hold them, each with a secret or personal value of its own; and all values planted so far. */
export interface Planting {
  readonly planted: string[];
  next(): string;
  /** Another value in a text of the kind that `next` gave last. */
  again(): string;
}

type Carrier = (value: string, planting: Planting) => string;

const base64 = (text: string) => Buffer.from(text).toString('base64');
/** Whole texts: a table, for one, is known as such by its first line. */
export const CARRIERS: readonly Carrier[] = [
  (value) => `user=app password=${value} retries=3`,
  (value) => JSON.stringify({ db: { host: 'db.internal', password: value } }),
  (value) => `curl -H "Authorization: Bearer ${value}" https://api.example.com/v1`,
  (value) => `postgres://app:${value}@db.internal:5432/app`,
  (value) => base64(JSON.stringify({ apiToken: value })),
  (value) => `user,password\nada,${value}\n`,
  (value) => encodeURIComponent(JSON.stringify({ secret: value })),
  (value) => `{"at":1,"note":"fine"}\n{"at":2,"clientSecret":"${value}"}`,
  (value) => `https://app.example.com/cb?state=7&access_token=${value}&x=1`,
  (value) => gzipSync(`db_password=${value}\n`).toString('base64'),
  (value, { planted }) => `ghp_${noted(planted, value.repeat(2).slice(0, 36))}`,
  (value, { planted }) => `mail to ${noted(planted, `${value.toLowerCase()}@example.org`)} bounced`,
  (value, { planted }) =>
    `key AKIA${noted(
      planted,
      value
        .toUpperCase()
        .replace(/[^A-Z2-7]/g, 'Q')
        .slice(0, 16),
    )} used`,
];

/** Plants values that no other planting has, from a seed; the first in the carrier of this number. */
export function aPlanting(seed: string, first = 0): Planting {
  let count = 0;
  const plant = (carrier: number): string => {
    const value = valueOf(`${seed} ${count++}`);
    planting.planted.push(value);
    return CARRIERS[carrier % CARRIERS.length]!(value, planting);
  };
  let carrier = first;
  const planting: Planting = { planted: [], next: () => plant(carrier++), again: () => plant(carrier - 1) };
  return planting;
}

/** Notes the form of a value that the carrier really holds. */
function noted(planted: string[], value: string): string {
  planted[planted.length - 1] = value;
  return value;
}

/** 24 letters and digits in no order, as generators of passwords make them. */
function valueOf(seed: string): string {
  const hash = createHash('sha256')
    .update(seed)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return `${hash.slice(0, 10)}7${hash.slice(10, 21)}k3`;
}
