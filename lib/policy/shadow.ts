import { isDeepStrictEqual } from 'node:util';
import type { Clause, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { actionsOf } from '../../lambdas/decide/policy-head.ts';
import { conjunctsOf } from '../../lambdas/decide/requirements.ts';

type Constraint = PolicyJson['principal'] | PolicyJson['resource'];

interface Uid {
  readonly type: string;
  readonly id: string;
}

/**
 * Whether one policy holds whenever another does: its head is as wide or wider, and each of its conditions is one of the
 * other's. What cannot be told from the text alone counts as no.
 */
export function covers(wide: PolicyJson, narrow: PolicyJson): boolean {
  const asked = actionsOf(narrow) ?? [];
  const actions = actionsOf(wide) ?? [];
  if (!asked.every((action) => actions.includes(action))) return false;
  if (!isWider(wide.principal, narrow.principal) || !isWider(wide.resource, narrow.resource)) return false;
  const conditions = partsOf(narrow.conditions);
  return partsOf(wide.conditions).every((part) => conditions.some((other) => isDeepStrictEqual(part, other)));
}

function partsOf(conditions: readonly Clause[]): readonly object[] {
  return conditions.flatMap(({ kind, body }) => (kind === 'when' ? conjunctsOf(body) : [{ '!': { arg: body } }]));
}

function isWider(wide: Constraint, narrow: Constraint): boolean {
  if (wide.op === 'All' || isBareType(wide) || isDeepStrictEqual(wide, narrow)) return true;
  const [outer, inner] = [entityIn(wide), entityIn(narrow)];
  return wide.op === 'in' && outer !== undefined && inner !== undefined && isWithin(inner, outer);
}

/** An entity is within itself, and an operation within its service. */
function isWithin(inner: Uid, outer: Uid): boolean {
  if (inner.type === outer.type) return inner.id === outer.id;
  return outer.type === 'Countersign::Service' && inner.id.startsWith(`${outer.id}:`);
}

/** `principal is Countersign::Agent`: every principal is one. */
function isBareType(constraint: Constraint): boolean {
  return constraint.op === 'is' && !('in' in constraint);
}

/** The entity that a part of a policy's head names, if it names one. */
export function entityIn(constraint: object): Uid | undefined {
  const entity = 'entity' in constraint ? constraint.entity : 'in' in constraint ? constraint.in : undefined;
  if (typeof entity !== 'object' || entity === null) return undefined;
  if ('type' in entity && 'id' in entity) return { type: String(entity.type), id: String(entity.id) };
  return entityIn(entity);
}
