import { DYNAMODB_RULES } from './dynamodb.ts';
import { EC2_RULES } from './ec2.ts';
import { IAM_RULES } from './iam.ts';
import { LAMBDA_RULES } from './lambda.ts';
import type { Rule, Rules } from './rule.ts';
import { S3_RULES } from './s3.ts';
import { SECRETSMANAGER_RULES } from './secretsmanager.ts';
import { SQS_RULES } from './sqs.ts';
import { STS_RULES } from './sts.ts';

const RULES: Readonly<Record<string, Rules>> = {
  dynamodb: DYNAMODB_RULES,
  ec2: EC2_RULES,
  iam: IAM_RULES,
  lambda: LAMBDA_RULES,
  s3: S3_RULES,
  secretsmanager: SECRETSMANAGER_RULES,
  sqs: SQS_RULES,
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
