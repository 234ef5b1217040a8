import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationView } from '../../lib/agent/operation-view.ts';
import type { Envelope } from '../../lambdas/submit/envelope.ts';
import { GatewayProblem } from '../../lib/agent/problems.ts';
import { BUCKET } from '../../lib/local/seed/seed.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const agent = gateway.agent('report-agent'); // its day is not that of the other tests
const KEY = `guardrails/${process.pid}-${Date.now()}.csv`;
const MARK = `never-shown-${process.pid}-${Date.now()}`;
const CUSTOMERS = 150; // the default policies let 100 personal values out at once

let withheld: OperationView;

/** The envelope in the notice, with a reason. */
function release(operation: OperationView) {
  const { result } = operation as Extract<OperationView, { status: 'SUCCEEDED' }>;
  const notice = result as unknown as { release: Pick<Envelope, 'service' | 'operation' | 'input'> };
  return { ...notice.release, reason: 'The report needs all' };
}
const closed = (id: string) => agent.wait(id, { timeoutSeconds: 60 });

beforeAll(async () => {
  const lines = Array.from({ length: CUSTOMERS }, (_, at) => `${MARK}-${at},customer${at}@example.com`);
  await gateway.putObject(KEY, ['id,mail', ...lines].join('\n'));
  withheld = await agent.call({
    service: 's3',
    operation: 'GetObject',
    input: { Bucket: BUCKET, Key: KEY },
    reason: 'Read the customers',
  });
  await gateway.archive.receiptOf(withheld.id);
}, 120_000);

async function itemsOf(table: string): Promise<string> {
  const { Items } = await gateway.table.send(new ScanCommand({ TableName: gateway.output(table) }));
  return JSON.stringify(Items);
}

async function logText(): Promise<string> {
  const logs = new CloudWatchLogsClient(gateway.settings);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const texts = logGroups.map(async ({ logGroupName }) => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.map(({ message }) => message).join('\n');
  });
  return (await Promise.all(texts)).join('\n');
}

async function everywhere(id: string): Promise<Readonly<Record<string, string>>> {
  return {
    'the API': JSON.stringify(await agent.get(id)),
    'the operations table': await itemsOf('TableName'),
    'the archive': (await gateway.archive.receiptOf(id)).text,
    'the logs': await logText(),
    Slack: JSON.stringify(await gateway.reviewers.messages()),
  };
}

async function expectNowhere(id: string): Promise<void> {
  for (const [where, text] of Object.entries(await everywhere(id)))
    expect({ where, found: text.includes(MARK) }).toEqual({ where, found: false });
}

describe('an answer above a limit, in the deployed gateway', () => {
  it('is withheld, with the counts and the way to get it', () => {
    expect(withheld).toMatchObject({
      status: 'SUCCEEDED',
      result: {
        ...{ limit: 'maxPersonal', measured: CUSTOMERS, allowed: 100 },
        release: { input: { OperationId: withheld.id } },
      },
    });
  });

  it('is in the results table, masked, and nowhere else', async () => {
    const kept = await itemsOf('ResultsTableName');

    expect(kept).toContain(`${MARK}-0,[masked:email]`);
    expect(kept).not.toContain('customer0@example.com');
    await expectNowhere(withheld.id);
  });

  it('is nothing that another agent could ask for', async () => {
    const other = gateway.agent('invoice-agent').submit(release(withheld));

    await expect(other).rejects.toBeInstanceOf(GatewayProblem);
    await expect(other).rejects.toThrow(/is no operation of yours/);
  });

  it('stays where it is when a reviewer rejects its release', async () => {
    const { id } = await agent.submit(release(withheld));
    await gateway.reviewers.reject(id, 'U0GRACE', 'Count them in the database');

    expect(await closed(id)).toMatchObject({ status: 'REJECTED', because: 'Count them in the database' });
    await expectNowhere(id);
  });

  it('goes out once a reviewer approves its release, without a call, and is forgotten then', async () => {
    const { id, status } = await agent.submit(release(withheld));
    expect(status).toBe('PENDING');
    expect(JSON.stringify(await gateway.reviewers.cardOf(id))).toContain(KEY);
    await gateway.reviewers.approve(id, 'U0GRACE');

    const operation = await closed(id);

    expect(operation).toMatchObject({ status: 'SUCCEEDED', masking: { byType: { email: CUSTOMERS } } });
    expect(JSON.stringify(operation)).toContain(`${MARK}-149,[masked:email]`);
    expect(await gateway.archive.receiptOf(id)).toMatchObject({ status: 'SUCCEEDED', whole: true });
    expect(await itemsOf('ResultsTableName')).not.toContain(MARK);
    await gateway.reviewers.replyTo(id, 'SUCCEEDED: the withheld answer was handed out');
  });

  it('goes out once: a second approved release fails', async () => {
    const { id } = await agent.submit(release(withheld));
    await gateway.reviewers.approve(id, 'U0GRACE');

    expect(await closed(id)).toMatchObject({ status: 'FAILED', error: { code: 'ResultGone' } });
  });
});
