import type { EntityUidJson, Expr } from '@cedar-policy/cedar-wasm/nodejs';
import { contextAttribute, isObject } from './expressions.ts';
import type { Dimension, Requirement } from './policy-head.ts';

const OF_CONTEXT: readonly Dimension[] = ['service', 'operation', 'account', 'region'];
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
 * What an expression requires, if it is one of: an attribute of the context or the resource or principal compared with,
 * or looked up in, literals; or several of these on the same thing joined by `||`. Values may be too many, never too few.
 */
export function requirementIn(expression: Expr): Requirement | undefined {
  const either = operandsOf(expression, '||');
  if (either) return union(either.map(requirementIn));
  const equal = operandsOf(expression, '==');
  if (equal) return required(equal[0], equal[1]) ?? required(equal[1], equal[0]);
  const within = operandsOf(expression, 'in');
  if (within) return required(within[0], within[1]);
  const contains = operandsOf(expression, 'contains');
  return contains && required(contains[1], contains[0]);
}

function union(parts: readonly (Requirement | undefined)[]): Requirement | undefined {
  const [first, second] = parts;
  if (!first || !second || first.of !== second.of) return undefined;
  return { of: first.of, values: [...new Set([...first.values, ...second.values])] };
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
