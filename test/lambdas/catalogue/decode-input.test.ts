import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, CreateUserCommand } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { decodeInput } from '../../../lambdas/catalogue/decode-input.ts';
import { examine } from '../../../lambdas/catalogue/examine.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';

interface Sent {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const place = { account: '111122223333', region: 'eu-west-1' };

/** Settings of a client that sends nothing: what it would send lands in the list. */
function recorder() {
  const sent: Sent[] = [];
  const handle = (request: Sent) => {
    sent.push(request);
    return Promise.reject(new Error('not sent'));
  };
  const settings = {
    region: place.region,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: { handle } as never,
  };
  return { sent, settings };
}

/** The request that the SDK makes of a call's decoded input. */
async function requestFor(
  client: new (settings: never) => object,
  command: new (input: never) => object,
  call: { service: string; operation: string; input: JsonObject },
): Promise<Sent> {
  expect(await examine({ ...place, ...call })).toMatchObject({ kind: 'known' });
  const { sent, settings } = recorder();
  const sdk = new client(settings as never) as { send(command: object): Promise<unknown> };
  await expect(sdk.send(new command((await decodeInput({ ...place, ...call })) as never))).rejects.toThrow('not sent');
  const [request] = sent;
  if (request === undefined) throw new Error('The SDK made no request');
  return request;
}

async function jsonSent(...given: Parameters<typeof requestFor>): Promise<unknown> {
  const { body } = await requestFor(...given);
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
}

describe('what the SDK sends of a decoded input', () => {
  it('is an object’s bytes, its name and its headers', async () => {
    const input = {
      Bucket: 'invoices',
      Key: 'a/../b c.pdf',
      Body: 'AP/+aGVsbG8=',
      Metadata: { note: 'x' },
      Expires: '2026-11-30T12:00:00Z',
    };
    const request = await requestFor(S3Client, PutObjectCommand, { service: 's3', operation: 'PutObject', input });
    expect(Buffer.from(request.body).toString('base64')).toBe(input.Body);
    expect(request.path).toBe('/a/../b%20c.pdf');
    expect(request.headers).toMatchObject({ 'x-amz-meta-note': 'x', expires: 'Mon, 30 Nov 2026 12:00:00 GMT' });
  });

  it('is a function’s payload, byte for byte', async () => {
    const input = { FunctionName: 'report', Payload: 'eyJhIjogMX0=', Qualifier: '$LATEST' };
    const request = await requestFor(LambdaClient, InvokeCommand, { service: 'lambda', operation: 'Invoke', input });
    expect(Buffer.from(request.body).toString('base64')).toBe(input.Payload);
    expect(request.query).toMatchObject({ Qualifier: '$LATEST' });
  });

  it('is a secret’s input as it was, besides the token that the SDK adds', async () => {
    const input = {
      Name: 'prod/db',
      SecretBinary: 'AAEC',
      Tags: [{ Key: 'a', Value: 'b' }],
      ClientRequestToken: 'x'.repeat(32),
    };
    const call = { service: 'secretsmanager', operation: 'CreateSecret', input };
    expect(await jsonSent(SecretsManagerClient, CreateSecretCommand, call)).toEqual(input);
  });

  it('is a message as it was', async () => {
    const input = {
      QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs',
      MessageBody: 'é "quoted"',
      MessageAttributes: { bytes: { DataType: 'Binary', BinaryValue: '/w==' } },
    };
    const call = { service: 'sqs', operation: 'SendMessage', input };
    expect(await jsonSent(SQSClient, SendMessageCommand, call)).toEqual(input);
  });

  it('is a form of the same members for IAM', async () => {
    const input = { UserName: 'build', Path: '/bots/', Tags: [{ Key: 'a', Value: 'b' }] };
    const request = await requestFor(IAMClient, CreateUserCommand, { service: 'iam', operation: 'CreateUser', input });
    expect(Object.fromEntries(new URLSearchParams(String(request.body)))).toMatchObject({
      Action: 'CreateUser',
      UserName: 'build',
      Path: '/bots/',
      'Tags.member.1.Key': 'a',
      'Tags.member.1.Value': 'b',
    });
  });

  const { item } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.record({ S: fc.string() }),
      fc.record({ N: fc.integer().map(String) }),
      fc.record({ B: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')) }),
      fc.record({ BS: fc.array(fc.constantFrom('AA==', 'AQ==')) }),
      fc.record({ BOOL: fc.boolean() }),
      fc.record({ L: fc.array(tie('value'), { maxLength: 3 }) }),
      fc.record({ M: tie('item') }),
    ),
    item: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  }));

  it('is any item of a table as it was', async () => {
    await fc.assert(
      fc.asyncProperty(item, async (given) => {
        const input = { TableName: 'orders', Item: given as JsonObject };
        expect(
          await jsonSent(DynamoDBClient, PutItemCommand, { service: 'dynamodb', operation: 'PutItem', input }),
        ).toEqual(input);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the decoder', () => {
  it('makes times of seconds and of ISO 8601 alike', async () => {
    const at = (time: string | number) =>
      decodeInput({
        ...place,
        service: 's3',
        operation: 'GetObject',
        input: { Bucket: 'b', Key: 'k', IfModifiedSince: time },
      });
    expect(await at(1_796_040_000)).toEqual(await at('2026-11-30T12:00:00Z'));
  });

  it('keeps a member named __proto__ as a member', async () => {
    const input = JSON.parse('{"Bucket":"b","Key":"k","Metadata":{"__proto__":"x"}}') as JsonObject;
    const decoded = await decodeInput({ ...place, service: 's3', operation: 'PutObject', input });
    expect(Object.keys(decoded['Metadata'] as object)).toEqual(['__proto__']);
  });

  it.each([
    ['s3', 'NoSuchOperation', {}],
    ['s3', 'constructor', {}],
    ['nothing', 'GetObject', {}],
    ['s3', 'GetObject', { Buckett: 'x' }],
    ['s3', 'GetObject', { IfModifiedSince: 'soon' }],
    ['dynamodb', 'PutItem', { Item: 'x' }],
    ['dynamodb', 'BatchWriteItem', { RequestItems: { a: {} } }],
  ])('throws for what was not examined: %s %s %j', async (service, operation, input) => {
    await expect(decodeInput({ ...place, service, operation, input })).rejects.toThrow(
      /catalogue has no operation|unchecked input/,
    );
  });
});
