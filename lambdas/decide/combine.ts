import type { Action, PolicyHead } from './policy-head.ts';

/** What Cedar found: the policies that hold for a question, whatever their action and effect, and those that failed. */
export type Finding =
  | { readonly kind: 'found'; readonly holding: readonly string[]; readonly failed: readonly Failed[] }
  | { readonly kind: 'broken'; readonly why: string };

/** A policy that failed to evaluate, and Cedar's sentence on it. */
export interface Failed {
  readonly id: string;
  readonly why: string;
}

/** The answer to one of the two actions. `ids` are the permits, or the forbids, that made it; sorted. */
export type Answer =
  | { readonly kind: 'permitted'; readonly ids: readonly string[] }
  | { readonly kind: 'refused'; readonly ids: readonly string[] }
  | { readonly kind: 'broken'; readonly why: string };

/**
 * The answer to one action, by Cedar's own rule: a forbid that holds refuses, else a permit that holds permits, else
 * nothing does. But Cedar skips a policy that failed, even a forbid; here one that speaks of the action breaks the answer.
 */
export function combine(finding: Finding, action: Action, heads: ReadonlyMap<string, PolicyHead>): Answer {
  if (finding.kind === 'broken') return finding;
  const speaks = (id: string): boolean => headIn(heads, id).actions.includes(action);
  const failed = finding.failed.filter(({ id }) => speaks(id)).sort((one, other) => (one.id < other.id ? -1 : 1));
  if (failed.length > 0) return { kind: 'broken', why: failed.map(({ id, why }) => `${id}: ${why}`).join('; ') };
  const holding = finding.holding.filter(speaks).sort();
  const forbids = holding.filter((id) => headIn(heads, id).effect === 'forbid');
  if (forbids.length > 0) return { kind: 'refused', ids: forbids };
  return holding.length > 0 ? { kind: 'permitted', ids: holding } : { kind: 'refused', ids: [] };
}

/** Both findings as one: what holds or failed in either, and broken where either is. */
export function together(one: Finding, other: Finding): Finding {
  if (one.kind === 'broken') return one;
  if (other.kind === 'broken') return other;
  return { kind: 'found', holding: [...one.holding, ...other.holding], failed: [...one.failed, ...other.failed] };
}

function headIn(heads: ReadonlyMap<string, PolicyHead>, id: string): PolicyHead {
  const head = heads.get(id);
  if (!head) throw new Error(`policy ${id} has no head`);
  return head;
}
