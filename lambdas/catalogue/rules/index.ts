import { ACM_RULES } from './acm.ts';
import { ATHENA_RULES } from './athena.ts';
import { AUTOSCALING_RULES } from './autoscaling.ts';
import { BEDROCKRUNTIME_RULES } from './bedrockruntime.ts';
import { CE_RULES } from './ce.ts';
import { CLOUDFORMATION_RULES } from './cloudformation.ts';
import { CLOUDTRAIL_RULES } from './cloudtrail.ts';
import { CLOUDWATCH_RULES } from './cloudwatch.ts';
import { COUNTERSIGN_RULES } from './countersign.ts';
import { DYNAMODB_RULES } from './dynamodb.ts';
import { EC2_RULES } from './ec2.ts';
import { ECR_RULES } from './ecr.ts';
import { ECS_RULES } from './ecs.ts';
import { ELBV2_RULES } from './elbv2.ts';
import { EVENTS_RULES } from './events.ts';
import { FIREHOSE_RULES } from './firehose.ts';
import { GLUE_RULES } from './glue.ts';
import { IAM_RULES } from './iam.ts';
import { KINESIS_RULES } from './kinesis.ts';
import { KMS_RULES } from './kms-calls.ts';
import { LAMBDA_RULES } from './lambda.ts';
import { LOGS_RULES } from './logs.ts';
import { ORGANIZATIONS_RULES } from './organizations.ts';
import { RDS_RULES } from './rds.ts';
import { ROUTE53_RULES } from './route53.ts';
import { S3_RULES } from './s3.ts';
import { SECRETSMANAGER_RULES } from './secretsmanager.ts';
import { SNS_RULES } from './sns.ts';
import { SQS_RULES } from './sqs.ts';
import { SSM_RULES } from './ssm.ts';
import { STEPFUNCTIONS_RULES } from './stepfunctions.ts';
import { STS_RULES } from './sts.ts';
import type { Rule, Rules } from './rule.ts';

const RULES: Readonly<Record<string, Rules>> = {
  acm: ACM_RULES,
  athena: ATHENA_RULES,
  autoscaling: AUTOSCALING_RULES,
  bedrockruntime: BEDROCKRUNTIME_RULES,
  ce: CE_RULES,
  cloudformation: CLOUDFORMATION_RULES,
  cloudtrail: CLOUDTRAIL_RULES,
  cloudwatch: CLOUDWATCH_RULES,
  countersign: COUNTERSIGN_RULES,
  dynamodb: DYNAMODB_RULES,
  ec2: EC2_RULES,
  ecr: ECR_RULES,
  ecs: ECS_RULES,
  elbv2: ELBV2_RULES,
  events: EVENTS_RULES,
  firehose: FIREHOSE_RULES,
  glue: GLUE_RULES,
  iam: IAM_RULES,
  kinesis: KINESIS_RULES,
  kms: KMS_RULES,
  lambda: LAMBDA_RULES,
  logs: LOGS_RULES,
  organizations: ORGANIZATIONS_RULES,
  rds: RDS_RULES,
  route53: ROUTE53_RULES,
  s3: S3_RULES,
  secretsmanager: SECRETSMANAGER_RULES,
  sns: SNS_RULES,
  sqs: SQS_RULES,
  ssm: SSM_RULES,
  stepfunctions: STEPFUNCTIONS_RULES,
  sts: STS_RULES,
};

/** The reviewed rule of an operation, undefined when it has none. */
export function ruleOf(service: string, operation: string): Rule | undefined {
  const rules = rulesOf(service);
  return Object.hasOwn(rules, operation) ? rules[operation] : undefined;
}

/** All reviewed rules of a service. */
export function rulesOf(service: string): Rules {
  return Object.hasOwn(RULES, service) ? (RULES[service] ?? {}) : {};
}
