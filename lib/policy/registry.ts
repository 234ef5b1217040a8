import type { PolicyPointer, PolicyPointers, PublishedSets } from '../../lambdas/decide/policies-in-force.ts';
import { publishedSet, setInForce } from '../../lambdas/decide/policies-in-force.ts';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';

/** One gateway's policy sets, as those see them who publish. */
export interface PolicyRegistry {
  /** Hash of the set that the gateway was deployed with. */
  readonly bundled: string;
  readonly pointers: PolicyPointers & {
    /** Every move, oldest first. */
    history(): Promise<readonly PolicyPointer[]>;
    /** Throws PointerMoved when `next` does not follow the last move. */
    move(next: PolicyPointer): Promise<void>;
  };
  readonly sets: PublishedSets & { put(prepared: PreparedPolicies): Promise<void> };
}

/** Who moves the pointer, when (ISO-8601 UTC) and why. */
export type Mover = Pick<PolicyPointer, 'at' | 'by' | 'why'>;

/** The pointer and the set that decides by it. */
export interface Standing {
  readonly pointer: PolicyPointer | undefined;
  /** Hash. */
  readonly inForce: string;
}

export async function standingOf({ pointers, bundled }: PolicyRegistry): Promise<Standing> {
  const pointer = await pointers.current();
  return { pointer, inForce: setInForce(bundled, pointer) };
}

/** Throws where the functions would find no usable set under this hash: it must not become current. */
export async function expectUsable(policySet: string, { bundled, sets }: PolicyRegistry): Promise<void> {
  if (policySet !== bundled) publishedSet(policySet, await sets.read(policySet));
}

/** The first twelve letters of a hash: enough for people. */
export function short(policySet: string): string {
  return policySet.slice(0, 12);
}
