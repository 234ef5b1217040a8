import { beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as rest } from 'node:timers/promises';
import { tableClient } from '../../lambdas/adapters/aws-clients.ts';
import { DynamoDbBudgetStore } from '../../lambdas/adapters/dynamodb-budget-store.ts';
import { parseDirectory } from '../../lambdas/decide/directory.ts';
import { AGENT, anEnvelope, aRead } from '../support/a-call.ts';
import { aGateway } from '../support/a-gateway.ts';
import { describeBudgetStore } from '../lambdas/record/budget-store.contract.ts';
import { describeStopStore } from '../lambdas/record/stop-store.contract.ts';
import { aTable, type Tabled } from './a-table.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
/** Everything at once really is at once. */
const settings = { ...gateway.settings, requestHandler: { httpAgent: { maxSockets: 600 } } };
const name = (what: string) => `${what}-${process.pid}-${Date.now()}`;

let tables = 0;
describeStopStore('DynamoDbStopStore on the engine', async () => {
  const { store, stops } = await aTable(settings, name(`stops-${(tables += 1)}`));
  return { stops, operations: store };
});

const budgets = new DynamoDbBudgetStore(tableClient(settings), gateway.output('TableName'));
describeBudgetStore('DynamoDbBudgetStore on the engine', async () => budgets);

describe("the real stages over the engine's DynamoDB", () => {
  let tabled: Tabled;
  let table: string;
  beforeAll(async () => {
    table = name('stages');
    tabled = await aTable(settings, table);
  });

  it('500 submissions at once against a budget of 100: exactly 100 run', async () => {
    const directory = parseDirectory(
      JSON.stringify({
        agents: { [AGENT]: { team: 'finance', owners: ['U0FINANCE1'], budgets: { operationsPerDay: 100 } } },
        approvers: {},
      }),
    );
    const counted = new DynamoDbBudgetStore(tableClient(settings), table);
    const gateway = aGateway({ ...tabled, budgets: counted, directory });
    const body = JSON.stringify(anEnvelope(aRead()));

    const answers = await Promise.all(
      Array.from({ length: 500 }, () => gateway.ask({ route: 'POST /operations', body })),
    );

    const statuses = Map.groupBy(answers, ({ statusCode }) => statusCode);
    expect([...statuses].map(([status, { length }]) => [status, length]).sort()).toEqual([
      [200, 100],
      [429, 400],
    ]);
    expect(gateway.aws.sent).toHaveLength(100);
  }, 120_000);

  it('20 agents at once: after the stop has returned nothing is claimed, and what waits ends closed', async () => {
    const lane = await aTable(settings, name('agents'));
    const gateway = aGateway({ ...lane });
    const post = (envelope = anEnvelope(aRead())) =>
      gateway.ask({ route: 'POST /operations', body: JSON.stringify(envelope) });
    const pending = await Promise.all(Array.from({ length: 10 }, () => gateway.post(anEnvelope())));
    for (const one of pending.slice(0, 5)) await gateway.approve(one);
    let going = true;
    const agents = Array.from({ length: 20 }, async () => {
      while (going) await post();
    });
    while (gateway.aws.issued.length < 60) await rest(5);

    await gateway.stop('all');
    const running = (await lane.store.overdue('EXECUTING', '9999')).length;
    const started = gateway.aws.issued.length;
    await gateway.workflow.settle();
    await rest(500);
    going = false;
    await Promise.all(agents);
    await gateway.sweep();
    await gateway.workflow.settle();

    expect(gateway.aws.issued.length).toBeLessThanOrEqual(started + running);
    for (const { id } of pending) expect(await gateway.read(id)).toMatchObject({ status: 'CANCELLED' });
    expect((await post()).statusCode).toBe(403);
  }, 120_000);
});
