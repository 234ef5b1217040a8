import { isUtf8 } from 'node:buffer';
import { characterClass, isIn, runEnd, runStart, SPACE } from './characters.ts';

/** Text inside text: what a value says once it is decoded, and how to write it back. */
export interface Layer {
  readonly kind: 'json' | 'base64' | 'url';
  /** The decoded document for JSON, the decoded text for the others. */
  readonly content: unknown;
  readonly bytes: number;
  /** The decoded content in the form in which it was found. */
  readonly write: (content: unknown) => string;
}

const SHORTEST_BASE64 = 16;
const BASE64_LINES = /^(?:[A-Za-z0-9+/]{1,128}[\r\n]{1,2})+[A-Za-z0-9+/]{1,128}={0,2}[\r\n]{0,2}$/;

/** The layer that a whole text is, if it is one: a JSON document, base64 of readable text, or a URL-encoded document. */
export function layerOf(text: string): Layer | undefined {
  const first = text.charCodeAt(0);
  if (first === 123 || first === 91 || first === 34 || first <= 32) return jsonLayer(text);
  if (first === 37) return urlLayer(text);
  return base64Layer(text);
}

function jsonLayer(text: string): Layer | undefined {
  const trimmed = text.trim();
  if (!/^(?:\{[^]*\}|\[[^]*\]|"[^]*")$/.test(trimmed)) return undefined;
  const content = parsed(trimmed);
  if (content === undefined) return undefined;
  const indent = trimmed.includes('\n') ? 2 : 0;
  return {
    kind: 'json',
    content,
    bytes: text.length,
    write: (document) => JSON.stringify(document, undefined, indent),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON after all: the caller reads it as plain text.
    return undefined;
  }
}

function urlLayer(text: string): Layer | undefined {
  if (!/^%(?:7B|5B|22)/i.test(text)) return undefined;
  try {
    const content = decodeURIComponent(text);
    return {
      kind: 'url',
      content,
      bytes: content.length,
      write: (document) => encodeURIComponent(String(document).toWellFormed()),
    };
  } catch {
    return undefined;
  }
}

/** Base64 counts as a layer only if readable UTF-8 text comes out: identifiers and digests decode to noise. */
function base64Layer(text: string): Layer | undefined {
  if (!startsReadable(text)) return undefined;
  const variant = variantOf(text);
  if (variant === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (!isReadable(bytes)) return undefined;
  const write = (content: unknown) => Buffer.from(String(content), 'utf8').toString(variant);
  return { kind: 'base64', content: bytes.toString('utf8'), bytes: bytes.length, write };
}

const SEXTETS = sextetsOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', '-_');

/** Each base64 character's six bits, plus one; 0 for any other character. */
function sextetsOf(alphabet: string, urlSigns: string): Uint8Array {
  const table = new Uint8Array(128);
  for (let bits = 0; bits < alphabet.length; bits++) table[alphabet.charCodeAt(bits)] = bits + 1;
  for (let sign = 0; sign < urlSigns.length; sign++) table[urlSigns.charCodeAt(sign)] = 63 + sign;
  return table;
}

/** Whether the first 16 characters decode to readable bytes. It settles nearly every word that is no base64 at little cost. */
function startsReadable(text: string): boolean {
  if (text.length < SHORTEST_BASE64) return false;
  for (let at = 0; at < SHORTEST_BASE64; at += 4) {
    const bits = quartetAt(text, at);
    // Padding or a line break so early: the whole text must tell.
    if (bits < 0) return text[at + 2] === '=' || text[at + 3] === '=';
    if (isControl(bits >> 16) || isControl((bits >> 8) & 255) || isControl(bits & 255)) return false;
  }
  return true;
}

/** Three bytes as one number, or -1 where a character is not base64. */
function quartetAt(text: string, at: number): number {
  let bits = 0;
  for (let next = at; next < at + 4; next++) {
    const sextet = SEXTETS[text.charCodeAt(next)] ?? 0;
    if (sextet === 0) return -1;
    bits = (bits << 6) | (sextet - 1);
  }
  return bits;
}

function isControl(byte: number): boolean {
  return (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127 || byte >= 0xf8;
}

function variantOf(text: string): 'base64' | 'base64url' | undefined {
  const signs = signsOf(text);
  if (signs === undefined) return text.includes('\n') && BASE64_LINES.test(text) ? 'base64' : undefined;
  if (signs === (STANDARD | URL_SAFE)) return undefined;
  return signs === URL_SAFE ? 'base64url' : 'base64';
}

const STANDARD = 1;
const URL_SAFE = 2;
/** `+`, `/`, `-` and `_` stand for the last two of the 64; the table counts from one. */
const FIRST_SIGN = 63;

/**
 * Which alphabet's own signs a text of base64 characters holds; undefined for any other text. A loop, since a regular
 * expression can run out of stack on a blob of megabytes.
 */
function signsOf(text: string): number | undefined {
  const end = text.length - (text.endsWith('==') ? 2 : Number(text.endsWith('=')));
  let signs = 0;
  for (let at = 0; at < end; at++) {
    const sextet = SEXTETS[text.charCodeAt(at)] ?? 0;
    if (sextet === 0) return undefined;
    if (sextet >= FIRST_SIGN) signs |= '+/'.includes(text.charAt(at)) ? STANDARD : URL_SAFE;
  }
  return signs;
}

/** Whether bytes are UTF-8 text without control characters. */
export function isReadable(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.some((byte) => isControl(byte));
}

const RUN_CHARACTER = characterClass('A-Z', 'a-z', '0-9', '+', '/', '_', '-');
const SHORTEST_RUN = 24;

/** The stretches of a longer text that may be base64 of something readable. */
export function base64Runs(text: string): readonly { start: number; end: number; layer: Layer }[] {
  const runs: { start: number; end: number; layer: Layer }[] = [];
  // A run covers each 24th place that it reaches, so that a text without runs is read at every 24th character only.
  for (let probe = SHORTEST_RUN - 1; probe < text.length; probe += SHORTEST_RUN) {
    if (!isIn(RUN_CHARACTER, text, probe)) continue;
    const start = runStart(RUN_CHARACTER, text, { end: probe, limit: SHORTEST_RUN });
    const end = padded(text, runEnd(RUN_CHARACTER, text, { from: probe, limit: text.length }));
    const layer = end - start >= SHORTEST_RUN ? base64Layer(text.slice(start, end)) : undefined;
    if (layer !== undefined) runs.push({ start, end, layer });
    probe = end - 1;
  }
  return runs;
}

function padded(text: string, end: number): number {
  return text[end] === '=' ? end + (text[end + 1] === '=' ? 2 : 1) : end;
}

/** How many object members a JSON text writes, repeated names included: a parsed document keeps only the last of each. */
export function writtenMembers(text: string): number {
  let members = 0;
  let at = text.indexOf('"');
  while (at >= 0) {
    const end = stringEnd(text, at + 1);
    if (isColonNext(text, end + 1)) members++;
    at = text.indexOf('"', end + 1);
  }
  return members;
}

function stringEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isColonNext(text: string, from: number): boolean {
  let at = from;
  while (isIn(SPACE, text, at)) at++;
  return text[at] === ':';
}
