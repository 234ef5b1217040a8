import { describe, expect, it } from '@jest/globals';
import {
  DynamoDBClient,
  InternalServerError,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoDbOperationStore } from '../../../lambdas/adapters/dynamodb-operation-store.ts';
import { eventItem, keyOf, metaItem, operationFrom } from '../../../lambdas/adapters/dynamodb-items.ts';
import { AGENT } from '../../support/a-call.ts';
import { fixedClock } from '../../support/a-clock.ts';
import { anOperation, ID } from '../../support/an-operation.ts';

const SAID = { message: 'x', $metadata: {} };
const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({ ...SAID, CancellationReasons: codes.map((Code) => ({ Code })) });

function aStore() {
  const table = mockClient(DynamoDBDocumentClient);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
  return { table, store: new DynamoDbOperationStore(client, 'operations', fixedClock()) };
}

describe('DynamoDbOperationStore writes', () => {
  it('a new operation, its events and its key in one transaction, each only where nothing is', async () => {
    const { table, store } = aStore();
    table.on(TransactWriteCommand).resolves({});
    const { operation, events } = await anOperation.pendingWithoutCard();

    await store.create(operation, events, { agent: AGENT, key: 'k', envelope: 'e' });

    const key = {
      ...keyOf({ agent: AGENT, key: 'k', envelope: 'e' }),
      operationId: ID,
      envelope: 'e',
      ttl: 1_766_404_800 + 2_592_000,
    };
    const items = [
      metaItem(operation),
      ...events.map(eventItem),
      { ...key, ttl: Date.parse('2026-12-22T12:00:00Z') / 1000 },
    ];
    const put = (Item: object) => ({
      Put: { TableName: 'operations', Item, ConditionExpression: 'attribute_not_exists(pk)' },
    });
    expect(table.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input)).toEqual([
      { TransactItems: items.map(put) },
    ]);
  });

  it('a step on the condition that version, status and digest are still those that were read', async () => {
    const { table, store } = aStore();
    table.on(TransactWriteCommand).resolves({});
    const before = await anOperation.pending();
    const after = await anOperation.approved();

    await store.commit(before.operation, after.operation, after.events.slice(3));

    const [write] = table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(write).toEqual({
      Put: {
        TableName: 'operations',
        Item: metaItem(after.operation),
        ConditionExpression: '#version = :version AND #status = :status AND #digest = :digest',
        ExpressionAttributeNames: { '#version': 'version', '#status': 'status', '#digest': 'digest' },
        ExpressionAttributeValues: { ':version': 3, ':status': 'PENDING', ':digest': before.operation.digest },
      },
    });
  });

  it.each([
    ['a condition that failed', cancelled('ConditionalCheckFailed', 'None'), 'Conflict'],
    ['another write under way', cancelled('None', 'TransactionConflict'), 'Conflict'],
    ['a conflict outside a transaction', new TransactionConflictException(SAID), 'Conflict'],
    ['throttling', cancelled('ThrottlingError', 'None'), 'Unavailable'],
    ['too little throughput', cancelled('ProvisionedThroughputExceeded'), 'Unavailable'],
    ['a cancelled transaction without reasons', new TransactionCanceledException(SAID), 'Unavailable'],
    ['a failure of the service', new InternalServerError(SAID), 'Unavailable'],
    ['a broken connection', new Error('ECONNRESET'), 'Unavailable'],
  ])('tells %s', async (_name, error, name) => {
    const { table, store } = aStore();
    table.on(TransactWriteCommand).rejects(error);
    table.on(GetCommand).resolves({});
    const { operation, events } = await anOperation.pending();

    await expect(store.commit(operation, { ...operation, version: 4 }, events)).rejects.toMatchObject({
      name,
      cause: error,
    });
    await expect(store.create(operation, events)).rejects.toMatchObject({ name });
  });

  it('says nothing of the table’s own message', async () => {
    const { table, store } = aStore();
    table.on(TransactWriteCommand).rejects(new Error('item holds a-secret'));
    const { operation, events } = await anOperation.pending();

    await expect(store.create(operation, events)).rejects.toThrow(/^The operations table is not available$/);
  });
});

describe('DynamoDbOperationStore reads', () => {
  it('strongly, where anything is decided by it', async () => {
    const { table, store } = aStore();
    table.on(GetCommand).resolves({});
    table.on(QueryCommand).resolves({});

    await store.read(ID);
    await store.tokenOf(ID);
    await store.events(ID);

    const inputs = [...table.commandCalls(GetCommand), ...table.commandCalls(QueryCommand)].map(
      ({ args }) => args[0].input,
    );
    expect(inputs).toMatchObject([
      { TableName: 'operations', Key: { pk: ID, sk: 'META' }, ConsistentRead: true },
      { TableName: 'operations', Key: { pk: ID, sk: 'TOKEN' }, ConsistentRead: true },
      {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :evt)',
        ExpressionAttributeValues: { ':pk': ID, ':evt': 'EVT#' },
        ConsistentRead: true,
      },
    ]);
  });

  it('page after page', async () => {
    const { table, store } = aStore();
    table
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ pk: 'op_1' }], LastEvaluatedKey: { pk: 'op_1' } })
      .resolves({ Items: [{ pk: 'op_2' }] });

    expect(await store.overdue('PENDING', 'z')).toEqual(['op_1', 'op_2']);

    expect(table.commandCalls(QueryCommand).map(({ args }) => args[0].input.ExclusiveStartKey)).toEqual([
      undefined,
      { pk: 'op_1' },
    ]);
  });

  it.each([new ProvisionedThroughputExceededException(SAID), new Error('ECONNRESET')])(
    'or says that the table is not available: %s',
    async (error) => {
      const { table, store } = aStore();
      for (const command of [GetCommand, QueryCommand, PutCommand])
        table.on(command as typeof GetCommand).rejects(error);

      const asked = [
        () => store.read(ID),
        () => store.events(ID),
        () => store.tokenOf(ID),
        () => store.inSession(AGENT, 's'),
        () => store.overdue('PENDING', 'z'),
        () => store.keepToken(ID, 't'),
      ];
      for (const ask of asked) await expect(ask()).rejects.toMatchObject({ name: 'Unavailable', cause: error });
    },
  );
});

describe('an item that the gateway did not write', () => {
  it.each<readonly [string, object, RegExp]>([
    ['another version beside it', { version: 4 }, /attributes differ from its text/],
    ['another status beside it', { status: 'APPROVED' }, /attributes differ/],
    ['another digest beside it', { digest: 'f'.repeat(64) }, /attributes differ/],
    ['the text of another operation', { pk: 'op_other' }, /attributes differ/],
    ['a text that is no JSON', { operation: '{' }, /a text is not JSON/],
    ['no text', { operation: undefined }, /lacks attributes/],
    ['a version of another type', { version: '3' }, /lacks attributes/],
  ])('is refused: %s', async (...[, changes, why]) => {
    const { operation } = await anOperation.pending();

    expect(operationFrom(metaItem(operation))).toEqual(operation);
    expect(() => operationFrom({ ...metaItem(operation), ...changes })).toThrow(why);
  });

  it('stops the read by name', async () => {
    const { table, store } = aStore();
    const { operation } = await anOperation.pending();
    table.on(GetCommand).resolves({ Item: { ...metaItem(operation), status: 'APPROVED' } });
    table.on(QueryCommand).resolves({ Items: [{ pk: ID, sk: 'EVT#000001' }] });

    await expect(store.read(ID)).rejects.toMatchObject({ name: 'Corrupt' });
    await expect(store.events(ID)).rejects.toMatchObject({ name: 'Corrupt' });
  });
});
