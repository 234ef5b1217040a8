import type { Call } from './call.ts';
import type { Json, JsonObject } from '../runtime/json.ts';
import { timeOf } from './leaves.ts';
import { loadModel } from './load.ts';
import { shapeOf, type Leaf, type ServiceModel, type Shape } from './model.ts';

/**
 * A call's input as its SDK client takes it: blobs as bytes, times as dates, big integers as such, everything else as it
 * was. Throws for a call that `examine` would refuse; it must have passed there first.
 */
export async function decodeInput(call: Call): Promise<Record<string, unknown>> {
  const model = await loadModel(call.service);
  const operation = model?.operations;
  if (model === undefined || operation === undefined || !Object.hasOwn(operation, call.operation)) {
    throw new Error(`The catalogue has no operation ${call.operation} of ${call.service}`);
  }
  const ref = operation[call.operation]?.input;
  if (ref === undefined) return {};
  return decode(model, String(ref), call.input) as Record<string, unknown>;
}

function decode(model: ServiceModel, ref: string, value: Json): unknown {
  const shape = shapeOf(model, ref);
  if (shape.kind === 'leaf') return decodeLeaf(shape.leaf, value);
  if (shape.kind === 'list' && Array.isArray(value)) return value.map((item) => decode(model, shape.ref, item as Json));
  if (shape.kind === 'list' || typeof value !== 'object' || value === null || Array.isArray(value)) throw unchecked();
  const entries = Object.entries(value as JsonObject);
  // `fromEntries` defines members, it does not assign them: a member named `__proto__` stays a member.
  return Object.fromEntries(entries.map(([name, item]) => [name, decode(model, refOf(shape, name), item)]));
}

function refOf(shape: Exclude<Shape, { kind: 'leaf' }>, name: string): string {
  const ref = 'members' in shape ? shape.members.get(name)?.ref : shape.ref;
  if (ref === undefined) throw unchecked();
  return ref;
}

function decodeLeaf(leaf: Leaf, value: Json): unknown {
  if (leaf === 'x' || leaf === 'y') return new Uint8Array(Buffer.from(value as string, 'base64'));
  if (leaf === 'i') return BigInt(value as number);
  if (leaf !== 't') return value;
  const time = timeOf(value);
  if (time === undefined) throw unchecked();
  return time;
}

function unchecked(): Error {
  return new Error('An unchecked input reached the decoder');
}
