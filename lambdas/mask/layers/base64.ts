import { gzipSync } from 'node:zlib';
import { inflate } from './inflate.ts';
import type { Layer } from './layer.ts';
import { isControl, isReadable } from './readable.ts';

/** No shorter text is taken for base64. */
export const SHORTEST_BASE64 = 16;
const BASE64_LINES = /^(?:[A-Za-z0-9+/]{1,128}[\r\n]{1,2})+[A-Za-z0-9+/]{1,128}={0,2}[\r\n]{0,2}$/;

/** Base64 counts as a layer only if readable UTF-8 text or gzip comes out: identifiers and digests decode to noise. */
export function base64Layer(text: string, room: number): Layer | undefined {
  const zipped = text.startsWith(GZIP_START);
  if (!zipped && !startsReadable(text)) return undefined;
  const variant = variantOf(text);
  if (variant === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (zipped) return gzipLayer(bytes, { room, variant });
  if (!isReadable(bytes)) return undefined;
  const write = (content: unknown) => Buffer.from(String(content), 'utf8').toString(variant);
  return { kind: 'base64', content: bytes.toString('utf8'), bytes: bytes.length, write };
}

/** The first 18 bits of any gzip member (RFC 1952: 1f 8b 08). */
const GZIP_START = 'H4sI';

/** Gzip that cannot be looked into, or holds no text, is a layer without content: what is not read is not shown. */
function gzipLayer(bytes: Buffer, { room, variant }: { room: number; variant: 'base64' | 'base64url' }): Layer {
  const inflated = inflate(bytes, room);
  const kind = 'gzip';
  if (inflated === undefined || !isReadable(inflated)) return { kind, content: undefined, bytes: 0, write: String };
  const write = (content: unknown) => gzipSync(String(content)).toString(variant);
  return { kind, content: inflated.toString('utf8'), bytes: inflated.length, write };
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
