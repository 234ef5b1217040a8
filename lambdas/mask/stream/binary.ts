import { DECODE_CAP } from '../layers/layers.ts';
import { readBytes } from '../layers/bytes.ts';

/** A body that is no text and fits, as base64; or the stream anew, with what was read of it. */
export type Opened =
  | { readonly kind: 'binary'; readonly base64: string }
  | { readonly kind: 'stream'; readonly bytes: AsyncIterable<Uint8Array> };

/** Reads up to so many bytes of a stream whose bytes may be shown, to see whether that is all of it and whether it is text. */
export async function openBinary(source: AsyncIterable<Uint8Array>, most: number): Promise<Opened> {
  const iterator = source[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    size += next.value.byteLength;
    read.push(next.value);
    if (size > most) return { kind: 'stream', bytes: joined(read, iterator) };
  }
  const whole = Buffer.concat(read);
  const isText = readBytes(whole, DECODE_CAP).kind === 'text';
  return isText
    ? { kind: 'stream', bytes: joined([whole], iterator) }
    : { kind: 'binary', base64: whole.toString('base64') };
}

/** What was read of a stream, and the rest of it. */
export async function* joined(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
