import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { withApi } from '../../../lambdas/runtime/with-gateway.ts';
import { route } from '../../../lambdas/submit/routes.ts';
import { ACCOUNT, aCall, AGENT, aRead, anEnvelope, anEscalation } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { anApiEvent } from '../../support/an-api-event.ts';
import { newId } from '../../support/an-operation.ts';

const OTHER_CALLER = `arn:aws:iam::${ACCOUNT}:user/build-agent`;
const post = (gateway: ReturnType<typeof aGateway>, envelope: JsonObject, headers: Record<string, string> = {}) =>
  gateway.ask({ route: 'POST /operations', body: JSON.stringify(envelope), headers });
const bodyOf = ({ body }: APIGatewayProxyResult) => JSON.parse(body) as { id: string } & JsonObject;

describe('POST /operations', () => {
  it('answers 202 with where to ask again while a person decides', async () => {
    const gateway = aGateway();

    const answer = await post(gateway, anEnvelope());

    const { id } = bodyOf(answer);
    expect(answer).toMatchObject({ statusCode: 202, headers: { location: `/operations/${id}`, 'retry-after': '5' } });
    expect(bodyOf(answer)).toMatchObject({ status: 'PENDING', terminal: false, deadline: '2026-11-22T13:00:00.000Z' });
    expect(gateway.workflow.started).toEqual([{ operationId: id, timeoutSeconds: 3600 }]);
  });

  it('takes who asks from the signature alone, without the session name that the caller chose', async () => {
    const gateway = aGateway();

    const { id } = bodyOf(await post(gateway, anEnvelope()));

    expect(await gateway.read(id)).toMatchObject({ call: { agent: AGENT }, shown: { agent: AGENT } });
  });

  it.each([
    ['root', `arn:aws:iam::${ACCOUNT}:root`],
    ['a federated user', `arn:aws:sts::${ACCOUNT}:federated-user/x`],
    ['nobody', null],
  ])('refuses %s as no agent', async (_name, userArn) => {
    const gateway = aGateway();

    const answer = await gateway.ask({ route: 'POST /operations', body: JSON.stringify(anEnvelope()), userArn });

    expect(answer.statusCode).toBe(403);
    expect(bodyOf(answer)).toMatchObject({ type: 'urn:countersign:not-an-agent' });
  });

  it('denies an agent that is not in the directory, with a receipt', async () => {
    const gateway = aGateway();
    const userArn = `arn:aws:sts::${ACCOUNT}:assumed-role/stranger/x`;

    const answer = await gateway.ask({ route: 'POST /operations', body: JSON.stringify(anEnvelope()), userArn });

    expect(answer.statusCode).toBe(403);
    expect(bodyOf(answer)).toMatchObject({
      type: 'urn:countersign:denied',
      detail: expect.stringMatching(/not in the directory/),
    });
    await gateway.archive(bodyOf(answer).id);
    expect(gateway.receipts.size).toBe(1);
  });

  it('answers 403 as a problem with the id, the reasons and the policies', async () => {
    const gateway = aGateway();

    const answer = await post(gateway, anEnvelope(anEscalation()));

    expect(answer).toMatchObject({ statusCode: 403, headers: { 'content-type': 'application/problem+json' } });
    expect(bodyOf(answer)).toMatchObject({
      ...{ type: 'urn:countersign:denied', status: 403, id: expect.stringMatching(/^op_/) },
      operation: {
        status: 'DENIED',
        terminal: true,
        decision: { verdict: 'deny', policies: expect.arrayContaining(['privilege-escalation-never']) },
      },
    });
  });

  it.each<readonly [string, JsonObject, string, RegExp]>([
    ['an unknown service', anEnvelope(undefined, { service: 's4' }), '/service', /unknown service.*s3/],
    [
      'an unknown operation',
      anEnvelope(undefined, { operation: 'DeletObject' }),
      '/operation',
      /no such operation.*DeleteObject/,
    ],
    [
      'a misspelt member',
      anEnvelope(aCall({ input: { Bucket: 'invoices', key: 'x' } })),
      '/input/key',
      /unknown member/,
    ],
    [
      'a missing member',
      anEnvelope(aCall({ input: { Bucket: 'invoices' } })),
      '/input/Key',
      /required member is missing/,
    ],
    [
      'a member named __proto__',
      anEnvelope(aCall({ input: JSON.parse('{"__proto__":1,"Bucket":"b","Key":"k"}') as JsonObject })),
      '/input/__proto__',
      /unknown member/,
    ],
    [
      'another account',
      anEnvelope(undefined, { account: '444455556666' }),
      '/account',
      /this gateway serves 111122223333/,
    ],
    [
      'a bucket of somebody else',
      anEnvelope(aCall({ input: { Bucket: 'b-1', Key: 'k', ExpectedBucketOwner: '444455556666' } })),
      '/input/ExpectedBucketOwner',
      /own account/,
    ],
  ])('answers 422 for %s, by its pointer, and writes nothing', async (...[, envelope, pointer, detail]) => {
    const gateway = aGateway();
    const ids: string[] = [];
    const answer = await route(anApiEvent({ route: 'POST /operations', body: JSON.stringify(envelope) }), {
      ...gateway.api,
      newId: () => {
        ids.push(newId());
        return ids.at(-1) as string;
      },
    });

    expect(answer.statusCode).toBe(422);
    expect(bodyOf(answer)['errors']).toContainEqual({ pointer, detail: expect.stringMatching(detail) });
    expect(ids).toEqual([]);
  });

  it('keeps a secret of the input out of the answer and the record’s shown form', async () => {
    const gateway = aGateway();
    const input = { SecretId: 'db', SecretString: 'correct-horse-battery-staple-9' };
    const call = aCall({
      service: 'secretsmanager',
      operation: 'PutSecretValue',
      input,
      reason: 'set correct-horse-battery-staple-9',
    });

    const answer = await post(gateway, anEnvelope(call));
    await gateway.workflow.settle();

    expect(answer.body).not.toContain('correct-horse');
    const operation = await gateway.read(bodyOf(answer).id);
    expect(JSON.stringify([operation.shown, gateway.channel.posts])).not.toContain('correct-horse');
    expect(operation).toMatchObject({ call: { input } });
  });

  it('lets an agent shorten the wait', async () => {
    const gateway = aGateway();

    await post(gateway, anEnvelope(aCall({ expiresInSeconds: 30 })));

    expect(gateway.workflow.started).toMatchObject([{ timeoutSeconds: 30 }]);
  });
});

