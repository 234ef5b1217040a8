import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { engineClients } from '../../../../lib/local/engine/clients.ts';
import { startEngine } from '../../../../lib/local/engine/engine.ts';
import { type Aws, directory, errorOf, seen } from './an-engine.ts';
import { account, allow, byLambda, credentialsOf, makeFunction, makeRole, policy } from './fixtures.ts';

const object = 'arn:aws:s3:::bucket-1/kept';
const target = `arn:aws:iam::${account}:role/target`;
let root: Aws;
let executor: Aws;
let queue: string;

/** The clients of one assumed role session, cut by a session policy; also those that `Aws` does not have. */
async function oneShot(...statements: Record<string, unknown>[]) {
  const request = { RoleArn: target, RoleSessionName: 'op_1', DurationSeconds: 900, Policy: policy(...statements) };
  const { Credentials: made } = await executor.sts.send(new AssumeRoleCommand(request));
  const credentials = {
    accessKeyId: made!.AccessKeyId!,
    secretAccessKey: made!.SecretAccessKey!,
    sessionToken: made!.SessionToken!,
  };
  const settings = engineClients(root.engine, credentials);
  const more = { ec2: new EC2Client(settings), sqs: new SQSClient(settings), dynamodb: new DynamoDBClient(settings) };
  return { ...root.as(credentials), ...more };
}

/** The statements of a one-shot session: these actions on these resources, here and for a while, and nothing else. */
function exactly(actions: string[], resources: string[]) {
  const here = { 'aws:RequestedRegion': 'us-east-1', 'aws:ResourceAccount': account };
  const soon = { 'aws:CurrentTime': new Date(Date.now() + 60_000).toISOString() };
  return [
    allow(actions, resources, { Condition: { StringEquals: here, DateLessThan: soon } }),
    { Effect: 'Deny', NotAction: actions, Resource: '*' },
    { Effect: 'Deny', Action: '*', NotResource: resources },
  ];
}

const get = (Key: string) => new GetObjectCommand({ Bucket: 'bucket-1', Key });

beforeAll(async () => {
  root = seen(await startEngine({ directory, name: 'test-one-shot' }));
  const settings = engineClients(root.engine);
  await root.s3.send(new CreateBucketCommand({ Bucket: 'bucket-1' }));
  for (const Key of ['kept', 'other']) {
    await root.s3.send(new PutObjectCommand({ Bucket: 'bucket-1', Key, Body: 'x' }));
  }
  const made = await new SQSClient(settings).send(new CreateQueueCommand({ QueueName: 'queue-1' }));
  queue = made.QueueUrl!;
  await new DynamoDBClient(settings).send(
    new CreateTableCommand({
      TableName: 'table-1',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await makeFunction(root, 'function-1', 'export const handler = async () => 1');
  const role = await makeRole(root, 'executor', { trust: [byLambda], may: [allow('sts:AssumeRole', target)] });
  const everything = ['s3:*', 'dynamodb:*', 'sqs:*', 'iam:*', 'lambda:*', 'ec2:*'];
  await makeRole(root, 'target', { trust: [{ Principal: { AWS: role } }], may: [allow(everything, '*')] });
  executor = root.as(await credentialsOf(root, role));
}, 60_000);

afterAll(() => root.engine.stop());

describe('a one-shot session on the engine', () => {
  it('may do its one action on its one resource', async () => {
    const session = await oneShot(...exactly(['s3:GetObject'], [object]));
    expect(await errorOf(session.s3.send(get('kept')))).toBe('none');
    expect(await errorOf(session.s3.send(get('other')))).toBe('AccessDenied');
    const put = new PutObjectCommand({ Bucket: 'bucket-1', Key: 'kept', Body: 'y' });
    expect(await errorOf(session.s3.send(put))).toBe('AccessDenied');
  });

  it('may not call other services, whatever its role may', async () => {
    const session = await oneShot(...exactly(['s3:GetObject'], [object]));
    const item = new GetItemCommand({ TableName: 'table-1', Key: { id: { S: '1' } } });
    const message = new SendMessageCommand({ QueueUrl: queue, MessageBody: 'x' });
    const errors = await Promise.all([
      errorOf(session.dynamodb.send(item)),
      errorOf(session.sqs.send(message)),
      errorOf(session.iam.send(new ListUsersCommand({}))),
      errorOf(session.lambda.send(new InvokeCommand({ FunctionName: 'function-1' }))),
      errorOf(session.ec2.send(new DescribeInstancesCommand({}))),
    ]);
    const json = 'AccessDeniedException';
    expect(errors).toEqual([json, 'AccessDenied', 'AccessDenied', json, 'UnauthorizedOperation']);
  });

  it('may do what its policy names in each of those services', async () => {
    const named: [string, string][] = [
      ['dynamodb:PutItem', `arn:aws:dynamodb:us-east-1:${account}:table/table-1`],
      ['sqs:SendMessage', `arn:aws:sqs:us-east-1:${account}:queue-1`],
      ['lambda:InvokeFunction', `arn:aws:lambda:us-east-1:${account}:function:function-1`],
      ['ec2:DescribeInstances', '*'],
    ];
    const [dynamodb, sqs, lambda, ec2] = await Promise.all(
      named.map(([action, resource]) => oneShot(...exactly([action], [resource]))),
    );
    const put = new PutItemCommand({ TableName: 'table-1', Item: { id: { S: '1' } } });
    const errors = await Promise.all([
      errorOf(dynamodb!.dynamodb.send(put)),
      errorOf(sqs!.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'x' }))),
      errorOf(lambda!.lambda.send(new InvokeCommand({ FunctionName: 'function-1' }))),
      errorOf(ec2!.ec2.send(new DescribeInstancesCommand({}))),
    ]);
    expect(errors).toEqual(['none', 'none', 'none', 'none']);
  });

  it.each([
    ['after its time', { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }],
    ['in another region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }],
    ['on a resource of another account', { StringEquals: { 'aws:ResourceAccount': '111122223333' } }],
  ])('may do nothing %s', async (_case, Condition) => {
    const session = await oneShot(allow('s3:GetObject', object, { Condition }));
    expect(await errorOf(session.s3.send(get('kept')))).toBe('AccessDenied');
  });

  it('gains nothing that its role may not, since a session policy only cuts', async () => {
    const session = await oneShot(allow('*', '*'));
    const request = new AssumeRoleCommand({ RoleArn: target, RoleSessionName: 'op_2' });
    expect(await errorOf(session.sts.send(request))).toBe('AccessDenied');
  });
});
