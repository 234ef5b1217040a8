import { policyToJson, preparsePolicySet } from '@cedar-policy/cedar-wasm/nodejs';
import type { DetailedError, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { sentenceOf } from './policy-file.ts';

/** How many subsets Cedar holds parsed per policy set; one of some twenty policies takes some 20 KB. */
export const SLOTS = 1024;

/** Cedar keeps parsed sets by name for the whole process, so no two caches may ever share a name. */
let caches = 0;

/**
 * Subsets of a policy set, parsed when first needed and the least recently used forgotten. Their policies are
 * made alike - a permit on every action - so that Cedar names every policy that holds, and not those alone that
 * decide one action; what they mean together is put together in `combine.ts`.
 */
export class Subsets {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #alike = new Map<string, PolicyJson>();
  readonly #slots = new Map<string, string>();
  readonly #free: string[];

  constructor(texts: Readonly<Record<string, string>>, slots: number) {
    this.#texts = texts;
    caches += 1;
    const cache = caches;
    this.#free = Array.from({ length: slots }, (_, index) => `subset-${cache}-${index}`);
  }

  /** The name under which Cedar holds these policies. Throws when Cedar cannot read one of them. */
  nameOf(ids: readonly string[]): string {
    const key = ids.join(' ');
    const slot = this.#slots.get(key) ?? this.#parsed(ids);
    this.#slots.delete(key); // and to the end again: a Map keeps the order of insertion
    this.#slots.set(key, slot);
    return slot;
  }

  #parsed(ids: readonly string[]): string {
    const staticPolicies = Object.fromEntries(ids.map((id) => [id, this.#likeAll(id)]));
    const slot = this.#free.pop() ?? this.#oldest();
    this.#free.push(slot); // until Cedar has read it: a slot that holds something else must not be taken for this
    mustRead(preparsePolicySet(slot, { staticPolicies }));
    this.#free.pop();
    return slot;
  }

  #oldest(): string {
    const [oldest] = this.#slots;
    if (!oldest) throw new Error('a policy set needs a slot to be parsed into');
    this.#slots.delete(oldest[0]);
    return oldest[1];
  }

  #likeAll(id: string): PolicyJson {
    const known = this.#alike.get(id);
    if (known) return known;
    const read = policyToJson(this.#texts[id] ?? '');
    if (read.type === 'failure') throw new Error(`policy ${id}: ${read.errors.map(sentenceOf).join('; ')}`);
    const { principal, resource, conditions } = read.json;
    const alike: PolicyJson = { effect: 'permit', action: { op: 'All' }, principal, resource, conditions };
    this.#alike.set(id, alike);
    return alike;
  }
}

function mustRead(answer: { type: 'success' } | { type: 'failure'; errors: DetailedError[] }): void {
  if (answer.type === 'failure') throw new Error(answer.errors.map(sentenceOf).join('; '));
}
