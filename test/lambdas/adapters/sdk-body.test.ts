import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { withBodyRead } from '../../../lambdas/adapters/sdk-body.ts';
import type { ReadBody } from '../../../lambdas/execute/ports.ts';
import { readAll } from '../../support/read-all.ts';

describe('withBodyRead', () => {
  it('puts what may be shown in the place of a stream and leaves everything else as it is', async () => {
    const LastModified = new Date(0);
    const Body = Readable.from([Buffer.from('some '), Buffer.from('text')]);

    const output = await withBodyRead({ Body, ETag: '"1"', LastModified, List: [1] }, readAll);

    expect(output).toEqual({ Body: 'some text', ETag: '"1"', LastModified, List: [1] });
  });

  it('says which member it is, and what the service says of it', async () => {
    const told: object[] = [];
    const output = { Body: Readable.from([]), ContentType: 'text/csv', ContentLength: 9 };

    await withBodyRead(output, async ({ bytes: _, ...body }) => String(told.push(body)));

    expect(told).toEqual([{ member: 'Body', contentType: 'text/csv', contentLength: 9 }]);
  });

  it('lets the connection go when the reader has enough, however long the stream is', async () => {
    const endless = Readable.from(
      (async function* () {
        for (;;) yield Buffer.alloc(64 * 1024);
      })(),
    );

    const readABit: ReadBody = async ({ bytes }) => {
      for await (const chunk of bytes) return `${chunk.byteLength} bytes`;
      return '';
    };

    expect(await withBodyRead({ Body: endless }, readABit)).toEqual({ Body: '65536 bytes' });
    expect(endless.destroyed).toBe(true);
  });

  it('throws when the stream breaks, and lets it go: half an answer is none', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('aborted');
      })(),
    );

    await expect(withBodyRead({ Body: broken }, readAll)).rejects.toThrow('aborted');
    expect(broken.destroyed).toBe(true);
  });
});
