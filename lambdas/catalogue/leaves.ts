import type { Json } from '../runtime/json.ts';
import { LEAVES, type Leaf } from './model.ts';

/** What is wrong with a simple value, undefined for a good one. */
export function leafFault(leaf: Leaf, value: Json): string | undefined {
  return checks[leaf](value);
}

/** The time that a JSON value stands for: seconds since 1970, or ISO 8601 in UTC to the second; undefined for others. */
export function timeOf(value: Json): Date | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? valid(new Date(value * 1000)) : undefined;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return undefined;
  const date = valid(new Date(value));
  // The engine turns 30 February into 2 March; what it prints must be what was written.
  return date?.toISOString() === value.replace('Z', '.000Z') ? date : undefined;
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const blob = (value: Json): string | undefined => {
  if (typeof value !== 'string') return expected('x', value);
  return Buffer.from(value, 'base64').toString('base64') === value
    ? undefined
    : 'expected base64 (RFC 4648 section 4, padded, no line breaks)';
};

const checks: Readonly<Record<Leaf, (value: Json) => string | undefined>> = {
  s: (value) => {
    if (typeof value !== 'string') return expected('s', value);
    return value.isWellFormed() ? undefined : 'the text holds half of a surrogate pair, which no encoding can carry';
  },
  n: (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : expected('n', value)),
  b: (value) => (typeof value === 'boolean' ? undefined : expected('b', value)),
  t: (value) =>
    timeOf(value) === undefined
      ? 'expected a time in whole seconds: ISO 8601 in UTC such as 2026-11-30T12:00:00Z, or seconds since 1970'
      : undefined,
  d: () => undefined,
  i: (value) => (Number.isSafeInteger(value) ? undefined : expected('i', value)),
  x: blob,
  y: blob,
};

function expected(leaf: Leaf, value: Json): string {
  const got = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
  return `expected ${LEAVES[leaf]}, got ${got}`;
}
