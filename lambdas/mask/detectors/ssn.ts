import { endsNumber, type DigitGroup } from './digits.ts';
import type { Finding, Scene } from './detector.ts';

const SSN_CONTEXT = /\bssn\b|social security|\bss#|\btin\b/i;
const CONTEXT_REACH = 60;
/** Published in advertisements and void ever since (Social Security Administration). */
const VOID_NUMBERS: ReadonlySet<string> = new Set(['078051120', '219099999', '457555462']);

/**
 * US social security numbers as 3-2-4 digits, by the ranges that the Social Security Administration issues: no area 000, 666 or
 * 900 up, no group 00, no serial 0000. Nine digits in a row, or a number written with full stops, need the word beside them.
 */
export function findSsn(
  text: string,
  at: number,
  seen: { groups: readonly DigitGroup[]; scene: Scene },
): Finding | undefined {
  const [first, , last] = seen.groups;
  if (first?.digits.length === 9) return plainNumber(text, at, { first, scene: seen.scene });
  if (last === undefined || !isIssued(printedNumber(seen.groups.slice(0, 3)))) return undefined;
  return endsNumber(text, last.end) ? { start: at, end: last.end, type: 'us-ssn' } : undefined;
}

/** The nine digits of a number written as 3-2-4 with one separator, else nothing. */
function printedNumber(groups: readonly DigitGroup[]): string {
  if (!LENGTHS.every((length, at) => groups[at]?.digits.length === length)) return '';
  const [separator, ...others] = groups.slice(1).map((group) => group.separator);
  const isEven = separator?.length === 1 && others.every((other) => other === separator);
  return isEven ? groups.map((group) => group.digits).join('') : '';
}

const LENGTHS = [3, 2, 4];

function plainNumber(text: string, at: number, seen: { first: DigitGroup; scene: Scene }): Finding | undefined {
  if (!isIssued(seen.first.digits) || !endsNumber(text, seen.first.end)) return undefined;
  const before = text.slice(Math.max(0, at - CONTEXT_REACH), at);
  const inContext = seen.scene.about === 'us-ssn' || SSN_CONTEXT.test(before);
  return inContext ? { start: at, end: seen.first.end, type: 'us-ssn' } : undefined;
}

function isIssued(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !VOID_NUMBERS.has(digits);
}
