import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { tableClient } from '../../../lambdas/adapters/aws-clients.ts';
import { DynamoDbPolicyPointers, PointerMoved } from '../../../lambdas/adapters/dynamodb-policy-pointers.ts';
import type { PolicyPointer } from '../../../lambdas/decide/policies-in-force.ts';

const NEXT: PolicyPointer = {
  version: 2,
  policySet: 'a'.repeat(64),
  replaces: 'b'.repeat(64),
  previous: 'c'.repeat(64),
  action: 'publish',
  at: '2026-11-22T12:00:00.000Z',
  by: 'arn:aws:iam::111122223333:user/ines',
  why: 'Freeze',
};

function aTable() {
  const mock = mockClient(DynamoDBDocumentClient);
  return { mock, pointers: new DynamoDbPolicyPointers(tableClient({ region: 'eu-west-1' }), 'table') };
}

describe('the pointer in the table', () => {
  it('is read strongly consistent', async () => {
    const { mock, pointers } = aTable();
    mock.on(GetCommand).resolves({ Item: { pk: 'policies', sk: 'CURRENT', pointer: JSON.stringify(NEXT) } });

    expect(await pointers.current()).toEqual(NEXT);
    expect(mock.commandCalls(GetCommand)[0]?.args[0].input).toEqual({
      TableName: 'table',
      Key: { pk: 'policies', sk: 'CURRENT' },
      ConsistentRead: true,
    });
  });

  it.each([
    ['is no JSON', { pointer: '{' }],
    ['is missing', {}],
    ['names no hash', { pointer: JSON.stringify({ ...NEXT, policySet: '../secrets' }) }],
  ])('that %s is no pointer, rather than none', async (_, attributes) => {
    const { mock, pointers } = aTable();
    mock.on(GetCommand).resolves({ Item: { pk: 'policies', sk: 'CURRENT', ...attributes } });

    await expect(pointers.current()).rejects.toThrow();
  });

  it('moves together with its history, on the condition that it is where it was', async () => {
    const { mock, pointers } = aTable();
    mock.on(TransactWriteCommand).resolves({});

    await pointers.move(NEXT);
    await pointers.move({ ...NEXT, version: 1 });

    const item = { pk: 'policies', version: 2, pointer: JSON.stringify(NEXT) };
    const [second, first] = mock.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input.TransactItems);
    expect(second).toEqual([
      {
        Put: {
          TableName: 'table',
          Item: { ...item, sk: 'CURRENT' },
          ConditionExpression: '#version = :before',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':before': 1 },
        },
      },
      {
        Put: {
          TableName: 'table',
          Item: { ...item, sk: 'MOVE#000002' },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ]);
    expect(first?.[0]?.Put?.ConditionExpression).toBe('attribute_not_exists(pk)');
  });

  it.each([
    ['ConditionalCheckFailed', PointerMoved],
    ['TransactionConflict', PointerMoved],
    ['ThrottlingError', TransactionCanceledException],
  ])('says of a transaction cancelled by %s what it means', async (Code, error) => {
    const { mock, pointers } = aTable();
    mock
      .on(TransactWriteCommand)
      .rejects(
        new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: [{ Code }] }),
      );

    await expect(pointers.move(NEXT)).rejects.toThrow(error);
  });

  it('has a history that is read to its end', async () => {
    const { mock, pointers } = aTable();
    const page = (version: number) => [{ pointer: JSON.stringify({ ...NEXT, version }) }];
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: page(1), LastEvaluatedKey: { pk: 'policies', sk: 'MOVE#000001' } })
      .resolvesOnce({ Items: page(2) });

    expect((await pointers.history()).map(({ version }) => version)).toEqual([1, 2]);
  });
});
