import { preparsePolicySet } from '@cedar-policy/cedar-wasm/nodejs';
import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import { sentenceOf } from './policy-file.ts';

/** How many subsets Cedar holds parsed per policy set; one of some twenty policies takes some 20 KB. */
export const SLOTS = 1024;

/** Cedar keeps parsed sets by name for the whole process, so no two caches may ever share a name. */
let caches = 0;

/**
 * Subsets of a policy set, parsed when first needed and the least recently used forgotten. They are made of matchers (see
 * `matcher.ts`), so that Cedar names every policy that holds, and not those alone that decide one action; what they
 * mean together is put together in `combine.ts`.
 */
export class Subsets {
  readonly #matchers: Readonly<Record<string, string>>;
  readonly #slots = new Map<string, string>();
  readonly #free: string[];

  constructor(matchers: Readonly<Record<string, string>>, slots: number) {
    this.#matchers = matchers;
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

  /** Empties what Cedar holds of them, which is all that its API can give back. What is asked later is parsed again. */
  forget(): void {
    for (const slot of this.#slots.values()) {
      mustRead(preparsePolicySet(slot, { staticPolicies: {} }));
      this.#free.push(slot);
    }
    this.#slots.clear();
  }

  #parsed(ids: readonly string[]): string {
    const staticPolicies = Object.fromEntries(ids.map((id) => [id, this.#matchers[id] ?? '']));
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
}

function mustRead(answer: { type: 'success' } | { type: 'failure'; errors: DetailedError[] }): void {
  if (answer.type === 'failure') throw new Error(answer.errors.map(sentenceOf).join('; '));
}
