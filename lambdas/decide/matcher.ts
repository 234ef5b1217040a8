import { policyToText } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { sentenceOf } from './policy-file.ts';

/**
 * A policy's matcher, as Cedar's text: a permit on every action that holds where the policy does. Alike, the policies of
 * a set do not hide each other, as a forbid does a permit. Made when the set is prepared, by Cedar's own printer.
 */
export function matcherOf({ principal, resource, conditions }: PolicyJson): string {
  const printed = policyToText({ effect: 'permit', action: { op: 'All' }, principal, resource, conditions });
  if (printed.type === 'success') return printed.text;
  throw new Error(printed.errors.map(sentenceOf).join('; '));
}
