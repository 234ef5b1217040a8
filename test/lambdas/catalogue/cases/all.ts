import type { ServiceCases } from './case.ts';
import { DYNAMODB_CASES } from './dynamodb.ts';
import { EC2_CASES } from './ec2.ts';
import { IAM_CASES } from './iam.ts';
import { LAMBDA_CASES } from './lambda.ts';
import { S3_CASES } from './s3.ts';
import { SECRETSMANAGER_CASES } from './secretsmanager.ts';
import { SQS_CASES } from './sqs.ts';
import { STS_CASES } from './sts.ts';

/** The truth about the curated operations of every service. */
export const ALL_CASES: readonly ServiceCases[] = [
  DYNAMODB_CASES,
  EC2_CASES,
  IAM_CASES,
  LAMBDA_CASES,
  S3_CASES,
  SECRETSMANAGER_CASES,
  SQS_CASES,
  STS_CASES,
];
