import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import { engineClients } from '../../lib/local/engine/clients.ts';
import { aDeletion, runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const { connection } = gateway;
const credentials = connection.agents['invoice-agent']!;

/** A request as any HTTP client could make it, signed by whoever `as` is. */
async function post(body: string, as?: { accessKeyId: string; secretAccessKey: string }, headers = {}) {
  const url = `${connection.url}/operations`;
  const request = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
  const signer = as && new AwsClient({ ...as, service: 'execute-api', region: connection.region, retries: 0 });
  const response = await (signer ? signer.fetch(url, request) : fetch(url, request));
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Problem,
  };
}

interface Problem {
  readonly type: string;
  readonly id?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

async function operationsInTable(): Promise<number> {
  const { Count } = await gateway.table.send(
    new ScanCommand({ TableName: gateway.output('TableName'), Select: 'COUNT' }),
  );
  return Count ?? 0;
}

describe('who may ask', () => {
  it.each([
    ['an unsigned request', undefined],
    ['a wrong secret', { ...credentials, secretAccessKey: 'x'.repeat(40) }],
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWNUNKNOWN12', secretAccessKey: 'x'.repeat(40) }],
  ])('%s gets 403 as a problem document, and nothing is recorded', async (_, as) => {
    const before = await operationsInTable();

    const answer = await post(JSON.stringify(aDeletion()), as);

    expect(answer).toMatchObject({ status: 403, type: expect.stringContaining('application/problem+json') });
    expect(await operationsInTable()).toBe(before);
  });

  it('an agent has no other right in AWS than to ask', async () => {
    const s3 = new S3Client(engineClients({ endpoint: gateway.endpoint, region: connection.region }, credentials));

    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it("another agent's operation does not exist for me", async () => {
    const { id } = await gateway.agent().submit(aDeletion());
    const other = gateway.agent('report-agent');

    await expect(other.get(id)).rejects.toMatchObject({ name: 'NoSuchOperation' });
    await expect(other.cancel(id)).rejects.toMatchObject({ name: 'NoSuchOperation' });
    await gateway.agent().cancel(id);
  });
});

describe('what is refused before anything is recorded', () => {
  const envelope = (changes: object) => JSON.stringify({ ...aDeletion(), ...changes });

  it.each([
    ['an unknown service', envelope({ service: 's4' }), '/service'],
    ['an unknown operation', envelope({ operation: 'DeleteObjekt' }), '/operation'],
    ['an unknown member', envelope({ input: { Bucket: 'acme-invoices', Key: 'a', Keey: 'b' } }), '/input/Keey'],
    ['a mistyped member', envelope({ input: { Bucket: 'acme-invoices', Key: 7 } }), '/input/Key'],
    ['a missing member', envelope({ input: { Bucket: 'acme-invoices' } }), '/input/Key'],
    ['an empty reason', envelope({ reason: ' ' }), '/reason'],
    ['no reason', envelope({ reason: undefined }), '/reason'],
    ['a member that envelopes do not have', envelope({ approved: true }), '/approved'],
    ['another account', envelope({ account: '999999999999' }), '/account'],
    ['a body over 128 KB', envelope({ reason: 'x'.repeat(130 * 1024) }), ''],
    ['no JSON', '{"service":', ''],
  ])('%s gets 422 that names the member', async (_, body, pointer) => {
    const before = await operationsInTable();

    const answer = await post(body, credentials);

    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map((fault) => fault.pointer)).toContain(pointer);
    expect(await operationsInTable()).toBe(before);
  });
});

describe('repeated requests', () => {
  it('with one Idempotency-Key are one operation', async () => {
    const body = JSON.stringify(aDeletion());
    const key = { 'idempotency-key': `key-${process.pid}-${Date.now()}` };

    const [first, second] = [await post(body, credentials, key), await post(body, credentials, key)];
    const other = await post(JSON.stringify(aDeletion()), credentials, key);

    expect(first.status).toBe(202);
    expect(second.body.id).toBe(first.body.id);
    expect(other).toMatchObject({ status: 422, body: { type: 'urn:countersign:key-reused' } });
    await gateway.agent().cancel(first.body.id ?? '');
  });

  it('sent all at once with one key make one operation', async () => {
    const body = JSON.stringify(aDeletion());
    const key = { 'idempotency-key': `race-${process.pid}-${Date.now()}` };

    const answers = await Promise.all(Array.from({ length: 6 }, () => post(body, credentials, key)));

    expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 409)).toEqual([]);
    const ids = new Set(answers.flatMap(({ body: { id } }) => id ?? []));
    expect(ids.size).toBe(1);
    await gateway.agent().cancel([...ids][0] ?? '');
  });
});

describe('a session', () => {
  it('lists its operations in the order they were asked', async () => {
    const session = { id: `run-${process.pid}-${Date.now()}` };
    const agent = gateway.agent();
    const first = await agent.submit(aDeletion({ session }));
    const second = await agent.submit(aDeletion({ session }));

    const listed = await agent.session(session.id);

    expect(listed.operations.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect((await gateway.agent('report-agent').session(session.id)).operations).toEqual([]);
    await Promise.all([agent.cancel(first.id), agent.cancel(second.id)]);
  });
});
