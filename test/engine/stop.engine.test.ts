import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from '@jest/globals';
import { setTimeout as rest } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { OperatorClient } from '../../lib/agent/operator.ts';
import { AgentStopped } from '../../lib/agent/problems.ts';
import { TABLE } from '../../lib/local/seed/seed.ts';
import { aDeletion, runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const { connection } = gateway;
/** Nothing else in these tests asks as this agent. */
const agent = gateway.agent('report-agent');
const { arn } = connection.agents['report-agent']!;
const operator = new OperatorClient({ ...connection, credentials: connection.operator });

afterAll(async () => {
  for (const { scope } of await operator.stops()) await operator.resume({ agent: scope }, 'the test is over');
});

const aScan = {
  service: 'dynamodb',
  operation: 'Scan',
  input: { TableName: TABLE, Limit: 100 },
  reason: 'A test scans this',
};

describe('countersign stop, on the deployed gateway', () => {
  it('is for operators: an agent that signs for it is refused by IAM', async () => {
    const asAgent = new OperatorClient({ ...connection, credentials: connection.agents['report-agent']! });

    await expect(asAgent.stop({ all: true }, 'I stop the others')).rejects.toMatchObject({ name: 'NotAuthorised' });
    await expect(asAgent.stops()).rejects.toMatchObject({ name: 'NotAuthorised' });
  });

  it('keeps an agent from asking, closes what waits and what is approved, and leaves the other agent alone', async () => {
    const [pending, approved] = [await agent.submit(aDeletion()), await agent.submit(aDeletion())];
    await gateway.approveInTable(approved.id, 'U0GRACE');
    await gateway.reviewers.cardOf(pending.id);

    const { stop, closing } = await operator.stop({ agent: 'report-agent' }, 'it went astray');

    expect({ ...stop, closing }).toMatchObject({ scope: arn, by: connection.operator.arn, closing: true });
    await expect(agent.submit(aScan)).rejects.toBeInstanceOf(AgentStopped);
    expect(await gateway.invoke('execute', { operationId: approved.id })).toMatchObject({ status: 'CANCELLED' });
    for (const { id } of [pending, approved]) {
      const closed = await agent.wait(id, { timeoutSeconds: 30 });
      expect(closed).toMatchObject({ status: 'CANCELLED', because: expect.stringMatching(/operator.*it went astray/) });
    }
    await gateway.reviewers.replyTo(pending.id, 'CANCELLED');
    expect((await gateway.agent().call(aScan)).status).toBe('SUCCEEDED');
  });

  it('lists what is stopped, and lets it go on by another order', async () => {
    expect(await operator.stops()).toMatchObject([{ scope: arn, reason: 'it went astray' }]);

    expect((await operator.resume({ agent: arn }, 'mended')).remaining).toEqual([]);

    expect((await agent.call(aScan)).status).toBe('SUCCEEDED');
  });

  it('leaves each order in the archive, chained', async () => {
    const orders = await archivedOrders(2);

    expect(orders.map(({ order }) => [order.seq, order.type, order.by])).toEqual([
      [1, 'stopped', connection.operator.arn],
      [2, 'resumed', connection.operator.arn],
    ]);
    expect(orders[1]?.order.previous).toBe(orders[0]?.hash);
  });
});

interface Filed {
  readonly order: {
    readonly seq: number;
    readonly type: string;
    readonly by: string;
    readonly previous: string | null;
  };
  readonly hash: string;
}

/** The archived orders, once there are so many: the stream brings them moments after they are given. */
async function archivedOrders(count: number): Promise<readonly Filed[]> {
  const Bucket = gateway.output('ArchiveBucketName');
  const listing = new ListObjectsV2Command({ Bucket, Prefix: 'raw/orders/' });
  for (const until = Date.now() + 30_000; Date.now() < until; await rest(200)) {
    const { Contents = [] } = await gateway.s3.send(listing);
    if (Contents.length >= count) return Promise.all(Contents.map(({ Key }) => filed(Bucket, Key ?? '')));
  }
  throw new Error(`Fewer than ${count} orders came into the archive within 30 s`);
}

async function filed(Bucket: string, Key: string): Promise<Filed> {
  const { Body } = await gateway.s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse(gunzipSync((await Body?.transformToByteArray()) ?? '').toString()) as Filed;
}
