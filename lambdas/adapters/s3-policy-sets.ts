import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type { PublishedSets } from '../decide/policies-in-force.ts';
import type { PreparedPolicies } from '../decide/prepared-policies.ts';

/** Beyond this many bytes a text is no policy set: ten thousand policies take about a third of it. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The bucket of published policy sets, each under `sets/<hash>.json`. */
export class S3PolicySets implements PublishedSets {
  readonly #client: () => Promise<S3Client>;
  readonly #bucket: string;

  /** `client` is called at the first use: a gateway without published sets never loads S3's client. */
  constructor(client: () => Promise<S3Client>, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async read(policySet: string): Promise<string> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await this.#client();
    const { Body, ContentLength } = await client.send(new GetObjectCommand(this.#at(policySet)));
    if (!Body || ContentLength === undefined || ContentLength > MOST_BYTES) {
      throw new RangeError(`A policy set has at most ${MOST_BYTES} bytes`);
    }
    return Body.transformToString('utf8');
  }

  /** Writes a set under its own name. Doing it again, or over what somebody else put there, makes it right. */
  async put(prepared: PreparedPolicies): Promise<void> {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await this.#client();
    const Body = Buffer.from(JSON.stringify(prepared));
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64');
    const place = this.#at(prepared.policySet);
    await client.send(new PutObjectCommand({ ...place, Body, ChecksumSHA256, ContentType: 'application/json' }));
  }

  #at(policySet: string) {
    return { Bucket: this.#bucket, Key: `sets/${policySet}.json` };
  }
}
