import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationView } from '../../lib/agent/operation-view.ts';
import { BUCKET } from '../../lib/local/seed/seed.ts';
import { archiveText, logText, tableText } from './kept-texts.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const agent = gateway.agent();
const run = `${process.pid}-${Date.now()}`;
const session = { id: `pseudonyms-${run}` };
const TableName = `people-${run}`;
const Key = `test/pseudonyms-${run}.json`;
const EMAIL = `roos.vermeulen.${run}@example.org`;
const OTHER_EMAIL = `piet.${run}@example.org`;
const people = DynamoDBDocumentClient.from(new DynamoDBClient(gateway.settings));
const sqs = new SQSClient(gateway.settings);
let QueueUrl: string | undefined;

const said: unknown[] = [];
type Asked = readonly [service: string, operation: string, input: object];

function ask([service, operation, input]: Asked, { session: own = session, by = agent } = {}) {
  return by.submit({ service, operation, input: input as never, reason: 'A test joins people', session: own });
}

/** Asks, lets a reviewer approve where one is asked, and waits for the end. */
async function done(asked: Asked, more: { session?: { id: string } } = {}): Promise<OperationView> {
  const posted = await ask(asked, more);
  if (!posted.terminal) await gateway.reviewers.approve(posted.id, 'U0GRACE');
  const ended = await agent.wait(posted.id, { timeoutSeconds: 40 });
  said.push(posted, ended);
  return ended;
}

const textOf = (operation: OperationView) => JSON.stringify('result' in operation ? operation.result : operation);
const tokensOf = (operation: OperationView) => textOf(operation).match(/<email:[0-9a-f]{12}>/g) ?? [];
const readPerson: Asked = ['dynamodb', 'GetItem', { TableName, Key: { id: { S: 'p-1' } } }];

beforeAll(async () => {
  await people.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await people.send(new PutCommand({ TableName, Item: { id: 'p-1', email: EMAIL, backup: OTHER_EMAIL } }));
  await gateway.putObject(Key, JSON.stringify({ order: 7, contact: EMAIL }));
  ({ QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `pseudonyms-${run}` })));
});

describe('pseudonyms on the deployed gateway', () => {
  let read: OperationView;
  let token: string;
  let readAgain: OperationView;

  beforeAll(async () => {
    read = await done(readPerson);
    readAgain = await done(['s3', 'GetObject', { Bucket: BUCKET, Key }]);
    token = tokensOf(readAgain)[0] ?? '';
  });

  it('stand for the same value wherever the session reads it, and for another value differ', async () => {
    const { Item } = (read as unknown as { result: { Item: Record<string, { S: string }> } }).result;

    expect(token).toMatch(/^<email:[0-9a-f]{12}>$/);
    expect(Item['email']?.S).toBe(token);
    expect(Item['backup']?.S).toMatch(/^<email:[0-9a-f]{12}>$/);
    expect(Item['backup']?.S).not.toBe(token);
    expect(tokensOf(readAgain)).toEqual([token]);
  });

  it('are others in another session, and none without one', async () => {
    const elsewhere = await done(readPerson, { session: { id: `${session.id}-other` } });
    const alone = await agent.call({
      service: 'dynamodb',
      operation: 'GetItem',
      input: readPerson[2] as never,
      reason: 'x',
    });
    said.push(alone);

    expect(tokensOf(elsewhere)).toHaveLength(2);
    expect(tokensOf(elsewhere)).not.toContain(token);
    expect(textOf(alone)).toContain('[masked:email]');
  });

  it.each([
    ['another session', { session: { id: `${session.id}-other` } }],
    ['another agent, whose session has the same name', { by: gateway.agent('report-agent') }],
  ])('are not taken from %s', async (_whom, whose) => {
    await expect(ask(['sqs', 'SendMessage', { QueueUrl, MessageBody: token }], whose)).rejects.toMatchObject({
      problem: { status: 422, errors: [{ pointer: '/input/MessageBody', detail: expect.stringContaining(token) }] },
    });
  });

  it('go back into an input once a reviewer has seen their type and origin: the real value arrives', async () => {
    const posted = await ask(['sqs', 'SendMessage', { QueueUrl, MessageBody: `to ${token}: your order` }]);
    expect(posted.status).toBe('PENDING');
    await gateway.reviewers.approve(posted.id, 'U0GRACE');
    const ended = await agent.wait(posted.id, { timeoutSeconds: 40 });
    said.push(posted, ended);

    expect(ended.status).toBe('SUCCEEDED');
    const card = JSON.stringify((await gateway.reviewers.messages()).find((message) => JSON.stringify(message).includes(posted.id)));
    expect(card).toContain(`${token}: email, from ${readAgain.id} $.Body`);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
    expect(Messages?.map(({ Body }) => Body)).toEqual([`to ${EMAIL}: your order`]);
  }); // prettier-ignore

  it('are written as attributes, and read again as themselves', async () => {
    const item = { id: { S: 'p-2' }, email: { S: token } };
    const written = await done(['dynamodb', 'PutItem', { TableName, Item: item }]);
    const again = await done(['dynamodb', 'GetItem', { TableName, Key: { id: { S: 'p-2' } } }]);

    expect(written.status).toBe('SUCCEEDED');
    expect((await people.send(new GetCommand({ TableName, Key: { id: 'p-2' } }))).Item).toEqual({ id: 'p-2', email: EMAIL });
    expect(tokensOf(again)).toEqual([token]);
  }); // prettier-ignore

  it('are refused where they decide what the call reaches', async () => {
    await expect(
      ask(['s3', 'PutObject', { Bucket: BUCKET, Key: `mail/${token}`, Body: 'eA==' }]),
    ).rejects.toMatchObject({ problem: { status: 422, errors: [{ pointer: '/input/Key' }] } });
  });

  it.each<[string, () => Promise<string> | string, string]>([
    ['the answers to the agent', () => JSON.stringify(said), session.id],
    ['the operations table', () => tableText(gateway), session.id],
    ['the archive', () => archiveText(gateway), session.id],
    ['the logs', () => logText(gateway), 'START RequestId'],
    ['the Slack messages', async () => JSON.stringify(await gateway.reviewers.messages()), 'real values of these'],
  ])('and their values appear nowhere in %s', async (_, read, proofOfReading) => {
    for (const operation of said as OperationView[]) if (operation.terminal) await gateway.archive.receiptOf(operation.id);
    const text = await read();

    expect(text).toContain(proofOfReading);
    for (const value of [EMAIL, OTHER_EMAIL, 'roos.vermeulen'])
      expect({ value, found: text.includes(value) }).toEqual({ value, found: false });
  }); // prettier-ignore
});
