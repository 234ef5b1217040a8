import { pointerToken } from '../runtime/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../runtime/json.ts';
import { leafFault } from './leaves.ts';
import { shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { nameFault } from './name-fault.ts';
import { didYouMean } from './nearest.ts';
import type { Place } from './names/name.ts';
import type { Fault } from './resolution.ts';

/** Bounds of one input: deeper or larger ones are refused before they are read. DynamoDB nests 32 levels of two. */
export const INPUT_LIMITS = { depth: 96, characters: 262_144, faults: 50 } as const;

/** One value of an input on the way through its shape. `path` is the member path that name readers go by. */
interface Spot {
  readonly model: ServiceModel;
  readonly place: Place;
  readonly ref: string;
  readonly pointer: string;
  readonly path: string;
  readonly required: boolean;
}

/**
 * Everything that is wrong with an input: members that the shape does not have, lacks or types otherwise, at any depth,
 * and names that lead out of the call's account or region. At most `INPUT_LIMITS.faults` are listed.
 */
export function inputFaults(
  model: ServiceModel,
  operation: string,
  call: Place & { input: JsonObject },
): readonly Fault[] {
  const tooBig = boundsFault(call.input);
  if (tooBig !== undefined) return [tooBig];
  const ref = model.operations[operation]?.input;
  const start = { model, place: call, pointer: '/input', path: '', required: true };
  const faults = ref === undefined ? noMembers(call.input) : faultsAt({ ...start, ref: String(ref) }, call.input);
  return first(INPUT_LIMITS.faults, faults);
}

/** The first faults, and no work for those that nobody will read. */
function first(count: number, faults: Iterable<Fault>): readonly Fault[] {
  const taken: Fault[] = [];
  for (const fault of faults) {
    taken.push(fault);
    if (taken.length === count) break;
  }
  return taken;
}

function boundsFault(input: JsonObject): Fault | undefined {
  const { depth, characters } = INPUT_LIMITS;
  let size = 0;
  let level: readonly Json[] = [input];
  for (let deep = 1; level.length > 0; deep++) {
    if (deep > depth) return { pointer: '/input', detail: `nested more than ${depth} levels deep` };
    size += level.reduce<number>((sum, value) => sum + weight(value), 0);
    if (size > characters) return { pointer: '/input', detail: `larger than ${characters} characters of JSON` };
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return undefined;
}

/** A value's own share of its JSON text, near enough for a bound: punctuation counts one a member. */
function weight(value: Json): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 5;
  if (Array.isArray(value)) return value.length + 2;
  return Object.keys(value).reduce((sum, name) => sum + name.length + 4, 2);
}

function* noMembers(input: JsonObject): Generator<Fault> {
  for (const name of Object.keys(input))
    yield { pointer: `/input/${pointerToken(name)}`, detail: 'this operation takes no input' };
}

function* faultsAt(spot: Spot, value: Json): Generator<Fault> {
  const shape = shapeOf(spot.model, spot.ref);
  if (value === null && !(shape.kind === 'leaf' && shape.leaf === 'd')) {
    yield fault(spot, 'null is no value; leave the member out');
  } else if (shape.kind === 'leaf') {
    yield* leafFaults(spot, shape.leaf, value);
  } else if (shape.kind === 'list') {
    yield* listFaults(spot, shape.ref, value);
  } else if (!isJsonObject(value)) {
    yield fault(spot, `expected an object, got ${kindOf(value)}`);
  } else {
    yield* objectFaults(spot, shape, value);
  }
}

function* leafFaults(spot: Spot, leaf: Parameters<typeof leafFault>[0], value: Json): Generator<Fault> {
  const detail = leafFault(leaf, value) ?? nameFault(spot, value);
  if (detail !== undefined) yield fault(spot, detail);
}

function* listFaults(spot: Spot, ref: string, value: Json): Generator<Fault> {
  if (!Array.isArray(value)) return yield fault(spot, `expected a list, got ${kindOf(value)}`);
  for (const [at, item] of value.entries()) {
    yield* faultsAt({ ...spot, ref, pointer: `${spot.pointer}/${at}`, required: true }, item as Json);
  }
}

function objectFaults(spot: Spot, shape: Exclude<Shape, { kind: 'leaf' }>, value: JsonObject): Generator<Fault> {
  if (!('members' in shape)) return mapFaults(spot, shape.ref, value);
  return shape.kind === 'union' ? unionFaults(spot, shape.members, value) : structureFaults(spot, shape.members, value);
}

function* mapFaults(spot: Spot, ref: string, value: JsonObject): Generator<Fault> {
  for (const [key, item] of Object.entries(value)) {
    const pointer = `${spot.pointer}/${pointerToken(key)}`;
    const detail = leafFault('s', key) ?? nameFault({ ...spot, required: true }, key);
    if (detail !== undefined) yield { pointer, detail: `in the key: ${detail}` };
    // A map's own entries are content, not names: their path leads to no reader.
    yield* faultsAt({ ...spot, ref, pointer, path: `${spot.path}.*`, required: false }, item);
  }
}

function* unionFaults(spot: Spot, members: ReadonlyMap<string, Member>, value: JsonObject): Generator<Fault> {
  const count = Object.keys(value).length;
  if (count !== 1) yield fault(spot, `expected exactly one of ${[...members.keys()].join(', ')}, got ${count} members`);
  yield* structureFaults(spot, members, value);
}

function* structureFaults(spot: Spot, members: ReadonlyMap<string, Member>, value: JsonObject): Generator<Fault> {
  for (const [name, item] of Object.entries(value)) {
    const member = members.get(name);
    const pointer = `${spot.pointer}/${pointerToken(name)}`;
    if (member === undefined) yield { pointer, detail: `unknown member${didYouMean(name, members.keys())}` };
    else yield* faultsAt({ ...spot, ...member, pointer, path: spot.path === '' ? name : `${spot.path}.${name}` }, item);
  }
  for (const [name, member] of members) {
    if (member.required && !Object.hasOwn(value, name))
      yield { pointer: `${spot.pointer}/${name}`, detail: 'required member is missing' };
  }
}

function fault(spot: Spot, detail: string): Fault {
  return { pointer: spot.pointer, detail };
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
