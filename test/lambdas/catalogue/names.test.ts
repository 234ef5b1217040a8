import { describe, expect, it } from '@jest/globals';
import { examine } from '../../../lambdas/catalogue/examine.ts';
import { parseCopySource } from '../../../lambdas/catalogue/names/s3.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';

async function examined(service: string, operation: string, input: JsonObject) {
  return examine({ service, operation, input, account: '111122223333', region: 'eu-west-1' });
}

const jobs = { MessageBody: 'x' };
const names: readonly (readonly [string, string, JsonObject, string])[] = [
  ['s3', 'GetObject', { Bucket: 'arn:aws:s3:us-west-2:999988887777:accesspoint/x', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: 'arn:aws:s3:::invoices', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: 'fast--euw1-az1--x-s3', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: 'team-abc123-s3alias', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: 'mfzwi23gnjvgw.mrap', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: 'invoices/2026', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: 'in*', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: '', Key: 'a' }, '/input/Bucket'],
  ['s3', 'GetObject', { Bucket: 'invoices', Key: '' }, '/input/Key'],
  [
    's3',
    'GetObject',
    { Bucket: 'invoices', Key: 'a', ExpectedBucketOwner: '999988887777' },
    '/input/ExpectedBucketOwner',
  ],
  [
    's3',
    'CopyObject',
    { Bucket: 'invoices', Key: 'a', CopySource: 'arn:aws:s3:us-west-2:999988887777:accesspoint/x/object/a' },
    '/input/CopySource',
  ],
  [
    's3',
    'CreateBucket',
    { Bucket: 'invoices', CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } },
    '/input/CreateBucketConfiguration/LocationConstraint',
  ],
  [
    'dynamodb',
    'DescribeTable',
    { TableName: 'arn:aws:dynamodb:eu-west-1:999988887777:table/orders' },
    '/input/TableName',
  ],
  [
    'dynamodb',
    'DescribeTable',
    { TableName: 'arn:aws:dynamodb:us-west-2:111122223333:table/orders' },
    '/input/TableName',
  ],
  [
    'dynamodb',
    'DescribeTable',
    { TableName: 'arn:aws-cn:dynamodb:eu-west-1:111122223333:table/orders' },
    '/input/TableName',
  ],
  [
    'dynamodb',
    'DescribeTable',
    { TableName: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/x' },
    '/input/TableName',
  ],
  ['dynamodb', 'Query', { TableName: 'orders', IndexName: '*' }, '/input/IndexName'],
  [
    'dynamodb',
    'BatchGetItem',
    { RequestItems: { 'arn:aws:dynamodb:eu-west-1:999988887777:table/x': { Keys: [] } } },
    '/input/RequestItems/arn:aws:dynamodb:eu-west-1:999988887777:table~1x',
  ],
  [
    'dynamodb',
    'TransactGetItems',
    { TransactItems: [{ Get: { TableName: 'a/b', Key: {} } }] },
    '/input/TransactItems/0/Get/TableName',
  ],
  ['lambda', 'Invoke', { FunctionName: 'arn:aws:lambda:us-west-2:111122223333:function:f' }, '/input/FunctionName'],
  ['lambda', 'Invoke', { FunctionName: '999988887777:function:f' }, '/input/FunctionName'],
  ['lambda', 'Invoke', { FunctionName: 'function:f' }, '/input/FunctionName'],
  ['lambda', 'Invoke', { FunctionName: 'f:1', Qualifier: '2' }, '/input/Qualifier'],
  [
    'lambda',
    'UpdateFunctionConfiguration',
    { FunctionName: 'f', Role: 'arn:aws:iam::999988887777:role/x' },
    '/input/Role',
  ],
  [
    'lambda',
    'UpdateFunctionConfiguration',
    { FunctionName: 'f', Layers: ['arn:aws:lambda:eu-west-1:999988887777:layer:x:1'] },
    '/input/Layers/0',
  ],
  ['sqs', 'SendMessage', { ...jobs, QueueUrl: 'https://evil.example/111122223333/jobs' }, '/input/QueueUrl'],
  [
    'sqs',
    'SendMessage',
    { ...jobs, QueueUrl: 'https://sqs.eu-west-1.amazonaws.com.evil.example/111122223333/jobs' },
    '/input/QueueUrl',
  ],
  [
    'sqs',
    'SendMessage',
    { ...jobs, QueueUrl: 'https://sqs.eu-west-1.amazonaws.com@evil.example/111122223333/jobs' },
    '/input/QueueUrl',
  ],
  [
    'sqs',
    'SendMessage',
    { ...jobs, QueueUrl: 'http://localhost:80@evil.example/111122223333/jobs' },
    '/input/QueueUrl',
  ],
  [
    'sqs',
    'SendMessage',
    { ...jobs, QueueUrl: 'http://sqs.eu-west-1.amazonaws.com/111122223333/jobs' },
    '/input/QueueUrl',
  ],
  [
    'sqs',
    'SendMessage',
    { ...jobs, QueueUrl: 'https://sqs.us-west-2.amazonaws.com/111122223333/jobs' },
    '/input/QueueUrl',
  ],
  [
    'sqs',
    'SendMessage',
    { ...jobs, QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/999988887777/jobs' },
    '/input/QueueUrl',
  ],
  [
    'sqs',
    'SendMessage',
    { ...jobs, QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs/x' },
    '/input/QueueUrl',
  ],
  ['sqs', 'SendMessage', { ...jobs, QueueUrl: 'jobs' }, '/input/QueueUrl'],
  [
    'sqs',
    'GetQueueUrl',
    { QueueName: 'jobs', QueueOwnerAWSAccountId: '999988887777' },
    '/input/QueueOwnerAWSAccountId',
  ],
  [
    'secretsmanager',
    'GetSecretValue',
    { SecretId: 'arn:aws:secretsmanager:eu-west-1:999988887777:secret:db-AbC123' },
    '/input/SecretId',
  ],
  ['secretsmanager', 'GetSecretValue', { SecretId: 'prod/*' }, '/input/SecretId'],
  ['sts', 'AssumeRole', { RoleArn: 'arn:aws:iam::999988887777:role/x', RoleSessionName: 'run' }, '/input/RoleArn'],
  ['iam', 'DeleteUser', { UserName: '*' }, '/input/UserName'],
  ['iam', 'DeleteUser', { UserName: 'a/b' }, '/input/UserName'],
  ['iam', 'CreateUser', { UserName: 'a', Path: '/x' }, '/input/Path'],
  [
    'iam',
    'SetDefaultPolicyVersion',
    { PolicyArn: 'arn:aws:iam::999988887777:policy/x', VersionId: 'v1' },
    '/input/PolicyArn',
  ],
  ['ec2', 'TerminateInstances', { InstanceIds: ['i-*'] }, '/input/InstanceIds/0'],
  [
    'ec2',
    'RunInstances',
    { MinCount: 1, MaxCount: 1, IamInstanceProfile: { Arn: 'arn:aws:iam::999988887777:instance-profile/x' } },
    '/input/IamInstanceProfile/Arn',
  ],
  // No reader of its own: the general check of ARNs of the service.
  ['sqs', 'StartMessageMoveTask', { SourceArn: 'arn:aws:sqs:eu-west-1:999988887777:jobs' }, '/input/SourceArn'],
  ['ec2', 'CreateReplaceRootVolumeTask', { InstanceId: '' }, '/input/InstanceId'],
  [
    'lambda',
    'DeleteCodeSigningConfig',
    { CodeSigningConfigArn: 'arn:aws:lambda:us-west-2:111122223333:code-signing-config:csc-0' },
    '/input/CodeSigningConfigArn',
  ],
];

describe('a name that leads out of the account, the region or the resource it seems to be', () => {
  it.each(names)('is refused: %s %s %j', async (...given) => {
    const [service, operation, input, pointer] = given;
    expect(await examined(service, operation, input)).toMatchObject({
      kind: 'refused',
      faults: [
        { pointer, detail: expect.stringMatching(/expected|the call is for|already says|only aws|may not be empty/) },
      ],
    });
  });
});

describe('a queue URL', () => {
  it.each(['http://localhost:4566', 'http://127.0.0.1:4810', 'https://sqs.eu-west-1.amazonaws.com'])(
    'may begin with %s',
    async (host) => {
      const input = { ...jobs, QueueUrl: `${host}/111122223333/jobs.fifo` };
      const resources = ['arn:aws:sqs:eu-west-1:111122223333:jobs.fifo'];
      expect(await examined('sqs', 'SendMessage', input)).toMatchObject({ resolution: { grants: [{ resources }] } });
    },
  );
});

describe('a copy source', () => {
  it.each([
    ['archive/a.pdf', { bucket: 'archive', key: 'a.pdf' }],
    ['/archive/a/b.pdf', { bucket: 'archive', key: 'a/b.pdf' }],
    ['archive%2Fa.pdf', { bucket: 'archive', key: 'a.pdf' }],
    ['archive/%E2%82%AC%20%3F%25.pdf', { bucket: 'archive', key: '€ ?%.pdf' }],
    ['archive/a?versionId=v.1_-', { bucket: 'archive', key: 'a', versionId: 'v.1_-' }],
    ['archive/a%3FversionId=1', { bucket: 'archive', key: 'a?versionId=1' }],
  ])('is decoded as S3 does: %s', (text, source) => {
    expect(parseCopySource(text)).toEqual(source);
  });

  it.each([
    'archive/a+b',
    'archive/a?b',
    'archive/a?versionId=',
    'archive/a?versionId=1?versionId=2',
    'archive',
    'archive/',
    '/a',
    'archive/%zz',
    'archive/€',
    'archive/a b',
    'archive/a#b',
  ])('is refused where S3 may read it otherwise: %s', (text) => expect(parseCopySource(text)).toBeUndefined());
});
