import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Archive } from '../archive/archive.ts';
import type { ArchivedReceipt } from '../record/receipt.ts';

/** The locked bucket. A receipt is written once (`If-None-Match: *`); writing the same one again is no error. */
export class S3Archive implements Archive {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async put(receipt: ArchivedReceipt): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: receipt.key,
      Body: receipt.bytes,
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      ChecksumSHA256: createHash('sha256').update(receipt.bytes).digest('base64'),
      IfNoneMatch: '*',
    });
    try {
      await this.#client.send(command);
    } catch (error) {
      if (!(error instanceof S3ServiceException) || error.name !== 'PreconditionFailed') throw error;
      await this.#expectSame(receipt);
    }
  }

  async #expectSame(receipt: ArchivedReceipt): Promise<void> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: receipt.key }));
    const stored = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
    if (createHash('sha256').update(stored).digest('hex') === receipt.sha256) return;
    throw new Error(`Another receipt stands under ${receipt.key}`);
  }
}
