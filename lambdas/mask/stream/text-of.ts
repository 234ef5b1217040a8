import { Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { isGzip } from '../layers/inflate.ts';
import { isControl } from '../layers/readable.ts';
import { joined } from './binary.ts';

/** A stream turned out not to be text that can be looked through. */
export class NotText extends Error {
  constructor(options?: ErrorOptions) {
    super('The stream is not text', options);
    this.name = 'NotText';
  }
}

const HEAD = 4;

/**
 * A byte stream as parts of text: UTF-8, UTF-16 with its mark, or gzip of either; its first `most` bytes, counted after gzip. Where
 * the parts end says nothing. Throws NotText for anything else, at the latest where the first other byte stands.
 */
export class TextOf implements AsyncIterable<string> {
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #most: number;
  #over = false;

  constructor(source: AsyncIterable<Uint8Array>, most: number) {
    this.#source = source;
    this.#most = most;
  }

  /** Whether there was more, once all parts were read. */
  get isOver(): boolean {
    return this.#over;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    const { head, whole } = await peek(this.#source);
    if (!isGzip(head)) return yield* this.#decoded(head, whole);
    const inner = await peek(gunzipped(whole));
    yield* this.#decoded(inner.head, inner.whole);
  }

  async *#decoded(head: Uint8Array, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    const isUtf16 = head[0] === 0xff && head[1] === 0xfe;
    const decode = decoding(new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }));
    let left = this.#most;
    for await (const chunk of bytes) {
      this.#over = chunk.byteLength > left;
      yield checked(decode(chunk.subarray(0, left)));
      left -= chunk.byteLength;
      if (this.#over) return;
    }
    yield checked(decode());
  }
}

function decoding(decoder: InstanceType<typeof TextDecoder>): (chunk?: Uint8Array) => string {
  return (chunk) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (cause) {
      throw new NotText({ cause });
    }
  };
}

function checked(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 && isControl(code)) throw new NotText();
  }
  return text;
}

async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  const input = Readable.from(source);
  input.on('error', (error) => gunzip.destroy(error));
  try {
    yield* input.pipe(gunzip) as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw isDamage(cause) ? new NotText({ cause }) : cause;
  } finally {
    input.destroy();
  }
}

/** zlib's own errors have codes such as Z_DATA_ERROR; others come from the source. */
function isDamage(error: unknown): boolean {
  return String((error as { code?: unknown } | null)?.code).startsWith('Z_');
}

/** The first bytes of a stream, and the stream with them. */
async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  let done = false;
  while (size < HEAD && !done) {
    const next = await iterator.next();
    if (next.done === true) done = true;
    else size += first.push(next.value) && next.value.byteLength;
  }
  return { head: Buffer.concat(first), whole: joined(first, iterator) };
}
