import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { examine } from '../../../lambdas/catalogue/examine.ts';
import type { Json, JsonObject } from '../../../lambdas/runtime/json.ts';

async function faultsIn(
  service: string,
  operation: string,
  input: JsonObject,
): Promise<Readonly<Record<string, string>>> {
  const found = await examine({ service, operation, input, account: '111122223333', region: 'eu-west-1' });
  return found.kind === 'known' ? {} : Object.fromEntries(found.faults.map(({ pointer, detail }) => [pointer, detail]));
}

const put = (item: JsonObject) => faultsIn('dynamodb', 'PutItem', { TableName: 'orders', Item: item });
const object = { Bucket: 'invoices', Key: 'a.pdf' };

describe('an input is refused', () => {
  it('for all its faults at once, each with a pointer to it', async () => {
    const input = { Bucket: 7, Keyy: 'a', VersionId: null, PartNumber: 'one', Range: ['x'] };
    expect(await faultsIn('s3', 'GetObject', input)).toEqual({
      '/input/Bucket': 'expected a string, got a number',
      '/input/Keyy': 'unknown member; did you mean Key?',
      '/input/VersionId': 'null is no value; leave the member out',
      '/input/PartNumber': 'expected a number, got a string',
      '/input/Range': 'expected a string, got a list',
      '/input/Key': 'required member is missing',
    });
  });

  it('for what the SDK would drop in silence: a misspelt member', async () => {
    expect(await faultsIn('dynamodb', 'DeleteTable', { TabelName: 'orders' })).toEqual({
      '/input/TabelName': 'unknown member; did you mean TableName?',
      '/input/TableName': 'required member is missing',
    });
  });

  it('for members of the wrong case', async () => {
    expect(await faultsIn('s3', 'GetObject', { ...object, bucket: 'x' })).toEqual({
      '/input/bucket': 'unknown member; did you mean Bucket?',
    });
  });

  it('for faults at any depth', async () => {
    const input = {
      TransactItems: [{ Put: { TableName: 'orders', Item: { id: { M: { 'a/b~c': { L: [{ S: 1 }] } } } } } }],
    };
    expect(await faultsIn('dynamodb', 'TransactWriteItems', input)).toEqual({
      '/input/TransactItems/0/Put/Item/id/M/a~1b~0c/L/0/S': 'expected a string, got a number',
    });
  });

  it.each([
    ['none', {}, 'got 0 members'],
    ['two', { S: 'a', N: '1' }, 'got 2 members'],
  ])('for a union with %s of its members', async (_, value, detail) => {
    expect(await put({ id: value })).toEqual({ '/input/Item/id': expect.stringContaining(detail) });
  });

  it.each(['AAA', 'AA==\n', 'AB==', 'a-_=', ' AAAA', 'data:AAAA'])(
    'for a blob that is not canonical base64: %j',
    async (text) => {
      expect(await put({ id: { B: text } })).toEqual({ '/input/Item/id/B': expect.stringContaining('base64') });
    },
  );

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-11-30',
    '2026-11-30T12:00:00+01:00',
    '2026-11-30T12:00:00.5Z',
    'tomorrow',
    1.5,
    1e20,
    true,
  ])('for a time that is none or would lose a part on the way: %j', async (time) => {
    expect(await faultsIn('s3', 'GetObject', { ...object, IfModifiedSince: time as Json })).toEqual({
      '/input/IfModifiedSince': expect.stringContaining('expected a time'),
    });
  });

  it('for half of a surrogate pair, in a text or in a key', async () => {
    expect(await faultsIn('s3', 'PutObject', { ...object, Metadata: { 'a\ud800': 'b\udc00' } })).toEqual({
      '/input/Metadata/a\ud800': expect.stringContaining('surrogate'),
    });
  });

  it('for any member where the operation takes none', async () => {
    expect(await faultsIn('sts', 'GetCallerIdentity', { Account: 'x' })).toEqual({
      '/input/Account': 'unknown member',
    });
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'for a member that every object seems to have: %s',
    async (name) => {
      const input = JSON.parse(`{"Bucket":"invoices","Key":"a","${name}":{}}`) as JsonObject;
      expect(await faultsIn('s3', 'GetObject', input)).toEqual({ [`/input/${name}`]: 'unknown member' });
    },
  );

  it('when it is nested too deep, before it is read', async () => {
    const deep = Array.from({ length: 5_000 }).reduce<Json>((inner) => ({ M: { a: inner } }), { S: 'x' });
    expect(await put({ id: deep as JsonObject })).toEqual({ '/input': 'nested more than 96 levels deep' });
  });

  it('when it is larger than an envelope may be', async () => {
    const body = Buffer.alloc(200_000).toString('base64');
    expect(await faultsIn('s3', 'PutObject', { ...object, Body: body })).toEqual({
      '/input': 'larger than 262144 characters of JSON',
    });
  });

  it('with no more than fifty faults, however many it has', async () => {
    const input = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`x${at}`, at]));
    expect(Object.keys(await faultsIn('s3', 'GetObject', input))).toHaveLength(50);
  });
});

describe('an input is accepted', () => {
  it.each([
    [
      's3',
      'PutObject',
      { ...object, Body: 'aGVsbG8=', Metadata: { Bucket: 'arn:aws:s3:::x', '': 'y' }, Expires: '2026-11-30T12:00:00Z' },
    ],
    ['s3', 'GetObject', { ...object, IfModifiedSince: 1_790_000_000 }],
    ['s3', 'GetObject', { ...object, Key: 'a/../b//*?${x}' }],
    ['s3', 'ListObjectsV2', { Bucket: 'invoices', Prefix: '', Delimiter: '/' }],
    [
      'dynamodb',
      'PutItem',
      {
        TableName: 'orders',
        Item: { TableName: { S: 'arn:aws:dynamodb:us-east-1:999988887777:table/x' }, n: { NULL: true } },
      },
    ],
    ['dynamodb', 'Query', { TableName: 'orders', ExpressionAttributeNames: { '#n': 'TableName' }, Limit: 1 }],
    [
      'sqs',
      'SendMessage',
      { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs', MessageBody: 'arn:aws:sqs:us-east-1:9:x' },
    ],
    [
      'lambda',
      'UpdateFunctionConfiguration',
      { FunctionName: 'f', Environment: { Variables: { FunctionName: '', Role: 'x' } } },
    ],
  ])('whose content only looks like names: %s %s %#', async (service, operation, input) => {
    expect(await faultsIn(service, operation, input as JsonObject)).toEqual({});
  });

  it('whatever a text holds, as long as it is text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) =>
        expect(await put({ id: { S: text } })).toEqual({}),
      ),
      { numRuns: 50 },
    );
  });
});
