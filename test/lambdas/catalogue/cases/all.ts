import type { ServiceCases } from './case.ts';
import { ACM_CASES } from './acm.ts';
import { ATHENA_CASES } from './athena.ts';
import { AUTOSCALING_CASES } from './autoscaling.ts';
import { BEDROCKRUNTIME_CASES } from './bedrockruntime.ts';
import { CE_CASES } from './ce.ts';
import { CLOUDFORMATION_CASES } from './cloudformation.ts';
import { CLOUDTRAIL_CASES } from './cloudtrail.ts';
import { CLOUDWATCH_CASES } from './cloudwatch.ts';
import { DYNAMODB_CASES } from './dynamodb.ts';
import { EC2_CASES } from './ec2.ts';
import { ECR_CASES } from './ecr.ts';
import { ECS_CASES } from './ecs.ts';
import { ELBV2_CASES } from './elbv2.ts';
import { EVENTS_CASES } from './events.ts';
import { FIREHOSE_CASES } from './firehose.ts';
import { GLUE_CASES } from './glue.ts';
import { IAM_CASES } from './iam.ts';
import { KINESIS_CASES } from './kinesis.ts';
import { KMS_CASES } from './kms.ts';
import { LAMBDA_CASES } from './lambda.ts';
import { LOGS_CASES } from './logs.ts';
import { ORGANIZATIONS_CASES } from './organizations.ts';
import { RDS_CASES } from './rds.ts';
import { ROUTE53_CASES } from './route53.ts';
import { S3_CASES } from './s3.ts';
import { SECRETSMANAGER_CASES } from './secretsmanager.ts';
import { SNS_CASES } from './sns.ts';
import { SQS_CASES } from './sqs.ts';
import { SSM_CASES } from './ssm.ts';
import { STEPFUNCTIONS_CASES } from './stepfunctions.ts';
import { STS_CASES } from './sts.ts';

/** The truth about the curated operations of every service. */
export const ALL_CASES: readonly ServiceCases[] = [
  ACM_CASES,
  ATHENA_CASES,
  AUTOSCALING_CASES,
  BEDROCKRUNTIME_CASES,
  CE_CASES,
  CLOUDFORMATION_CASES,
  CLOUDTRAIL_CASES,
  CLOUDWATCH_CASES,
  DYNAMODB_CASES,
  EC2_CASES,
  ECR_CASES,
  ECS_CASES,
  ELBV2_CASES,
  EVENTS_CASES,
  FIREHOSE_CASES,
  GLUE_CASES,
  IAM_CASES,
  KINESIS_CASES,
  KMS_CASES,
  LAMBDA_CASES,
  LOGS_CASES,
  ORGANIZATIONS_CASES,
  RDS_CASES,
  ROUTE53_CASES,
  S3_CASES,
  SECRETSMANAGER_CASES,
  SNS_CASES,
  SQS_CASES,
  SSM_CASES,
  STEPFUNCTIONS_CASES,
  STS_CASES,
];
