import { GetObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationView } from '../../lib/agent/operation-view.ts';
import { CUSTOMERS, SENSITIVE_VALUES } from '../../lib/local/seed/customers.ts';
import { BUCKET, QUEUE, SECRET, TABLE } from '../../lib/local/seed/seed.ts';
import { archiveText, logText, tableText } from './kept-texts.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const agent = gateway.agent();
const session = { id: `leaks-${process.pid}-${Date.now()}`, prompt: 'Read everything there is' };
const NEW_PASSWORD = 'c0rrect-h0rse-battery-9';

interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

const queueUrl = `https://sqs.us-east-1.amazonaws.com/000000000000/${QUEUE}`;

/** Every way in which the seeded values can come back, and one in which a secret goes in. */
const READS: readonly Asked[] = [
  { service: 'dynamodb', operation: 'Scan', input: { TableName: TABLE, Limit: 100 } },
  ...CUSTOMERS.map(({ customerId }) => ({
    service: 'dynamodb',
    operation: 'GetItem',
    input: { TableName: TABLE, Key: { customerId: { S: customerId } } },
  })),
  { service: 's3', operation: 'GetObject', input: { Bucket: BUCKET, Key: 'customers.csv' } },
  { service: 's3', operation: 'GetObject', input: { Bucket: BUCKET, Key: 'config/export.env' } },
  ...['0042', '0043', '0044'].map((number) => ({
    service: 's3',
    operation: 'GetObject',
    input: { Bucket: BUCKET, Key: `2026/10/${number}.json` },
  })),
  { service: 'sqs', operation: 'ReceiveMessage', input: { QueueUrl: queueUrl, MaxNumberOfMessages: 1 } },
  { service: 'secretsmanager', operation: 'GetSecretValue', input: { SecretId: SECRET } },
  { service: 'secretsmanager', operation: 'PutSecretValue', input: { SecretId: SECRET, SecretString: NEW_PASSWORD } },
  // an error message of AWS that quotes the input: the value must not come back this way either
  {
    service: 'dynamodb',
    operation: 'GetItem',
    input: { TableName: TABLE, Key: { [CUSTOMERS[0]!.email]: { S: CUSTOMERS[0]!.email } } },
  },
];

async function ask({ service, operation, input }: Asked): Promise<OperationView> {
  const asked = await agent.submit({
    service,
    operation,
    input: input as never,
    reason: 'A test reads everything',
    session,
  });
  if (!asked.terminal) await gateway.reviewers.approve(asked.id, 'U0GRACE');
  return agent.wait(asked.id, { timeoutSeconds: 40 });
}

const answers: OperationView[] = [];

beforeAll(async () => {
  for (const read of READS) answers.push(await ask(read));
  for (const { id } of answers) await gateway.archive.receiptOf(id);
}, 180_000);

async function workflowTexts(): Promise<string> {
  const waited = answers.filter(({ decision }) => decision.verdict === 'ask');
  return (await Promise.all(waited.map(({ id }) => gateway.workflowText(id)))).join('\n');
}

describe('the unmasked values of the account', () => {
  it('were really read: each read ended as it should, and left something masked', () => {
    const ended = answers.map(({ status }) => status);
    expect(ended.filter((status) => status !== 'SUCCEEDED')).toEqual(['FAILED']);
    const masked = answers.filter((answer) => JSON.stringify(answer).includes('[masked:'));
    expect(masked.length).toBeGreaterThanOrEqual(answers.length - 2);
  });

  it.each<[string, () => Promise<string> | string, string]>([
    ['the answers to the agent', () => JSON.stringify(answers), session.id],
    ['the operations table', () => tableText(gateway), session.id],
    ['the archive', () => archiveText(gateway), session.id],
    ['the logs', () => logText(gateway), 'START RequestId'],
    ['the Slack messages', async () => JSON.stringify(await gateway.reviewers.messages()), SECRET],
    ["the workflows' input, output and history", workflowTexts, 'APPROVED'],
  ])('appear nowhere in %s', async (_, read, proofOfReading) => {
    const text = await read();

    expect(text).toContain(proofOfReading);
    for (const value of [...SENSITIVE_VALUES, NEW_PASSWORD]) {
      expect({ value, found: text.includes(value) }).toEqual({ value, found: false });
    }
  });

  it('stay in their place: the account itself still holds them', async () => {
    const { Body } = await gateway.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'customers.csv' }));

    expect(await Body?.transformToString()).toContain(CUSTOMERS[0]!.email);
  });

  it('and what the workflow keeps has neither an input, a result nor a reason', async () => {
    const text = await workflowTexts();

    for (const content of [SECRET, 'A test reads everything', 'Read everything', BUCKET])
      expect(text).not.toContain(content);
  });
});
