import { messageOf } from '../runtime/errors.ts';
import { loadPolicySet, type PolicySet } from './policy-set.ts';
import { PolicySetInvalid } from './policy-set-invalid.ts';
import { parsePrepared } from './read-policies.ts';

/** Which policy set holds besides the bundled one, since which move, and who moved it there. */
export interface PolicyPointer {
  /** Counts the moves from 1: a move is conditional on the one before. */
  readonly version: number;
  /** Hash of the set that decides. */
  readonly policySet: string;
  /** Hash of the bundled set that it was put in place of. It is void once the gateway is deployed with another. */
  readonly replaces: string;
  /** Hash of the set that decided before: where a rollback leads. Absent where there is no way back. */
  readonly previous?: string;
  readonly action: 'publish' | 'rollback';
  /** ISO-8601 UTC. */
  readonly at: string;
  /** ARN of the caller, as STS names it. */
  readonly by: string;
  readonly why: string;
}

/** Where the pointer is. `current` is a strongly consistent read; it throws when the pointer cannot be read. */
export interface PolicyPointers {
  current(): Promise<PolicyPointer | undefined>;
}

/** Where published sets are, each as the JSON text of its prepared form. Throws when there is none or it cannot be read. */
export interface PublishedSets {
  read(policySet: string): Promise<string>;
}

/** No policies to decide by, and why. `policySet` is the hash that was wanted, `unknown` where not even that is known. */
export interface UnusablePolicies {
  readonly policySet: string;
  readonly unusable: string;
}

/** How the reason of a denial begins that no policy decided. */
export const WITHOUT_POLICIES = 'There are no policies to decide by';

/** The policies that hold now: asked for at each decision. Never throws. */
export type PolicySource = () => Promise<PolicySet | UnusablePolicies>;

/** Published sets that stay loaded, the bundled one not counted: the current one, the one before, and one to change over. */
export const MOST_LOADED = 3;

/**
 * The bundled set, or the published one that the pointer names. A pointer that was put in place of another bundled set is void.
 * Whatever hinders (the pointer, the object, its hash, its form) leaves no policies, never the bundled ones: a stricter
 * set may have been published.
 */
export function policiesInForce(
  bundled: PolicySet,
  { pointers, sets }: { readonly pointers: PolicyPointers; readonly sets: PublishedSets },
): PolicySource {
  const loaded = new LoadedSets(sets);
  return async () => {
    let policySet = 'unknown';
    try {
      const pointer = await reading('which policy set is current', () => pointers.current());
      policySet = setInForce(bundled.policySet, pointer);
      return policySet === bundled.policySet ? bundled : await loaded.get(policySet);
    } catch (error) {
      return { policySet, unusable: messageOf(error) };
    }
  };
}

/** Hash of the set that decides in a gateway that was deployed with `bundled`. */
export function setInForce(bundled: string, pointer: PolicyPointer | undefined): string {
  return pointer?.replaces === bundled ? pointer.policySet : bundled;
}

/** Reads a published set's text as the set of this hash. Throws PolicySetInvalid for anything else. */
export function publishedSet(policySet: string, text: string): PolicySet {
  const prepared = parsePrepared(`the published policy set ${policySet}`, text);
  if (prepared.policySet === policySet) return loadPolicySet(prepared);
  throw new PolicySetInvalid([{ detail: `under the name ${policySet} lies the set ${prepared.policySet}` }]);
}

class LoadedSets {
  readonly #sets: PublishedSets;
  /** By hash, the one used last at the end. */
  readonly #loaded = new Map<string, PolicySet>();

  constructor(sets: PublishedSets) {
    this.#sets = sets;
  }

  async get(policySet: string): Promise<PolicySet> {
    const found = this.#loaded.get(policySet) ?? (await this.#load(policySet));
    this.#loaded.delete(policySet);
    this.#loaded.set(policySet, found);
    this.#forgetOldest();
    return found;
  }

  async #load(policySet: string): Promise<PolicySet> {
    const text = await reading(`the policy set ${policySet}`, () => this.#sets.read(policySet));
    return publishedSet(policySet, text);
  }

  #forgetOldest(): void {
    const [oldest] = this.#loaded.values();
    if (!oldest || this.#loaded.size <= MOST_LOADED) return;
    this.#loaded.delete(oldest.policySet);
    oldest.forget();
  }
}

/** Only the error's name goes into the reason: a message of AWS may name more than an agent should read. */
async function reading<T>(what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : 'Error';
    throw new Error(`${what} cannot be read (${name})`, { cause });
  }
}
