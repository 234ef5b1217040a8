import type { ActionGrant } from '../../../lambdas/catalogue/resolution.ts';

export const REGION = 'eu-west-1';
export const END = '2026-11-30T12:00:00Z';
export const NOT_AFTER = new Date('2026-11-30T12:00:00.900Z');

/** One resource that a pattern covers. The simulator reads `*` in a request as a wildcard, so a literal one stays. */
export function concrete(pattern: string): string {
  if (pattern === '*') return pattern;
  return pattern
    .replace(/(?<!\{)\?/g, 'A')
    .replace(/(?<!\{)\*/g, 'any0')
    .replace(/\$\{([*?$])\}/g, '$1');
}

/** Whether an IAM pattern covers a text, character by character: an evaluator that shares no code with the catalogue. */
export function matches(pattern: string, text: string): boolean {
  const [token, ...rest] = pattern.match(/\$\{[*?$]\}|[^]/g) ?? [];
  if (token === undefined) return text === '';
  const remaining = rest.join('');
  if (token === '*') return Array.from({ length: text.length + 1 }).some((_, at) => matches(remaining, text.slice(at)));
  const wanted = token.length > 1 ? token.slice(2, 3) : token;
  return text !== '' && (token === '?' || text.startsWith(wanted)) && matches(remaining, text.slice(1));
}

/** Services that are called in one region only, whatever the caller's. */
const GLOBAL = /^(iam|route53|organizations|ce):/;

/** What AWS knows of the approved request besides action and resource; calls to global services are made in us-east-1. */
export function contextFor(grant: ActionGrant): Readonly<Record<string, string>> {
  const conditions = Object.entries(grant.when ?? {}).map(([key, values]) => [key, values[0] ?? '']);
  return {
    'aws:CurrentTime': '2026-11-30T11:59:59Z',
    'aws:RequestedRegion': grant.actions.every((action) => GLOBAL.test(action)) ? 'us-east-1' : REGION,
    'aws:ResourceAccount': '111122223333',
    ...Object.fromEntries(conditions),
  };
}
