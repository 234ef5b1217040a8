import { DYNAMODB_NAMES } from './dynamodb.ts';
import { EC2_NAMES } from './ec2.ts';
import { IAM_NAMES } from './iam.ts';
import { LAMBDA_NAMES } from './lambda.ts';
import type { NameReader, NameReaders } from './name.ts';
import { S3_NAMES } from './s3.ts';
import { SECRETSMANAGER_NAMES } from './secretsmanager.ts';
import { SQS_NAMES } from './sqs.ts';
import { STS_NAMES } from './sts.ts';

/** Readers for the members that name resources, by service; services without an entry have the general check only. */
const NAMES: Readonly<Record<string, NameReaders>> = {
  dynamodb: DYNAMODB_NAMES,
  ec2: EC2_NAMES,
  iam: IAM_NAMES,
  lambda: LAMBDA_NAMES,
  s3: S3_NAMES,
  secretsmanager: SECRETSMANAGER_NAMES,
  sqs: SQS_NAMES,
  sts: STS_NAMES,
};

/** The reader of one member, given by its path; undefined for a member that names nothing the catalogue knows of. */
export function readerOf(service: string, path: string): NameReader | undefined {
  const readers = NAMES[service];
  return readers !== undefined && Object.hasOwn(readers, path) ? readers[path] : undefined;
}