describe('Idempotency-Key', () => {
  const key = { 'Idempotency-Key': 'k-1' };

  it('makes one operation of the same envelope sent twice, however it is written', async () => {
    const gateway = aGateway();
    const envelope = anEnvelope(aRead());
    const turned = Object.fromEntries(Object.entries(envelope).reverse());

    const [first, second] = [await post(gateway, envelope, key), await post(gateway, turned, key)];

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(bodyOf(second).id).toBe(bodyOf(first).id);
    expect(gateway.aws.sent).toHaveLength(1);
  });

  it('makes one operation of two that arrive at once', async () => {
    const gateway = aGateway();

    const answers = await Promise.all([
      post(gateway, anEnvelope(aRead()), key),
      post(gateway, anEnvelope(aRead()), key),
    ]);

    expect(new Set(answers.map((answer) => bodyOf(answer).id)).size).toBe(1);
    expect(gateway.aws.sent).toHaveLength(1);
  });

  it('answers 422 when it was used for another envelope', async () => {
    const gateway = aGateway();
    await post(gateway, anEnvelope(), key);

    const answer = await post(gateway, anEnvelope(aCall({ reason: 'Another reason' })), key);

    expect(answer.statusCode).toBe(422);
    expect(bodyOf(answer)).toMatchObject({ type: 'urn:countersign:key-reused' });
  });

  it('belongs to one agent', async () => {
    const gateway = aGateway();
    const mine = bodyOf(await post(gateway, anEnvelope(), key)).id;

    const answer = await gateway.ask({
      route: 'POST /operations',
      body: JSON.stringify(anEnvelope()),
      headers: key,
      userArn: OTHER_CALLER,
    });

    expect(bodyOf(answer).id).not.toBe(mine);
  });

  it.each(['', 'a b', 'é', 'x'.repeat(256)])('must be visible ASCII: %j is refused', async (value) => {
    const answer = await post(aGateway(), anEnvelope(), { 'Idempotency-Key': value });

    expect(answer.statusCode).toBe(422);
    expect(bodyOf(answer)['detail']).toMatch(/Idempotency-Key must be 1 to 255 visible ASCII characters/);
  });
});

