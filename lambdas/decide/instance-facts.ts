import type { Json, JsonObject } from '../runtime/json.ts';
import type { Leaf } from './input-leaves.ts';

/** The instances that an input names, in parts that a policy can bound. */
export interface InstanceFacts {
  readonly instanceTypes: readonly string[];
  readonly instanceFamilies: readonly string[];
  readonly instanceSizes: readonly string[];
}

/** What cannot be told: it is in no list of allowed types. */
const OTHER = 'other';
const NAMES = /(instance|node|master|warm|worker|host|broker)_?(type|class)s?$/i;
/** `t3.micro`, `db.r6g.2xlarge`, `cache.t4g.small`, `ml.m5.large`: a family and a size, with a kind before them at most. */
const TYPE = /^(?:[a-z]+\.)?([a-z][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)$/i;
const REQUIREMENTS = /^InstanceRequirements/i;

/** The instance types named anywhere in an input, or nothing when it names none. An unlisted choice is `other`. */
export function instancesIn(input: JsonObject, leaves: readonly Leaf[]): InstanceFacts | Record<never, never> {
  const named = leaves.filter(({ name, value }) => typeof value === 'string' && NAMES.test(name));
  const types = named.map(({ value }) => String(value)).map((type) => (TYPE.test(type) ? type : OTHER));
  if (choosesByRequirements(input)) types.push(OTHER);
  if (types.length === 0) return {};
  return {
    instanceTypes: distinct(types),
    instanceFamilies: distinct(types.map((type) => TYPE.exec(type)?.[1] ?? OTHER)),
    instanceSizes: distinct(types.map((type) => TYPE.exec(type)?.[2] ?? OTHER)),
  };
}

function choosesByRequirements(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(choosesByRequirements);
  return Object.entries(value).some(([name, held]) => REQUIREMENTS.test(name) || choosesByRequirements(held));
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
