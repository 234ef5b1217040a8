/** A JSON value (RFC 8259), read-only: what travels in envelopes, results and events. */
export type Json = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly Json[];
export interface JsonObject {
  readonly [member: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The canonical form of a JSON value by RFC 8785 (JCS): members sorted by UTF-16 code units, no white space,
 * numbers as ECMAScript prints them. Equal values have equal bytes, so a digest of it names the value.
 * Throws a TypeError for what JSON cannot hold: undefined, a function, NaN, an infinity, a lone surrogate.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value as JsonObject);
  throw new TypeError(`JSON cannot hold a value of type ${typeof value}`);
}

function canonicalObject(value: JsonObject): string {
  const members = Object.keys(value)
    .sort() // by UTF-16 code units, as RFC 8785 section 3.2.3 asks
    .map((name) => `${quoted(name)}:${canonicalJson(value[name] as Json)}`);
  return `{${members.join(',')}}`;
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('JSON text may not hold a lone surrogate (RFC 8785 section 3.2.2.2)');
  return JSON.stringify(text);
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold the number ${value}`);
  return JSON.stringify(value);
}