describe('Prefer: wait', () => {
  const resting = (gateway: ReturnType<typeof aGateway>, onRest: () => Promise<unknown> = async () => undefined) => {
    const rests: number[] = [];
    const pause = {
      rest: async (milliseconds: number) => {
        rests.push(milliseconds);
        await onRest();
      },
    };
    return { rests, deps: { ...gateway.api, pause } };
  };
  const total = (rests: readonly number[]) => rests.reduce((sum, rest) => sum + rest, 0);

  it.each([
    ['wait=3', 3_000],
    ['wait=20', 20_000],
    ['wait=600', 20_000],
  ])('%s waits %d ms and then answers 202', async (prefer, milliseconds) => {
    const gateway = aGateway();
    const { rests, deps } = resting(gateway);
    const event = anApiEvent({
      route: 'POST /operations',
      body: JSON.stringify(anEnvelope()),
      headers: { Prefer: prefer },
    });

    const answer = await route(event, deps);

    expect(total(rests)).toBe(milliseconds);
    expect(answer).toMatchObject({ statusCode: 202, headers: { 'preference-applied': `wait=${milliseconds / 1000}` } });
  });

  it('does not wait longer than API Gateway does, the time for the executor included', async () => {
    const gateway = aGateway();
    const { rests, deps } = resting(gateway);
    const run = async () => {
      gateway.clock.advance(24);
      return { ended: false };
    };
    const body = JSON.stringify(anEnvelope(aRead()));
    const event = anApiEvent({ route: 'POST /operations', body, headers: { Prefer: 'wait=20' } });

    const answer = await route(event, { ...deps, executor: { run } });

    expect(total(rests)).toBe(1_000);
    expect(answer).toMatchObject({ statusCode: 202 });
  });

  it('ends as soon as the operation does', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());
    const { rests, deps } = resting(gateway, async () => {
      await gateway.approve(pending);
      await gateway.workflow.settle();
    });

    const answer = await route(
      anApiEvent({ route: 'GET /operations/{id}', id: pending.id, headers: { Prefer: 'wait=20' } }),
      deps,
    );

    expect(rests).toHaveLength(1);
    expect(bodyOf(answer)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('waits for nothing that has ended', async () => {
    const gateway = aGateway();
    const { rests, deps } = resting(gateway);
    const event = anApiEvent({
      route: 'POST /operations',
      body: JSON.stringify(anEnvelope(aRead())),
      headers: { Prefer: 'wait=20' },
    });

    expect(await route(event, deps)).toMatchObject({ statusCode: 200 });
    expect(rests).toEqual([]);
  });
});

describe('GET /operations/{id}', () => {
  it('gives the caller’s own operation with its timeline, and no token, card, call or signature', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());
    await gateway.approve(pending);

    const answer = await gateway.ask({ route: 'GET /operations/{id}', id: pending.id });

    expect(answer).toMatchObject({ statusCode: 200, headers: { etag: '"5"' } });
    expect(bodyOf(answer)).toMatchObject({
      status: 'APPROVED',
      timeline: expect.arrayContaining([expect.objectContaining({ type: 'approved' })]),
    });
    expect(answer.body).not.toMatch(/token|signature|"card"|"call"|"message"/);
  });

  it.each([
    [
      'another agent’s operation',
      async (gateway: ReturnType<typeof aGateway>) => (await gateway.post(anEnvelope())).id,
      OTHER_CALLER,
    ],
    ['an operation that does not exist', async () => newId(), undefined],
    ['an id that is none', async () => 'META', undefined],
    ['an id with a sort key in it', async () => 'op_01JD8Z4Q6W7X8Y9ZABCDEFGHJK#TOKEN', undefined],
  ])('answers 404 for %s, in the same words, and for a cancellation too', async (_name, make, userArn) => {
    const gateway = aGateway();
    const id = await make(gateway);
    const caller = userArn === undefined ? {} : { userArn };

    for (const path of ['GET /operations/{id}', 'POST /operations/{id}/cancel'] as const) {
      const answer = await gateway.ask({ route: path, id, ...caller });
      expect(answer.statusCode).toBe(404);
      expect(bodyOf(answer)).toMatchObject({
        type: 'urn:countersign:not-found',
        title: 'There is no such operation of yours',
      });
    }
  });

  it('answers 200 for an operation that was denied: it exists', async () => {
    const gateway = aGateway();
    const { id } = bodyOf(await post(gateway, anEnvelope(anEscalation())));

    expect(await gateway.ask({ route: 'GET /operations/{id}', id })).toMatchObject({ statusCode: 200 });
  });

  it('answers 404 for a path that is none', async () => {
    const event = { ...anApiEvent({ route: 'GET /operations/{id}' }), resource: '/elsewhere', path: '/elsewhere' };

    expect(await route(event, aGateway().api)).toMatchObject({ statusCode: 404 });
  });
});

