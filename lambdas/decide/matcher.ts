import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Json } from '../runtime/json.ts';

/**
 * A policy made like all others - a permit on every action - so that Cedar, asked once, names every policy that holds and
 * not those alone that decide one action. What they mean together is put together in `combine.ts`.
 */
export function matcherOf({ principal, resource, conditions }: PolicyJson): Json {
  const matcher: PolicyJson = { effect: 'permit', principal, action: { op: 'All' }, resource, conditions };
  return matcher as unknown as Json;
}
