import type { ReadBody } from '../execute/ports.ts';

/** Replaces each streamed member of an SDK answer by what `readBody` makes of it. A stream is let go when it has been read as far as it is wanted. */
export async function withBodyRead(
  output: Record<string, unknown>,
  readBody: ReadBody,
): Promise<Record<string, unknown>> {
  const read: [string, unknown][] = [];
  for (const [member, value] of Object.entries(output)) {
    read.push([member, isStream(value) ? await readAndRelease({ member, bytes: value }, output, readBody) : value]);
  }
  return Object.fromEntries(read);
}

interface Streamed {
  readonly member: string;
  readonly bytes: ByteStream;
}

async function readAndRelease({ member, bytes }: Streamed, output: Record<string, unknown>, readBody: ReadBody) {
  const { ContentType, ContentLength } = output;
  try {
    return await readBody({
      member,
      bytes,
      ...(typeof ContentType === 'string' && { contentType: ContentType }),
      ...(typeof ContentLength === 'number' && { contentLength: ContentLength }),
    });
  } finally {
    bytes.destroy?.();
  }
}

interface ByteStream extends AsyncIterable<Uint8Array> {
  destroy?(): void;
}

function isStream(value: unknown): value is ByteStream {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
