import { isUtf8 } from 'node:buffer';

/** Whether bytes are UTF-8 text without control characters. */
export function isReadable(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.some((byte) => isControl(byte));
}

/** A control character that no text has, or a byte that UTF-8 never uses. */
export function isControl(byte: number): boolean {
  return (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127 || byte >= 0xf8;
}
