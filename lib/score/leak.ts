import type { SecretCase } from './corpus.ts';

const SHORT = 8;
const SHARE = 0.6;

/** Whether a masked text still shows a value: all of a short one, or the first or last 60 % of one of 8 characters or more. */
export function leaks(value: string, masked: string): boolean {
  const gold = value.trim();
  if (gold.length < SHORT) return masked.includes(gold);
  const kept = Math.ceil(SHARE * gold.length);
  return masked.includes(gold.slice(0, kept)) || masked.includes(gold.slice(-kept));
}

/** Whether all that a case marks is gone; where it only says that there is something, whether the text was changed. */
export function isCaught({ text, spans }: Pick<SecretCase, 'text' | 'spans'>, masked: string): boolean {
  if (spans === null) return masked !== text;
  return spans.every(([start, end]) => !leaks(text.slice(start, end), masked));
}
