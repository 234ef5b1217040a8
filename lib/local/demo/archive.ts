import { GetObjectCommand, GetObjectRetentionCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { setTimeout as rest } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { chainFault, type OperationEvent } from '../../../lambdas/record/events.ts';
import type { ClientSettings } from '../engine/clients.ts';

/** One receipt as it lies in the archive. */
export interface FiledReceipt {
  readonly key: string;
  readonly text: string;
  readonly status: string;
  readonly events: number;
  /** True when the receipt's event chain is whole. */
  readonly whole: boolean;
  readonly retention: string;
}

interface Receipt {
  readonly operation: { readonly id: string; readonly status: string };
  readonly events: readonly OperationEvent[];
  readonly head: string;
}

/** Reads the archive of a local gateway, as an auditor would. */
export class LocalArchive {
  readonly #s3: S3Client;
  readonly #bucket: string;

  constructor(settings: ClientSettings, bucket: string) {
    this.#s3 = new S3Client(settings);
    this.#bucket = bucket;
  }

  async keys(): Promise<readonly string[]> {
    const { Contents } = await this.#s3.send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: 'raw/' }));
    return (Contents ?? []).map(({ Key }) => Key ?? '');
  }

  /** The receipt of one operation; the stream brings it moments after the operation closes. Throws after `seconds`. */
  async receiptOf(operationId: string, seconds = 30): Promise<FiledReceipt> {
    for (const until = Date.now() + seconds * 1000; Date.now() < until; await rest(200)) {
      const key = (await this.keys()).find((one) => one.endsWith(`/${operationId}.json.gz`));
      if (key !== undefined) return this.#read(key);
    }
    throw new Error(`No receipt of ${operationId} came into the archive within ${seconds} s`);
  }

  async #read(Key: string): Promise<FiledReceipt> {
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key }));
    const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString('utf8');
    const { operation, events, head } = JSON.parse(text) as Receipt;
    const whole = chainFault(events, { id: operation.id, head }) === undefined;
    return { key: Key, text, status: operation.status, events: events.length, whole, retention: await this.#lock(Key) };
  }

  async #lock(Key: string): Promise<string> {
    const { Retention } = await this.#s3.send(new GetObjectRetentionCommand({ Bucket: this.#bucket, Key }));
    return `${Retention?.Mode ?? 'unlocked'} until ${Retention?.RetainUntilDate?.toISOString().slice(0, 10) ?? 'never'}`;
  }
}
