import { loadPolicySet } from '../../lambdas/decide/policy-set.ts';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';
import { expectUsable, type Mover, type PolicyRegistry, standingOf } from './registry.ts';

/** What became of it: `before` and `policySet` are hashes. */
export interface Published {
  readonly kind: 'published' | 'already-in-force';
  readonly policySet: string;
  readonly before: string;
}

/**
 * Makes a prepared set the one that decides, from the next decision on. It is loaded, written, and read back as the functions
 * will read it before the pointer moves. Throws PolicySetInvalid for a set that cannot be used, PointerMoved in a race.
 */
export async function publish(prepared: PreparedPolicies, mover: Mover, registry: PolicyRegistry): Promise<Published> {
  const { policySet } = loadPolicySet(prepared);
  const { pointer, inForce } = await standingOf(registry);
  if (policySet === inForce) return { kind: 'already-in-force', policySet, before: inForce };
  if (policySet !== registry.bundled) await registry.sets.put(prepared);
  await expectUsable(policySet, registry);
  await registry.pointers.move({
    version: (pointer?.version ?? 0) + 1,
    policySet,
    replaces: registry.bundled,
    previous: inForce,
    action: 'publish',
    ...mover,
  });
  return { kind: 'published', policySet, before: inForce };
}
