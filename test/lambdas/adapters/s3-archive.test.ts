import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { sdkStreamMixin } from '@smithy/core/serde';
import { mockClient } from 'aws-sdk-client-mock';
import { S3Archive } from '../../../lambdas/adapters/s3-archive.ts';
import { archivedReceipt } from '../../../lambdas/record/receipt.ts';
import { anOperation } from '../../support/an-operation.ts';

const taken = new S3ServiceException({
  name: 'PreconditionFailed',
  $fault: 'client',
  $metadata: { httpStatusCode: 412 },
});
const stored = (bytes: Uint8Array) => ({ Body: sdkStreamMixin(Readable.from([Buffer.from(bytes)])) });

async function aReceipt() {
  const { operation, events } = await anOperation.closed({ status: 'EXPIRED', because: 'late' });
  return archivedReceipt(operation, events);
}

const put = (receipt: Awaited<ReturnType<typeof aReceipt>>) => new S3Archive(new S3Client({}), 'archive').put(receipt);

describe('S3Archive', () => {
  it('writes a receipt only where none is, with its checksum', async () => {
    const receipt = await aReceipt();
    const s3 = mockClient(S3Client);
    s3.on(PutObjectCommand).resolves({});

    await put(receipt);

    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      {
        Bucket: 'archive',
        Key: receipt.key,
        Body: receipt.bytes,
        ContentType: 'application/json',
        ContentEncoding: 'gzip',
        ChecksumSHA256: createHash('sha256').update(receipt.bytes).digest('base64'),
        IfNoneMatch: '*',
      },
    ]);
    expect(s3.commandCalls(GetObjectCommand)).toEqual([]);
  });

  it('is content when the same receipt stands there already, though it was compressed otherwise', async () => {
    const receipt = await aReceipt();
    const s3 = mockClient(S3Client);
    s3.on(PutObjectCommand).rejects(taken);
    const { gunzipSync } = await import('node:zlib');
    s3.on(GetObjectCommand).resolves(stored(gzipSync(gunzipSync(receipt.bytes), { level: 1 })) as never);

    await expect(put(receipt)).resolves.toBeUndefined();

    expect(s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input)).toEqual([
      { Bucket: 'archive', Key: receipt.key },
    ]);
  });

  it('throws when another receipt stands there', async () => {
    const receipt = await aReceipt();
    const s3 = mockClient(S3Client);
    s3.on(PutObjectCommand).rejects(taken);
    s3.on(GetObjectCommand).resolves(stored(gzipSync('{}\n')) as never);

    await expect(put(receipt)).rejects.toThrow(`Another receipt stands under ${receipt.key}`);
  });

  it('throws on every other refusal, so that the stream comes back', async () => {
    const refused = new S3ServiceException({
      name: 'AccessDenied',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    mockClient(S3Client).on(PutObjectCommand).rejects(refused);

    await expect(put(await aReceipt())).rejects.toBe(refused);
  });
});
