import type { Clause, EntityUidJson, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import * as z from 'zod';
import { holdsHugeNumber, isSafe, mentionsAction } from './expressions.ts';
import { conjunctsOf, entityKey, requirementIn } from './requirements.ts';

/** The two actions that are asked about, in this order. */
export const ACTIONS = ['unattended', 'withApproval'] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * What a question offers for a policy to require: `principal` stands for the agent and its team,
 * `resource` for the operation and its service. The last four hardly make more subsets: the operation settles them.
 */
export const DIMENSIONS = [
  'resource',
  'principal',
  'operation',
  'service',
  'account',
  'actions',
  'categories',
  'accessLevel',
  'tier',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** A condition that must hold for the policy to match, or else it does not match and cannot fail: one of these values. */
export interface Requirement {
  readonly of: Dimension;
  readonly values: readonly string[];
}

/** The shape of a policy's head in a prepared set. */
export const policyHead: z.ZodType<PolicyHead> = z.strictObject({
  effect: z.enum(['permit', 'forbid']),
  actions: z.array(z.enum(ACTIONS)).min(1),
  requires: z.array(z.strictObject({ of: z.enum(DIMENSIONS), values: z.array(z.string()) })),
});

/** What can be told of a policy without evaluating it: its effect, the actions it speaks of, and what it requires. */
export interface PolicyHead {
  readonly effect: 'permit' | 'forbid';
  readonly actions: readonly Action[];
  readonly requires: readonly Requirement[];
}

/** Reads a policy's head; says in a sentence what hinders that where something does. */
export function headOf(policy: PolicyJson): { readonly head: PolicyHead } | { readonly fault: string } {
  const actions = actionsOf(policy);
  if (actions === undefined) return { fault: `its head names another action than ${ACTIONS.join(' and ')}` };
  if (policy.conditions.some(({ body }) => mentionsAction(body))) {
    return { fault: 'its condition reads `action`: name the action in the head of the policy instead' };
  }
  if (policy.conditions.some(({ body }) => holdsHugeNumber(body))) {
    return { fault: 'its condition holds a number beyond 9007199254740991, which JSON cannot carry exactly' };
  }
  return {
    head: { effect: policy.effect, actions, requires: [...inScope(policy), ...inConditions(policy.conditions)] },
  };
}

/** The actions that a policy's head names; undefined when it names one that is never asked about. */
export function actionsOf({ action }: PolicyJson): readonly Action[] | undefined {
  if (action.op === 'All') return ACTIONS;
  const named = 'entities' in action ? action.entities : 'entity' in action ? [action.entity] : [];
  const ids = named.map((uid) => ('id' in uid ? uid.id : ''));
  const known = ACTIONS.filter((each) => ids.includes(each));
  return known.length > 0 && ids.every((id) => (ACTIONS as readonly string[]).includes(id)) ? known : undefined;
}

function inScope({ principal, resource }: PolicyJson): readonly Requirement[] {
  return [
    ...scoped('resource', resource as Constraint), //
    ...scoped('principal', principal as Constraint),
  ];
}

interface Constraint {
  readonly op: string;
  readonly entity?: EntityUidJson;
  readonly in?: { readonly entity?: EntityUidJson };
}

function scoped(of: Dimension, { entity, in: within }: Constraint): readonly Requirement[] {
  const named = entity ?? within?.entity;
  const key = named === undefined ? undefined : entityKey(named);
  return key === undefined ? [] : [{ of, values: [key] }];
}

/**
 * The requirements among a policy's conditions. Cedar evaluates these from left to right and stops at the first that does
 * not hold, so one counts only as long as nothing before it can fail: a policy left out for it would not have failed either.
 */
function inConditions(conditions: readonly Clause[]): readonly Requirement[] {
  const found: Requirement[] = [];
  for (const { kind, body } of conditions) {
    for (const conjunct of kind === 'when' ? conjunctsOf(body) : [body]) {
      if (!isSafe(conjunct)) return found;
      const required = kind === 'when' ? requirementIn(conjunct) : undefined;
      if (required) found.push(required);
    }
  }
  return found;
}