describe('POST /operations/{id}/cancel', () => {
  const cancel = (gateway: ReturnType<typeof aGateway>, id: string) =>
    gateway.ask({ route: 'POST /operations/{id}/cancel', id });

  it('cancels what waits and what is approved, and is no error the second time', async () => {
    const gateway = aGateway();
    const [waiting, approved] = [await gateway.post(anEnvelope()), await gateway.post(anEnvelope())];
    await gateway.approve(approved);

    for (const { id } of [waiting, approved, waiting]) {
      const answer = await cancel(gateway, id);
      expect(answer.statusCode).toBe(200);
      expect(bodyOf(answer)).toMatchObject({ status: 'CANCELLED', because: 'cancelled by the agent' });
    }
    await gateway.workflow.settle();
    expect(gateway.aws.issued).toEqual([]);
  });

  it('answers 409 with the status for what has run', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope(aRead()));

    const answer = await cancel(gateway, id);

    expect(answer.statusCode).toBe(409);
    expect(bodyOf(answer)).toMatchObject({
      type: 'urn:countersign:too-late',
      id,
      detail: `Operation ${id} is SUCCEEDED.`,
    });
  });

  it('stands though nobody could be told', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    const announcer = { announce: () => Promise.reject(new Error('throttled')) };

    const answer = await route(anApiEvent({ route: 'POST /operations/{id}/cancel', id }), {
      ...gateway.api,
      announcer,
    });

    expect(bodyOf(answer)).toMatchObject({ status: 'CANCELLED' });
  });
});

describe('GET /sessions/{id}', () => {
  it('lists the caller’s own operations of the session in order', async () => {
    const gateway = aGateway();
    const [first, second] = [await gateway.post(anEnvelope()), await gateway.post(anEnvelope(aRead()))];
    await gateway.post(anEnvelope(aCall({ session: { id: 'another' } })));
    await gateway.ask({ route: 'POST /operations', body: JSON.stringify(anEnvelope()), userArn: OTHER_CALLER });

    const answer = await gateway.ask({ route: 'GET /sessions/{id}', id: 'run-7f3a' });

    const { operations } = bodyOf(answer) as unknown as { operations: { id: string }[] };
    expect(operations.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('is empty for a session of nobody', async () => {
    const answer = await aGateway().ask({ route: 'GET /sessions/{id}', id: 'none' });

    expect(bodyOf(answer)).toEqual({ session: 'none', operations: [] });
  });
});

describe('when the table does not answer', () => {
  it.each(['create', 'read', 'events', 'inSession'] as const)('%s: 503, and nothing ran', async (method) => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    const down = { [method]: () => Promise.reject(new Unavailable('The operations table')) };
    const operations = new Proxy(gateway.store, {
      get: (store, name) =>
        name in down
          ? down[name as typeof method]
          : (store[name as 'read'] as (...a: unknown[]) => unknown).bind(store),
    });
    const handler = withApi(async () => ({ ...gateway.api, operations }), route);
    const request = {
      create: { route: 'POST /operations', body: JSON.stringify(anEnvelope(aRead())) },
      read: { route: 'GET /operations/{id}', id },
      events: { route: 'GET /operations/{id}', id },
      inSession: { route: 'GET /sessions/{id}', id: 'run-7f3a' },
    } as const;

    const answer = await handler(anApiEvent(request[method]), {} as Context);

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(bodyOf(answer)).toMatchObject({
      type: 'urn:countersign:unavailable',
      detail: 'The operations table is not available',
    });
    expect(gateway.aws.issued).toEqual([]);
  });
});
