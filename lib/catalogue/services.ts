/** Where a service's model comes from: its SDK client, and the key of its actions in the IAM data. */
export interface ServiceSource {
  /** The short name that calls use. */
  readonly name: string;
  readonly client: string;
  readonly iam: string;
}

/** The services of the catalogue. To add one: install its client, add a line, run `npm run catalogue`. */
export const SERVICES: readonly ServiceSource[] = [
  { name: 'dynamodb', client: '@aws-sdk/client-dynamodb', iam: 'dynamodb' },
  { name: 'ec2', client: '@aws-sdk/client-ec2', iam: 'ec2' },
  { name: 'iam', client: '@aws-sdk/client-iam', iam: 'iam' },
  { name: 'lambda', client: '@aws-sdk/client-lambda', iam: 'lambda' },
  { name: 's3', client: '@aws-sdk/client-s3', iam: 's3' },
  { name: 'secretsmanager', client: '@aws-sdk/client-secrets-manager', iam: 'secretsmanager' },
  { name: 'sqs', client: '@aws-sdk/client-sqs', iam: 'sqs' },
  { name: 'sts', client: '@aws-sdk/client-sts', iam: 'sts' },
];
