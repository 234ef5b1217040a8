import { entityKey } from './requirements.ts';
import { type Dimension, DIMENSIONS, type PolicyHead, type Requirement } from './policy-head.ts';
import type { Question } from './decision.ts';
import { agentOf, operationOf, serviceOf, teamOf } from './entities.ts';

/** A policy's id with its head. */
export interface Headed {
  readonly id: string;
  readonly head: PolicyHead;
}

/**
 * Finds the policies that can match a question. Whatever it leaves out could neither match nor fail: a requirement that
 * Cedar evaluates before anything that can fail does not hold.
 */
export class PolicyIndex {
  /** Policies by a value that they require, each under the requirement that it shares with the fewest others. */
  readonly #byValue: Postings;
  readonly #unbound: readonly Headed[];

  constructor(policies: readonly Headed[]) {
    this.#unbound = policies.filter(({ head }) => head.requires.length === 0);
    this.#byValue = postings(policies);
  }

  /** The ids of all policies that can match, each once, always in the same order. */
  candidates(question: Question): readonly string[] {
    const offered = offersOf(question);
    const found = new Set(this.#unbound.map(({ id }) => id));
    for (const dimension of DIMENSIONS) {
      for (const value of offered[dimension]) {
        for (const { id, head } of this.#byValue.get(dimension)?.get(value) ?? []) {
          if (head.requires.every((required) => isOffered(required, offered))) found.add(id);
        }
      }
    }
    return [...found].sort();
  }
}

type Offers = Readonly<Record<Dimension, readonly string[]>>;

function offersOf(question: Question): Offers {
  const { service, operation, account, categories, accessLevel, tier } = question;
  return {
    resource: keys(operationOf(question), serviceOf(question)),
    principal: keys(agentOf(question), teamOf(question)),
    operation: [operation],
    service: [service],
    account: [account],
    actions: question.grants.flatMap((grant) => grant.actions),
    categories,
    accessLevel: [accessLevel],
    tier: [tier],
  };
}

function keys(...uids: readonly { readonly type: string; readonly id: string }[]): readonly string[] {
  return uids.map((uid) => entityKey(uid) ?? '');
}

function isOffered({ of, values }: Requirement, offered: Offers): boolean {
  return offered[of].some((value) => values.includes(value));
}

type Postings = ReadonlyMap<Dimension, ReadonlyMap<string, readonly Headed[]>>;

function postings(policies: readonly Headed[]): Postings {
  const all = listed(policies, ({ requires }) => requires);
  const sharers = ({ of, values }: Requirement) =>
    values.reduce((sum, value) => sum + (all.get(of)?.get(value)?.length ?? 0), 0);
  return listed(policies, ({ requires }) =>
    requires.toSorted((one, other) => sharers(one) - sharers(other)).slice(0, 1),
  );
}

function listed(policies: readonly Headed[], under: (head: PolicyHead) => readonly Requirement[]): Postings {
  const byValue = new Map(DIMENSIONS.map((dimension) => [dimension, new Map<string, Headed[]>()]));
  for (const policy of policies) {
    for (const { of, values } of under(policy.head)) {
      const lists = byValue.get(of);
      if (lists) for (const value of values) append(lists, value, policy);
    }
  }
  return byValue;
}

function append(lists: Map<string, Headed[]>, value: string, policy: Headed): void {
  const list = lists.get(value);
  if (list) list.push(policy);
  else lists.set(value, [policy]);
}
