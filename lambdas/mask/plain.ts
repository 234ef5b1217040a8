import { types } from 'node:util';

/** What a value of an SDK answer is to the walk: a leaf to judge, a level to go down, or nothing at all. */
export type Plain =
  | Leaf
  | { readonly kind: 'list'; readonly items: readonly unknown[] }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, unknown>> }
  | { readonly kind: 'absent' };

/** What has nothing below it. */
export type Leaf =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'fixed'; readonly value: boolean | null | string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/**
 * Reads any value as JSON would hold it: a Date as ISO 8601 text, a bigint as its digits, a Set as a list, a Map as an object, a stream as `[withheld:stream]`, an
 * Error with its name and message. Functions, symbols and undefined are absent; NaN and infinities become text, as AWS writes them.
 */
export function plainOf(value: unknown): Plain {
  switch (typeof value) {
    case 'string':
      return { kind: 'text', text: value };
    case 'number':
      return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'fixed', value: String(value) };
    case 'boolean':
      return { kind: 'fixed', value };
    case 'bigint':
      return { kind: 'text', text: String(value) };
    case 'object':
      return value === null ? { kind: 'fixed', value: null } : objectOf(value);
    default:
      return { kind: 'absent' };
  }
}

function objectOf(value: object): Plain {
  if (Array.isArray(value)) return { kind: 'list', items: value };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return { kind: 'object', members: value as never };
  return specialOf(value);
}

function specialOf(value: object): Plain {
  if (types.isDate(value)) return dateOf(value);
  if (ArrayBuffer.isView(value)) {
    return { kind: 'bytes', bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) };
  }
  if (types.isAnyArrayBuffer(value)) return { kind: 'bytes', bytes: new Uint8Array(value) };
  if (types.isSet(value)) return { kind: 'list', items: [...value] };
  if (types.isMap(value)) return { kind: 'object', members: Object.fromEntries([...value].map(named)) };
  return instanceOf(value);
}

function instanceOf(value: object): Plain {
  if (types.isBoxedPrimitive(value)) return plainOf(value.valueOf());
  if (types.isNativeError(value))
    return { kind: 'object', members: { ...value, name: value.name, message: value.message } };
  if (isStream(value)) return { kind: 'fixed', value: '[withheld:stream]' };
  return { kind: 'object', members: value as never };
}

function named([key, value]: [unknown, unknown]): [string, unknown] {
  return [String(key), value];
}

function dateOf(date: Date): Plain {
  const isValid = Number.isFinite(date.getTime());
  return isValid ? { kind: 'fixed', value: date.toISOString() } : { kind: 'fixed', value: null };
}

function isStream(value: object): boolean {
  return ['pipe', 'getReader', 'arrayBuffer'].some((member) => member in value) || Symbol.asyncIterator in value;
}
