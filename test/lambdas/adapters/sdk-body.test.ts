import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { MAX_STREAM_BYTES, withBodyRead } from '../../../lambdas/adapters/sdk-body.ts';

const WITHHELD = '[withheld: larger than 1048576 bytes; ask for a range]';
const streamOf = (...sizes: readonly number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size, 'x')));

describe('withBodyRead', () => {
  it('reads a stream into bytes and leaves everything else as it is', async () => {
    const LastModified = new Date(0);

    const output = await withBodyRead({ Body: streamOf(3, 4), ETag: '"1"', LastModified, List: [1] });

    expect(output).toEqual({ Body: Buffer.alloc(7, 'x'), ETag: '"1"', LastModified, List: [1] });
  });

  it('takes a megabyte and no byte more', async () => {
    expect(await withBodyRead({ Body: streamOf(MAX_STREAM_BYTES) })).toEqual({
      Body: Buffer.alloc(MAX_STREAM_BYTES, 'x'),
    });
    expect(await withBodyRead({ Body: streamOf(MAX_STREAM_BYTES, 1) })).toEqual({ Body: WITHHELD });
  });

  it('does not read what says that it is larger, and lets the connection go', async () => {
    const Body = streamOf(1);

    expect(await withBodyRead({ Body, ContentLength: MAX_STREAM_BYTES + 1 })).toMatchObject({ Body: WITHHELD });
    expect(Body.destroyed).toBe(true);
  });

  it('stops a stream that lies about its length, and lets the connection go', async () => {
    let made = 0;
    const endless = Readable.from(
      (async function* () {
        for (;;) {
          made += 1;
          yield Buffer.alloc(64 * 1024);
        }
      })(),
    );

    expect(await withBodyRead({ Body: endless, ContentLength: 1 })).toMatchObject({ Body: WITHHELD });
    expect(endless.destroyed).toBe(true);
    expect(made).toBeLessThan(64);
  });

  it('throws when the stream breaks: half an answer is none', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('aborted');
      })(),
    );

    await expect(withBodyRead({ Body: broken })).rejects.toThrow('aborted');
  });
});
