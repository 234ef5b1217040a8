/** A streamed answer is read up to this size, in bytes; what is larger is withheld whole. */
export const MAX_STREAM_BYTES = 1024 * 1024;

/** Replaces a streamed member of an SDK answer by its bytes, or by a sentence when it is too large to be looked at. */
export async function withBodyRead(output: Record<string, unknown>): Promise<Record<string, unknown>> {
  const read = await Promise.all(
    Object.entries(output).map(async ([name, value]) => [name, await bytesOf(value, output)]),
  );
  return Object.fromEntries(read) as Record<string, unknown>;
}

async function bytesOf(value: unknown, { ContentLength }: Record<string, unknown>): Promise<unknown> {
  if (!isStream(value)) return value;
  if (typeof ContentLength === 'number' && ContentLength > MAX_STREAM_BYTES) return tooLarge(value);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of value) {
    size += chunk.byteLength;
    if (size > MAX_STREAM_BYTES) return tooLarge(value);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface ByteStream extends AsyncIterable<Uint8Array> {
  destroy?(): void;
}

function tooLarge(stream: ByteStream): string {
  stream.destroy?.();
  return `[withheld: larger than ${MAX_STREAM_BYTES} bytes; ask for a range]`;
}

function isStream(value: unknown): value is ByteStream {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
