import type { ActionGrant } from '../../../../lambdas/catalogue/resolution.ts';
import type { Case, ServiceCases } from './case.ts';

const named = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-??????';
const whole = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbC123';
const id = '0a1b2c3d-0000-4000-8000-0123456789ab';

function keys(actions: readonly string[], key = '*'): ActionGrant {
  const resources = [`arn:aws:kms:eu-west-1:111122223333:key/${key}`];
  return { actions, resources, when: { 'kms:ViaService': ['secretsmanager.eu-west-1.amazonaws.com'] } };
}

function on(operation: string, more: Case['input'], rest: Pick<Case, 'level' | 'categories'>): Case {
  const grants = [{ actions: [`secretsmanager:${operation}`], resources: [named] }];
  return { operation, input: { SecretId: 'prod/db', ...more }, grants, ...rest };
}

function withKey(one: Case, ...more: readonly ActionGrant[]): Case {
  return { ...one, grants: [...one.grants, ...more] };
}

const read = { level: 'Read', categories: ['credential-exposure', 'data-read'] } as const;
const both = ['kms:Decrypt', 'kms:GenerateDataKey'];

export const SECRETSMANAGER_CASES: ServiceCases = {
  service: 'secretsmanager',
  cases: [
    withKey(on('GetSecretValue', {}, read), keys(['kms:Decrypt'])),
    {
      operation: 'GetSecretValue',
      title: 'by its ARN',
      input: { SecretId: whole },
      grants: [{ actions: ['secretsmanager:GetSecretValue'], resources: [whole] }, keys(['kms:Decrypt'])],
      ...read,
    },
    {
      operation: 'GetSecretValue',
      title: 'by an ARN without the random ending',
      input: { SecretId: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db' },
      grants: [{ actions: ['secretsmanager:GetSecretValue'], resources: [named] }, keys(['kms:Decrypt'])],
      ...read,
    },
    {
      operation: 'BatchGetSecretValue',
      input: { SecretIdList: ['prod/db', whole] },
      grants: [
        { actions: ['secretsmanager:BatchGetSecretValue'], resources: ['*'] },
        { actions: ['secretsmanager:GetSecretValue'], resources: [named, whole] },
        keys(['kms:Decrypt']),
      ],
      ...read,
    },
    on('DescribeSecret', {}, { level: 'Read', categories: [] }),
    {
      operation: 'ListSecrets',
      input: {},
      grants: [{ actions: ['secretsmanager:ListSecrets'], resources: ['*'] }],
      level: 'List',
      categories: [],
    },
    {
      operation: 'CreateSecret',
      input: { Name: 'prod/db', SecretString: 's', Tags: [{ Key: 'a', Value: 'b' }] },
      grants: [
        { actions: ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], resources: [named] },
        keys(both),
      ],
      level: 'Write',
      categories: ['cost-bearing'],
    },
    withKey(on('PutSecretValue', { SecretString: 's' }, { level: 'Write', categories: [] }), keys(both)),
    withKey(
      on('UpdateSecret', { SecretString: 's', KmsKeyId: id }, { level: 'Write', categories: [] }),
      keys(both, id),
    ),
    { ...on('UpdateSecret', { Description: 'd' }, { level: 'Write', categories: [] }), title: 'without a value' },
    on('DeleteSecret', { ForceDeleteWithoutRecovery: true }, { level: 'Write', categories: ['destructive'] }),
  ],
  unscopable: [
    {
      operation: 'CreateSecret',
      input: { Name: 'a', AddReplicaRegions: [{ Region: 'us-east-1' }] },
      why: /other regions/,
    },
    { operation: 'UpdateSecret', input: { SecretId: 'a', KmsKeyId: 'alias/x' }, why: /KmsKeyId/ },
    { operation: 'BatchGetSecretValue', input: { Filters: [{ Key: 'name', Values: ['prod'] }] }, why: /a filter/ },
  ],
};
