import { PointerMoved } from '../../lambdas/adapters/dynamodb-policy-pointers.ts';
import type { PolicyPointer } from '../../lambdas/decide/policies-in-force.ts';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';
import type { PolicyRegistry } from '../../lib/policy/registry.ts';

/** A gateway's policy sets in memory: texts and moves may be spoilt, and `deploy` gives it other bundled policies. */
export function aRegistry(bundled: string) {
  const texts = new Map<string, string>();
  const moves: PolicyPointer[] = [];
  const registry = {
    bundled,
    texts,
    moves,
    deploy: (policySet: string) => void (registry.bundled = policySet),
    pointers: {
      current: async () => moves.at(-1),
      history: async () => [...moves],
      move: async (next: PolicyPointer) => {
        if (next.version !== moves.length + 1) throw new PointerMoved();
        moves.push(next);
      },
    },
    sets: {
      read: async (policySet: string) => {
        const text = texts.get(policySet);
        if (text === undefined) throw Object.assign(new Error('no such key'), { name: 'NoSuchKey' });
        return text;
      },
      put: async (prepared: PreparedPolicies) => void texts.set(prepared.policySet, JSON.stringify(prepared)),
    },
  };
  return registry satisfies PolicyRegistry;
}
