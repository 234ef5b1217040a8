import * as z from 'zod';

/**
 * How much an answer may hold before a reviewer has to release it, as permits say it (`@maxRows("1000")`). Bytes are those
 * of the masked result as JSON; personal values are those that masking found. A limit for the day counts what one agent got
 * by calls that have such a limit, from midnight to midnight UTC.
 */
export type Limits = { readonly [name in LimitName]?: number };
export type LimitName = (typeof LIMIT_NAMES)[number];

export const LIMIT_NAMES = [
  'maxRows',
  'maxBytes',
  'maxPersonal',
  'maxRowsPerDay',
  'maxBytesPerDay',
  'maxPersonalPerDay',
] as const;

/** Far above any answer, and exact in a double. */
const MOST = 1_000_000_000_000;

const written = z
  .string({ error: 'needs a positive whole number, such as @maxRows("1000")' })
  .regex(/^[1-9]\d{0,12}$/, 'needs a positive whole number, such as "1000"')
  .transform(Number)
  .refine((limit) => limit <= MOST, `is ${MOST} at most`);

/** The limits as annotations of a permit. */
export const limitAnnotations = ofEach(() => written.exactOptional());

/** The limits as numbers of a prepared policy set. */
export const limitFields = ofEach(() => z.int().min(1).max(MOST).exactOptional());

/** The strictest of each limit over the permits that let a call run; undefined when none of them sets any. */
export function limitsOf(permits: readonly Limits[]): Limits | undefined {
  const found = LIMIT_NAMES.flatMap((name) => {
    const said = permits.flatMap((permit) => permit[name] ?? []);
    return said.length > 0 ? [[name, Math.min(...said)] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function ofEach<T>(make: () => T): Record<LimitName, T> {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, make()])) as Record<LimitName, T>;
}
