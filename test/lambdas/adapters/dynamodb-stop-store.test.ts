import { describe, expect, it } from '@jest/globals';
import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoDbOperationStore } from '../../../lambdas/adapters/dynamodb-operation-store.ts';
import { DynamoDbStopStore } from '../../../lambdas/adapters/dynamodb-stop-store.ts';
import { transact } from '../../../lambdas/adapters/transact.ts';
import type { Operation } from '../../../lambdas/record/operation.ts';
import { nextOrder } from '../../../lambdas/record/stop.ts';
import { sha256 } from '../../../lambdas/runtime/sha256.ts';
import { AGENT } from '../../support/a-call.ts';
import { NOON } from '../../support/a-clock.ts';
import { anOperation, ID } from '../../support/an-operation.ts';

const said = { scope: AGENT, by: 'arn:aws:iam::111122223333:user/dana', at: NOON, reason: 'it loops' };
const stop = nextOrder(undefined, { type: 'stopped', ...said });
const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'x',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

function aTable() {
  const table = mockClient(DynamoDBDocumentClient);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }));
  const stops = new DynamoDbStopStore(client, 'operations');
  return { table, client, stops, operations: new DynamoDbOperationStore(client, 'operations') };
}

describe('DynamoDbStopStore', () => {
  it('writes the order, the stop and its sixteen copies in one transaction, the order only where none is', async () => {
    const { table, stops } = aTable();
    table.on(TransactWriteCommand).resolves({});

    await stops.give(stop);

    const [order, ...puts] = table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    expect(order).toEqual({
      Put: {
        TableName: 'operations',
        Item: { pk: 'orders', sk: '000001', order: JSON.stringify(stop) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    });
    const items = puts.map(({ Put }) => Put?.Item);
    expect(items.map((item) => item?.['pk'])).toEqual([
      'stops',
      ...[...'0123456789abcdef'].map((copy) => `stops#${copy}`),
    ]);
    for (const item of items) expect(item).toMatchObject({ sk: AGENT, stopped: JSON.stringify(said) });
  });

  it('holds a stop that cannot be read: whoever wrote it meant to stop', async () => {
    const { table, stops } = aTable();
    table.on(GetCommand).resolves({ Item: { pk: 'stops', sk: 'all', stopped: '{' } });

    expect(await stops.stopOf(AGENT)).toMatchObject({ scope: 'all', by: 'unknown' });
  });

  it('reads strongly, and says that the table is not available', async () => {
    const { table, stops } = aTable();
    table.on(GetCommand).resolves({});
    table.on(QueryCommand).resolves({});
    await stops.stopOf(AGENT);
    await stops.stops();
    const calls = [...table.commandCalls(GetCommand), ...table.commandCalls(QueryCommand)];
    for (const { args } of calls) expect(args[0].input).toMatchObject({ ConsistentRead: true });

    for (const command of [GetCommand, QueryCommand, TransactWriteCommand])
      table.on(command as typeof GetCommand).rejects(new Error('ECONNRESET'));
    const asked = [() => stops.stopOf(AGENT), () => stops.stops(), () => stops.lastOrder(), () => stops.give(stop)];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ name: 'Unavailable' });
  });
});

describe('a claim', () => {
  async function claiming() {
    const { operation } = await anOperation.allowed();
    const after = (await anOperation.executing()).operation as Operation;
    return { operation, after };
  }

  it("checks one copy of everybody's stop and one of its agent's in its own transaction", async () => {
    const { table, operations } = aTable();
    table.on(TransactWriteCommand).resolves({});
    const { operation, after } = await claiming();

    await operations.commit(operation, after, []);

    const writes = table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems ?? [];
    const pk = `stops#${sha256(ID).charAt(0)}`;
    const check = (sk: string) => ({
      ConditionCheck: {
        TableName: 'operations',
        Key: { pk, sk },
        ConditionExpression: 'attribute_not_exists(stopped)',
      },
    });
    expect(writes.slice(1)).toEqual([check('all'), check(AGENT)]);
  });

  it.each([
    ['a stop', cancelled('None', 'None', 'ConditionalCheckFailed'), 'Stopped'],
    ['both a stop and a lost race', cancelled('ConditionalCheckFailed', 'ConditionalCheckFailed', 'None'), 'Conflict'],
    ['a lost race', cancelled('ConditionalCheckFailed', 'None', 'None'), 'Conflict'],
  ])('refused by %s', async (_name, error, name) => {
    const { table, operations } = aTable();
    table.on(TransactWriteCommand).rejects(error);
    const { operation, after } = await claiming();

    await expect(operations.commit(operation, after, [])).rejects.toMatchObject({ name, cause: error });
  });

  it('is no other step: what ends an operation asks nobody', async () => {
    const { table, operations } = aTable();
    table.on(TransactWriteCommand).resolves({});
    const { operation } = await anOperation.pending();

    await operations.commit(operation, { ...operation, version: 4 }, []);

    expect(table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems).toHaveLength(1);
  });
});

describe('a transaction that meets another', () => {
  const meeting = cancelled('None', 'TransactionConflict');

  it('is tried again after a rest that grows, and then written', async () => {
    const { table, client } = aTable();
    const rests: number[] = [];
    const pause = { rest: async (milliseconds: number) => void rests.push(milliseconds) };
    table.on(TransactWriteCommand).rejectsOnce(meeting).rejectsOnce(meeting).resolves({});

    expect(await transact(client, [], { pause })).toEqual({ kind: 'written' });
    expect(rests).toHaveLength(2);
    expect(rests[0]).toBeLessThanOrEqual(20);
    expect(rests[1]).toBeLessThanOrEqual(40);
  });

  it('is given up after its tries, as refused without a failed condition', async () => {
    const { table, client } = aTable();
    table.on(TransactWriteCommand).rejects(meeting);
    const pause = { rest: async () => undefined };

    expect(await transact(client, [], { tries: 4, pause })).toEqual({ kind: 'refused', failed: [], cause: meeting });
    expect(table.commandCalls(TransactWriteCommand)).toHaveLength(4);
  });

  it('is not tried again when a condition failed too', async () => {
    const { table, client } = aTable();
    table.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed', 'TransactionConflict'));

    expect(await transact(client, [])).toMatchObject({ kind: 'refused', failed: [0] });
    expect(table.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });
});
