import type { EntityUidJson, Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { contextAttribute, isObject } from './expressions.ts';
import type { Dimension, Requirement } from './policy-head.ts';

/** Texts of the context, and its sets of texts. */
const OF_CONTEXT: readonly Dimension[] = ['service', 'operation', 'account', 'accessLevel', 'tier'];
const SETS: readonly Dimension[] = ['actions', 'categories'];
const OF_ENTITIES: readonly Dimension[] = ['principal', 'resource'];

/** The name under which an entity is looked up: `Countersign::Team::finance`. */
export function entityKey(uid: EntityUidJson): string | undefined {
  const { type, id } = ('__entity' in uid ? uid.__entity : uid) as { type?: unknown; id?: unknown };
  return typeof type === 'string' && typeof id === 'string' ? `${type}::${id}` : undefined;
}

/** The parts of `a && b && c`, from left to right. */
export function conjunctsOf(expression: Expr): readonly Expr[] {
  const both = operandsOf(expression, '&&');
  return both ? both.flatMap(conjunctsOf) : [expression];
}

/**
 * What an expression requires, if it is one of: an attribute of the context, the resource or the principal compared with,
 * looked up in or holding literals; or several of these on the same thing joined by `||`. Values may be too many, never too few.
 */
export function requirementIn(expression: Expr): Requirement | undefined {
  for (const [operator, read] of READERS) {
    const operands = operandsOf(expression, operator);
    if (operands) return read(...operands);
  }
  return undefined;
}

const READERS: readonly (readonly [string, (left: Expr, right: Expr) => Requirement | undefined])[] = [
  ['||', (left, right) => union(requirementIn(left), requirementIn(right))],
  ['==', (left, right) => required(left, right) ?? required(right, left)],
  ['in', required],
  ['contains', (left, right) => required(right, left) ?? heldBySet(left, right)],
  ['containsAny', heldBySet],
  ['containsAll', heldBySet],
];

/** A set that has to hold all of several texts holds one of them; of no text at all, nothing can be said. */
function heldBySet(subject: Expr, literals: Expr): Requirement | undefined {
  const attribute = contextAttribute(subject);
  const of = SETS.find((name) => name === attribute);
  const values = of && valuesIn(literals);
  return of && values && values.length > 0 ? { of, values } : undefined;
}

function union(one: Requirement | undefined, other: Requirement | undefined): Requirement | undefined {
  if (!one || !other || one.of !== other.of) return undefined;
  return { of: one.of, values: [...new Set([...one.values, ...other.values])] };
}

function required(subject: Expr, literals: Expr): Requirement | undefined {
  const of = dimensionOf(subject);
  const values = of && valuesIn(literals);
  return of && values && { of, values };
}

function dimensionOf(subject: Expr): Dimension | undefined {
  const attribute = contextAttribute(subject);
  const variable = 'Var' in subject ? subject.Var : undefined;
  return OF_CONTEXT.find((name) => name === attribute) ?? OF_ENTITIES.find((name) => name === variable);
}

/** All values of a literal or of a set of literals; undefined when a part of it is no literal. */
function valuesIn(expression: Expr): readonly string[] | undefined {
  const value = 'Value' in expression ? expression.Value : undefined;
  if (typeof value === 'string') return [value];
  if (isObject(value) && '__entity' in value) return listed([entityKey(value as unknown as EntityUidJson)]);
  if (!('Set' in expression) || !Array.isArray(expression.Set)) return undefined;
  return listed(
    (expression.Set as readonly Expr[]).flatMap<string | undefined>((item) => valuesIn(item) ?? [undefined]),
  );
}

function listed(values: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

function operandsOf(expression: Expr, operator: string): readonly [Expr, Expr] | undefined {
  const operands = (expression as Record<string, unknown>)[operator];
  if (!isObject(operands) || !('left' in operands) || !('right' in operands)) return undefined;
  return [operands['left'] as Expr, operands['right'] as Expr];
}
