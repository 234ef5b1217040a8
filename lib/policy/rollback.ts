import type { PolicyPointer } from '../../lambdas/decide/policies-in-force.ts';
import { Misuse } from '../agent/misuse.ts';
import { expectUsable, type Mover, type PolicyRegistry, type Standing, standingOf } from './registry.ts';

/** What became of it: both are hashes. */
export interface RolledBack {
  readonly policySet: string;
  readonly before: string;
}

/**
 * Goes back to the set that decided before the current one, and with the next rollback to the one before that; or to the one
 * that `to` names (the beginning of its hash, or `bundled`). Throws Misuse where there is no such set, and moves nothing
 * unless the functions can use it.
 */
export async function rollback(to: string | undefined, mover: Mover, registry: PolicyRegistry): Promise<RolledBack> {
  const standing = await standingOf(registry);
  const history = await registry.pointers.history();
  const { bundled } = registry;
  const goal = to === undefined ? back(standing, history, bundled) : named(to, history, bundled);
  if (goal.policySet === standing.inForce) throw new Misuse(`The policy set ${goal.policySet} is in force already`);
  await expectUsable(goal.policySet, registry);
  const version = (standing.pointer?.version ?? 0) + 1;
  await registry.pointers.move({ version, ...goal, replaces: bundled, action: 'rollback', ...mover });
  return { policySet: goal.policySet, before: standing.inForce };
}

type Goal = Pick<PolicyPointer, 'policySet' | 'previous'>;

/** What led to the set before stays its way back, so that rolling back twice never returns to what was left. */
function back({ pointer, inForce }: Standing, history: readonly PolicyPointer[], bundled: string): Goal {
  const policySet = pointer?.replaces === bundled ? pointer.previous : undefined;
  if (policySet === undefined) {
    throw new Misuse(`Nothing was published before ${inForce}; name a set with --to, see countersign policy versions`);
  }
  const arrival = history.findLast((move) => move.policySet === policySet && move.replaces === bundled);
  const previous = policySet === bundled ? undefined : arrival?.previous;
  return { policySet, ...(previous !== undefined && { previous }) };
}

function named(to: string, history: readonly PolicyPointer[], bundled: string): Goal {
  if (to === 'bundled') return { policySet: bundled };
  const known = new Set([bundled, ...history.map(({ policySet }) => policySet)]);
  const [policySet, ...others] = [...known].filter((hash) => to.length >= 6 && hash.startsWith(to));
  if (policySet !== undefined && others.length === 0) return { policySet };
  throw new Misuse(`--to ${to} names no policy set; give at least 6 letters of a hash in countersign policy versions`);
}
