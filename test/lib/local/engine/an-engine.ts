import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { type ClientSettings, engineClients } from '../../../../lib/local/engine/clients.ts';
import { type Engine, startEngine } from '../../../../lib/local/engine/engine.ts';
import { repository } from '../../../../lib/local/engine/environment.ts';

/** Where test engines keep their Python environment and logs. */
export const directory = join(repository, '.local', 'engine');

/** One engine seen through SDK clients, as root or as somebody. */
export type Aws = ReturnType<typeof seen>;

/** SDK clients of an engine for one set of credentials; without any, for root. */
export function seen(engine: Engine, credentials?: ClientSettings['credentials']) {
  const settings = { ...engineClients(engine, credentials), maxAttempts: 1 };
  return {
    engine,
    cloudformation: new CloudFormationClient(settings),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    lambda: new LambdaClient(settings),
    logs: new CloudWatchLogsClient(settings),
    s3: new S3Client(settings),
    secrets: new SecretsManagerClient(settings),
    sfn: new SFNClient(settings),
    sts: new STSClient(settings),
    as: (who: ClientSettings['credentials']) => seen(engine, who),
  };
}

let started = 0;

/** Starts an engine of its own, without the patches named, and hands it to `work`. */
export async function withEngine<T>(without: readonly string[], work: (aws: Aws) => Promise<T>): Promise<T> {
  const name = `test-${process.pid}-${++started}`;
  const engine = await startEngine({ directory, name, without });
  try {
    const result = await work(seen(engine));
    rmSync(join(directory, `${name}.log`)); // only the log of a look that failed is worth keeping
    return result;
  } finally {
    await engine.stop();
  }
}

/** The name of the error that a call ends with, or `none`. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    return (error as Error).name;
  }
}
