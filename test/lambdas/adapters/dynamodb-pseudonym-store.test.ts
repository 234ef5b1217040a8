import { describe, expect, it } from '@jest/globals';
import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoDbPseudonymStore } from '../../../lambdas/adapters/dynamodb-pseudonym-store.ts';
import { Corrupt, Unavailable } from '../../../lambdas/runtime/errors.ts';

const session = { agent: 'arn:aws:iam::111122223333:role/invoice-agent', session: 'run-1' };
const shown = {
  token: '<email:7f3a91c2d04e>',
  operation: 'op_1',
  path: '$.a',
  until: 1_900_000_000,
  mac: 'ff',
  sealed: 'x',
};

function aStore() {
  const table = mockClient(DynamoDBDocumentClient);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
  return { table, store: new DynamoDbPseudonymStore(client, 'operations') };
}

describe('DynamoDbPseudonymStore', () => {
  it('writes an item that DynamoDB deletes by its time, unless another value has the token', async () => {
    const { table, store } = aStore();
    table.on(TransactWriteCommand).resolves({});

    await store.keep(session, [shown]);

    expect(table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems).toEqual([
      {
        Put: {
          TableName: 'operations',
          Item: {
            pk: 'pseudonyms#arn:aws:iam::111122223333:role/invoice-agent#run-1',
            sk: shown.token,
            operation: 'op_1',
            path: '$.a',
            mac: 'ff',
            sealed: 'x',
            ttl: 1_900_000_000,
          },
          ConditionExpression: 'attribute_not_exists(pk) OR mac = :mac',
          ExpressionAttributeValues: { ':mac': 'ff' },
        },
      },
    ]);
  });

  it('is unavailable when the table is, and when others stay in the way', async () => {
    const { table, store } = aStore();
    table.on(TransactWriteCommand).rejects(new Error('down'));
    table.on(GetCommand).rejects(new Error('down'));

    await expect(store.keep(session, [shown])).rejects.toThrow(Unavailable);
    await expect(store.find(session, [shown.token])).rejects.toThrow(Unavailable);

    const CancellationReasons = [{ Code: 'TransactionConflict' }];
    table.on(TransactWriteCommand).rejects(new TransactionCanceledException({ message: 'x', $metadata: {}, CancellationReasons }));
    await expect(store.keep(session, [shown])).rejects.toThrow(Unavailable);
  }); // prettier-ignore

  it('does not take an item that lacks something for a pseudonym', async () => {
    const { table, store } = aStore();
    table.on(GetCommand).resolves({ Item: { pk: 'p', sk: shown.token, sealed: 'x' } });

    await expect(store.find(session, [shown.token])).rejects.toThrow(Corrupt);
  });
});
