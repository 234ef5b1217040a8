import { inflate, isGzip } from './inflate.ts';
import { isReadable } from './readable.ts';

/** Bytes as they may be shown: as text that is to be masked, or as a sentence about what cannot be looked through. */
export type ReadBytes =
  | { readonly kind: 'text'; readonly text: string; readonly inflated: number }
  | { readonly kind: 'withheld'; readonly text: string };

/**
 * Reads bytes as text: UTF-8, UTF-16 with its mark, or gzip of either if it inflates to at most `room` bytes. Anything else is
 * withheld with its size.
 */
export function readBytes(bytes: Uint8Array, room: number): ReadBytes {
  const zipped = isGzip(bytes);
  const plain = zipped ? inflate(bytes, room) : bytes;
  const text = plain === undefined ? undefined : textOf(plain);
  if (text !== undefined) return { kind: 'text', text, inflated: zipped ? (plain?.byteLength ?? 0) : 0 };
  return { kind: 'withheld', text: `[withheld:${zipped ? 'gzip' : 'binary'} ${bytes.byteLength} bytes]` };
}

function textOf(bytes: Uint8Array): string | undefined {
  if (isReadable(bytes)) return Buffer.from(bytes).toString('utf8');
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe && bytes.byteLength % 2 === 0;
  if (!isUtf16) return undefined;
  const text = Buffer.from(bytes).toString('utf16le', 2);
  return isReadable(Buffer.from(text)) ? text : undefined;
}
