/**
 * The SDK clients that the executor may load, each on demand and split into its own part of the bundle. The map is static:
 * a service that is not here cannot be called, whatever an envelope says.
 */
export const SDK_CLIENTS = {
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  ec2: () => import('@aws-sdk/client-ec2'),
  iam: () => import('@aws-sdk/client-iam'),
  lambda: () => import('@aws-sdk/client-lambda'),
  s3: () => import('@aws-sdk/client-s3'),
  secretsmanager: () => import('@aws-sdk/client-secrets-manager'),
  sqs: () => import('@aws-sdk/client-sqs'),
  sts: () => import('@aws-sdk/client-sts'),
} satisfies Record<string, () => Promise<object>>;

export type SdkService = keyof typeof SDK_CLIENTS;

/** True for a service that has a client here. */
export function isSdkService(service: string): service is SdkService {
  return Object.hasOwn(SDK_CLIENTS, service);
}

/** The name of each client class, as its package exports it. */
export const CLIENT_CLASS: Readonly<Record<SdkService, string>> = {
  dynamodb: 'DynamoDBClient',
  ec2: 'EC2Client',
  iam: 'IAMClient',
  lambda: 'LambdaClient',
  s3: 'S3Client',
  secretsmanager: 'SecretsManagerClient',
  sqs: 'SQSClient',
  sts: 'STSClient',
};
