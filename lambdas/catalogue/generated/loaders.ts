/** Written by lib/catalogue/generate.ts from lib/catalogue/services.ts; do not edit. */
export const LOADERS = {
  dynamodb: () => import('./dynamodb.json', { with: { type: 'json' } }),
  ec2: () => import('./ec2.json', { with: { type: 'json' } }),
  iam: () => import('./iam.json', { with: { type: 'json' } }),
  lambda: () => import('./lambda.json', { with: { type: 'json' } }),
  s3: () => import('./s3.json', { with: { type: 'json' } }),
  secretsmanager: () => import('./secretsmanager.json', { with: { type: 'json' } }),
  sqs: () => import('./sqs.json', { with: { type: 'json' } }),
  sts: () => import('./sts.json', { with: { type: 'json' } }),
} as const;
