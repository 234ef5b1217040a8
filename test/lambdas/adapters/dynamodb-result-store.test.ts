import { describe, expect, it } from '@jest/globals';
import { ConditionalCheckFailedException, DynamoDBClient, InternalServerError } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoDbResultStore } from '../../../lambdas/adapters/dynamodb-result-store.ts';
import { newTally, reportOf } from '../../../lambdas/mask/report.ts';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import { AGENT } from '../../support/a-call.ts';
import { ID } from '../../support/an-operation.ts';

const SAID = { message: 'x', $metadata: {} };
const today = { agent: AGENT, day: '2026-11-22' };
const answer = { rows: 3, bytes: 200, personal: 1 };
const masking = reportOf(newTally());
const kept = { operationId: ID, agent: AGENT, until: '2026-11-29T12:00:00.000Z', salt: 'ab', result: {}, masking };

function aStore() {
  const table = mockClient(DynamoDBDocumentClient);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
  return { table, store: new DynamoDbResultStore(client, 'results') };
}

describe('DynamoDbResultStore', () => {
  it('keeps an answer as one text that the table forgets after its time', async () => {
    const { table, store } = aStore();
    table.on(PutCommand).resolves({});

    await store.keep(kept);

    expect(table.commandCalls(PutCommand)[0]?.args[0].input).toEqual({
      TableName: 'results',
      Item: { pk: ID, sk: 'RESULT', kept: JSON.stringify(kept), ttl: Date.parse('2026-11-29T12:00:00Z') / 1000 },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  it('takes by deleting, so that the table itself decides who gets it', async () => {
    const { table, store } = aStore();
    table
      .on(DeleteCommand)
      .resolvesOnce({ Attributes: { kept: JSON.stringify(kept) } })
      .resolves({});

    expect(await store.take(ID)).toEqual(kept);
    expect(await store.take(ID)).toBeUndefined();

    expect(table.commandCalls(DeleteCommand)[0]?.args[0].input).toEqual({
      TableName: 'results',
      Key: { pk: ID, sk: 'RESULT' },
      ReturnValues: 'ALL_OLD',
    });
  });

  it('counts in one update, on the condition that there is room for each limited count', async () => {
    const { table, store } = aStore();
    table.on(UpdateCommand).resolves({});

    await store.count(today, answer, { maxRowsPerDay: 10, maxPersonalPerDay: 5, maxRows: 1 });

    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input).toEqual({
      TableName: 'results',
      Key: { pk: AGENT, sk: 'DAY#2026-11-22' },
      UpdateExpression: 'ADD #rows :rows, #bytes :bytes, #personal :personal SET #ttl = :ttl',
      ConditionExpression:
        '(attribute_not_exists(#rows) OR #rows <= :room_rows) AND ' +
        '(attribute_not_exists(#personal) OR #personal <= :room_personal)',
      ExpressionAttributeNames: { '#rows': 'rows', '#bytes': 'bytes', '#personal': 'personal', '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ...{ ':rows': 3, ':bytes': 200, ':personal': 1, ':room_rows': 7, ':room_personal': 4 },
        ':ttl': Date.parse('2026-11-25T00:00:00Z') / 1000,
      },
    });
  });

  it('counts without any condition when nothing is limited', async () => {
    const { table, store } = aStore();
    table.on(UpdateCommand).resolves({});

    await store.count(today, answer, {});

    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input).not.toHaveProperty('ConditionExpression');
  });

  it('reads which limit it was when the condition failed', async () => {
    const { table, store } = aStore();
    table.on(UpdateCommand).rejects(new ConditionalCheckFailedException(SAID));
    table.on(GetCommand).resolves({ Item: { rows: 8, bytes: 1, personal: 0 } });

    expect(await store.count(today, answer, { maxRowsPerDay: 10 })).toEqual({
      kind: 'over',
      excess: { limit: 'maxRowsPerDay', measured: 11, allowed: 10 },
    });
    expect(table.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  it('is unavailable, and counts nothing in, when the table and the reason do not agree', async () => {
    const { table, store } = aStore();
    table.on(UpdateCommand).rejects(new ConditionalCheckFailedException(SAID));
    table.on(GetCommand).resolves({});

    await expect(store.count(today, answer, { maxRowsPerDay: 10 })).rejects.toBeInstanceOf(Unavailable);
  });

  it('is unavailable when the table does not answer', async () => {
    const { table, store } = aStore();
    table.onAnyCommand().rejects(new InternalServerError(SAID));

    await expect(store.keep(kept)).rejects.toBeInstanceOf(Unavailable);
    await expect(store.take(ID)).rejects.toBeInstanceOf(Unavailable);
    await expect(store.count(today, answer, {})).rejects.toBeInstanceOf(Unavailable);
  });
});
