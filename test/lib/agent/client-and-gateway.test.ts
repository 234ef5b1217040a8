import { afterEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DEFAULT_RULES } from '../../../lambdas/mask/policy/rules.ts';
import { InMemoryOperationStore } from '../../../lambdas/adapters/in-memory-operation-store.ts';
import { InMemoryBudgetStore } from '../../../lambdas/adapters/in-memory-budget-store.ts';
import { InMemoryPseudonymStore } from '../../../lambdas/adapters/in-memory-pseudonym-store.ts';
import { InMemoryStopStore } from '../../../lambdas/adapters/in-memory-stop-store.ts';
import { claim, close } from '../../../lambdas/record/steps.ts';
import { transition } from '../../../lambdas/record/transition.ts';
import { type ApiDeps, route } from '../../../lambdas/submit/routes.ts';
import { CountersignClient } from '../../../lib/agent/client.ts';
import { HOME, readRules } from '../../../lib/agent/explain.ts';
import { fixedClock } from '../../support/a-clock.ts';
import {
  KEYS,
  problem,
  REGION,
  type Request,
  type ScriptedAnswer,
  startGateway,
  type TestGateway,
} from './a-gateway.ts';

const AGENT = 'arn:aws:iam::111122223333:user/build-agent';
const OBJECT = { Bucket: 'invoices', Key: '42.pdf' };
const READ = { service: 's3', operation: 'GetObject', input: OBJECT, reason: 'Compare', session: { id: 'run:1' } };
const DELETION = { ...READ, operation: 'DeleteObject' };
const ESCALATION = {
  service: 'iam',
  operation: 'AttachUserPolicy',
  input: { UserName: 'build-agent', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  reason: 'More rights',
};

let gateway: TestGateway;
afterEach(() => gateway.stop());

/** The gateway's own routes behind HTTP: an event as API Gateway makes it of a signed request. */
function eventOf({ method, path, headers, body }: Request): APIGatewayProxyEvent {
  const [, collection, id, verb] = path.split('/');
  const resource = `/${collection}${id === undefined ? '' : '/{id}'}${verb === undefined ? '' : `/${verb}`}`;
  return {
    httpMethod: method,
    path,
    resource,
    headers,
    body,
    isBase64Encoded: false,
    pathParameters: id === undefined ? null : { id },
    requestContext: { identity: { userArn: AGENT } },
  } as unknown as APIGatewayProxyEvent;
}

async function aClient(): Promise<CountersignClient> {
  const operations = new InMemoryOperationStore();
  const clock = fixedClock();
  let made = 0;
  const deps: ApiDeps = {
    ...readRules(),
    operations,
    stops: new InMemoryStopStore(),
    pseudonyms: new InMemoryPseudonymStore(),
    budgets: new InMemoryBudgetStore(),
    clock,
    home: HOME,
    masking: DEFAULT_RULES,
    newId: () => `op_01K9${String(made++).padStart(22, '0')}`,
    workflow: { start: async () => {} },
    announcer: { announce: async () => {} },
    executor: { run: (id) => execute(id, operations) },
    pause: { rest: async () => {} },
  };
  gateway = await startGateway(async (request): Promise<ScriptedAnswer> => {
    const { statusCode, headers = {}, body } = await route(eventOf(request), deps);
    if (!Number.isInteger(statusCode)) return problem(502, 'broken', { detail: `status code ${statusCode}` }); // as API Gateway
    return { status: statusCode, headers: headers as Record<string, string>, body };
  });
  return new CountersignClient({ url: gateway.url, region: REGION, credentials: KEYS, rest: async () => {} });
}

async function execute(id: string, operations: InMemoryOperationStore): Promise<{ ended: boolean }> {
  const clock = fixedClock();
  const masking = { rulePack: '1-test', findings: 0, byType: {}, paths: [], bytesScanned: 4, truncated: false };
  await transition(operations, id, (operation) => claim(operation, clock()));
  await transition(operations, id, (operation) =>
    close(operation, { status: 'SUCCEEDED', result: { Body: 'text' }, masking }, { at: clock(), by: 'gateway' }),
  );
  return { ended: true };
}

describe("the client understands the gateway's own answers", () => {
  it('to a call that runs at once', async () => {
    const view = await (await aClient()).call(READ);
    expect(view).toMatchObject({ terminal: true, status: 'SUCCEEDED', result: { Body: 'text' }, reason: 'Compare' });
  });

  it('to a call that waits: pending, read again with its timeline, cancelled, and then too late for nothing', async () => {
    const client = await aClient();
    const pending = await client.submit(DELETION);
    expect(pending).toMatchObject({ terminal: false, status: 'PENDING', deadline: expect.any(String) });
    const read = await client.get(pending.id, { wait: 3 });
    expect(read.timeline?.map(({ type }) => type)).toEqual(['received', 'approval-asked']);
    expect(await client.cancel(pending.id)).toMatchObject({ status: 'CANCELLED', because: 'cancelled by the agent' });
    expect(await client.cancel(pending.id)).toMatchObject({ status: 'CANCELLED' });
    expect(await client.wait(pending.id)).toMatchObject({ terminal: true, status: 'CANCELLED' });
  });

  it('to a call that the policy denies', async () => {
    const view = await (await aClient()).call(ESCALATION);
    expect(view).toMatchObject({ terminal: true, status: 'DENIED', decision: { verdict: 'deny' } });
    expect(view.decision.policies).toContain('privilege-escalation-never');
  });

  it('to the same key twice, and to the same key with another envelope', async () => {
    const client = await aClient();
    const first = await client.submit(DELETION, { idempotencyKey: 'k' });
    expect((await client.submit(DELETION, { idempotencyKey: 'k' })).id).toBe(first.id);
    await expect(client.submit(READ, { idempotencyKey: 'k' })).rejects.toMatchObject({ name: 'KeyReused' });
  });

  it('to a bad envelope, an unknown id and a cancel that comes too late', async () => {
    const client = await aClient();
    const bad = client.submit({ ...READ, input: { Bucket: 'invoices' } });
    await expect(bad).rejects.toMatchObject({ name: 'BadEnvelope', faults: [{ pointer: '/input/Key' }] });
    await expect(client.get('op_01K9ZZZZZZZZZZZZZZZZZZZZZZ')).rejects.toMatchObject({ name: 'NoSuchOperation' });
    const done = await client.submit(READ);
    await expect(client.cancel(done.id)).rejects.toMatchObject({ name: 'TooLate', problem: { status: 409 } });
  });

  it('to a session, in order', async () => {
    const client = await aClient();
    const ids = [(await client.submit(READ)).id, (await client.submit(DELETION)).id];
    const { session, operations } = await client.session('run:1');
    expect({ session, ids: operations.map(({ id }) => id) }).toEqual({ session: 'run:1', ids });
  });
});
