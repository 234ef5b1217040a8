import { constants, gunzipSync } from 'node:zlib';

/** Whether bytes begin as a gzip member does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/**
 * What gzip holds, if that is at most `room` bytes. A stream that was cut off gives what it has. Undefined for what is no gzip, is
 * damaged or holds more: a few kilobytes can inflate to gigabytes.
 */
export function inflate(bytes: Uint8Array, room: number): Buffer | undefined {
  if (!isGzip(bytes) || room < 1) return undefined;
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.floor(room), finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}
