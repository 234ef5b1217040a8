import type { Json, JsonObject } from '../runtime/json.ts';

/** One text, number or boolean of an input, under the name of the member that holds it, however deep; a list's is its members'. */
export interface Leaf {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** All leaves of an input. Nulls say nothing and are left out. */
export function leavesOf(input: JsonObject): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (const [name, value] of Object.entries(input)) collect(name, value, leaves);
  return leaves;
}

function collect(name: string, value: Json, into: Leaf[]): void {
  if (value === null) return;
  if (typeof value !== 'object') return void into.push({ name, value });
  if (Array.isArray(value)) return value.forEach((item: Json) => collect(name, item, into));
  for (const [inner, held] of Object.entries(value)) collect(inner, held, into);
}
