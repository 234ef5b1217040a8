import { describe, expect, it } from '@jest/globals';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoDbBudgetStore } from '../../../lambdas/adapters/dynamodb-budget-store.ts';
import { AGENT } from '../../support/a-call.ts';

const counter = { scope: 'agent', name: AGENT, day: '2026-11-22' } as const;
const Key = { pk: `budget#agent#${AGENT}`, sk: '2026-11-22' };
const costly = { operations: 1, costBearing: 1, denied: 0 } as const;
const limits = { operations: 100, costBearing: 10 };

function aStore() {
  const table = mockClient(DynamoDBDocumentClient);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
  return { table, store: new DynamoDbBudgetStore(client, 'operations') };
}

describe('DynamoDbBudgetStore', () => {
  it('takes by one conditional update, kept until a week after its day', async () => {
    const { table, store } = aStore();
    table.on(UpdateCommand).resolves({});

    expect(await store.take(counter, costly, limits)).toBe(true);

    expect(table.commandCalls(UpdateCommand).map(({ args }) => args[0].input)).toEqual([
      {
        TableName: 'operations',
        Key,
        UpdateExpression: 'SET #ttl = :ttl ADD operations :operations, costBearing :costBearing, deniedInARow :denied',
        ConditionExpression:
          '(attribute_not_exists(operations) OR operations < :operationsLimit) AND ' +
          '(attribute_not_exists(costBearing) OR costBearing < :costBearingLimit)',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':ttl': Date.parse('2026-11-30T00:00:00Z') / 1000,
          ':operations': 1,
          ':costBearing': 1,
          ':denied': 0,
          ':operationsLimit': 100,
          ':costBearingLimit': 10,
        },
      },
    ]);
  });

  it('tells a used budget from a table that does not answer', async () => {
    const { table, store } = aStore();
    table.on(UpdateCommand).rejectsOnce(new ConditionalCheckFailedException({ message: 'x', $metadata: {} }));
    expect(await store.take(counter, costly, limits)).toBe(false);

    table.on(UpdateCommand).rejects(new Error('ECONNRESET'));
    table.on(GetCommand).rejects(new Error('ECONNRESET'));
    const asked = [
      () => store.take(counter, costly, limits),
      () => store.giveBack(counter, costly),
      () => store.refuse(counter),
      () => store.endDenials(counter),
      () => store.used(counter),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('refuses counts that are no numbers', async () => {
    const { table, store } = aStore();
    table.on(GetCommand).resolves({ Item: { ...Key, operations: 'many' } });

    await expect(store.used(counter)).rejects.toMatchObject({ name: 'Corrupt' });
    expect(table.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ Key, ConsistentRead: true });
  });
});
