import { describe, expect, it } from '@jest/globals';
import { EVERYBODY, logFault, type Order } from '../../../lambdas/record/stop.ts';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import { ACCOUNT, aCall, AGENT, anEnvelope, aRead, OTHER_AGENT } from '../../support/a-call.ts';
import { anOperation, newId } from '../../support/an-operation.ts';
import { aGateway, OPERATOR } from '../../support/a-gateway.ts';

type Gateway = ReturnType<typeof aGateway>;

const post = (gateway: Gateway, call = aCall(), userArn?: string) =>
  gateway.ask({ route: 'POST /operations', body: JSON.stringify(anEnvelope(call)), ...(userArn && { userArn }) });
const OTHER = `arn:aws:iam::${ACCOUNT}:user/build-agent`;

describe('an agent that is stopped', () => {
  it.each([AGENT, EVERYBODY, 'invoice-agent'])('asks for nothing any more (stopped: %s)', async (scope) => {
    const gateway = aGateway();
    await gateway.stop(scope, 'it deletes too much');

    const answer = await post(gateway, aRead());

    expect(answer.statusCode).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'urn:countersign:stopped',
      detail: expect.stringContaining('it deletes too much'),
      stop: { by: OPERATOR, reason: 'it deletes too much' },
    });
    expect(gateway.aws.sent).toEqual([]);
  });

  it('leaves nothing in the table when it asks, and the others go on', async () => {
    const gateway = aGateway();
    await gateway.stop(AGENT);

    expect(JSON.parse((await post(gateway)).body)).not.toHaveProperty('id');
    expect((await post(gateway, aRead(), OTHER)).statusCode).toBe(200);
  });

  it('starts nothing that was allowed before: the claim is refused, and the record says who stopped it', async () => {
    const gateway = aGateway();
    Object.assign(gateway.api.executor, { run: async () => ({ ended: false }) });
    const { id } = await gateway.post(anEnvelope(aRead()));
    await gateway.stop(AGENT, 'it loops');

    expect(await gateway.execute(id)).toBe('DENIED');

    const because = `This agent was stopped by ${OPERATOR} at 2026-11-22T12:00:00.000Z: it loops. Nothing ran.`;
    expect(await gateway.read(id)).toMatchObject({ status: 'DENIED', because });
    expect(gateway.aws.issued).toEqual([]);
  });

  it('starts nothing that was approved before', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());
    await gateway.approve(pending);
    await gateway.stop(EVERYBODY);

    await gateway.workflow.settle();

    expect(await gateway.read(pending.id)).toMatchObject({
      status: 'CANCELLED',
      because: expect.stringMatching(/^All agents were stopped by .*on-call\/dana/),
    });
    expect(gateway.aws.sent).toEqual([]);
  });

  it('can be approved no more, and the reviewer learns why; a rejection still counts', async () => {
    const gateway = aGateway();
    const [one, two] = [await gateway.post(anEnvelope()), await gateway.post(anEnvelope())];
    await gateway.stop(AGENT, 'it loops');

    await gateway.approve(one);
    await gateway.reject(two, 'no thanks');

    expect(await gateway.read(one.id)).toMatchObject({ status: 'PENDING', verdicts: [] });
    expect(gateway.channel.whispers[0]?.text).toMatch(/stopped by .*dana.*it loops.*nothing will run/);
    expect(await gateway.read(two.id)).toMatchObject({ status: 'REJECTED' });
  });

  it('has what waits closed by the sweep, its workflow woken and its card without buttons', async () => {
    const gateway = aGateway();
    const [pending, approved] = [await gateway.post(anEnvelope()), await gateway.post(anEnvelope())];
    const other = await gateway.post(anEnvelope(), {});
    await gateway.approve(approved);
    await gateway.stop(AGENT, 'it loops');

    expect(await gateway.sweep()).toEqual({ closed: 3, left: 0 });
    await gateway.workflow.settle();

    for (const { id } of [pending, approved, other])
      expect(await gateway.read(id)).toMatchObject({ status: 'CANCELLED', because: expect.stringMatching(/it loops/) });
    expect(gateway.channel.updates.map(({ card }) => card.message).sort()).toEqual(
      expect.arrayContaining(gateway.channel.posts.map(({ card }) => card.message)),
    );
    expect(await gateway.sweep()).toEqual({ closed: 0, left: 0 });
  });

  it('does not lose what the sweep finds of other agents', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());
    await gateway.stop(OTHER_AGENT);

    expect(await gateway.sweep()).toEqual({ closed: 0, left: 0 });
    expect(await gateway.read(pending.id)).toMatchObject({ status: 'PENDING' });
  });

  it('may still read and cancel what it asked for', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    await gateway.stop(AGENT);

    expect((await gateway.ask({ route: 'GET /operations/{id}', id })).statusCode).toBe(200);
    expect((await gateway.ask({ route: 'POST /operations/{id}/cancel', id })).statusCode).toBe(200);
  });

  it('goes on once it is resumed', async () => {
    const gateway = aGateway();
    await gateway.stop(AGENT);
    await gateway.stop(EVERYBODY);

    expect(await gateway.resume(EVERYBODY)).toMatchObject({ kind: 'resumed', remaining: [{ scope: AGENT }] });
    expect((await post(gateway, aRead())).statusCode).toBe(403);
    expect(await gateway.resume('invoice-agent')).toEqual({ kind: 'resumed', scope: AGENT, remaining: [] });
    expect((await post(gateway, aRead())).statusCode).toBe(200);
  });
});

/** Lets everything else that can go on do so. */
const aTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('20 agents at once', () => {
  it('start nothing once the stop has returned; what waits ends closed, what was approved does not run', async () => {
    const gateway = aGateway();
    const answers: number[] = [];
    let going = true;
    const agent = async () => {
      while (going) {
        answers.push((await post(gateway, aRead())).statusCode);
        await aTurn();
      }
    };
    const pending = await Promise.all(Array.from({ length: 20 }, () => gateway.post(anEnvelope())));
    for (const one of pending.slice(0, 10)) await gateway.approve(one);
    const agents = Array.from({ length: 20 }, agent);
    while (gateway.aws.issued.length < 100) await aTurn();

    await gateway.stop(EVERYBODY);
    const startedBefore = gateway.aws.issued.length;
    const underWay = await running(gateway);
    await gateway.workflow.settle();
    await gateway.sweep();
    await gateway.workflow.settle();
    for (let turn = 0; turn < 200; turn += 1) await aTurn();
    going = false;
    await Promise.all(agents);

    expect(gateway.aws.issued.length).toBeLessThanOrEqual(startedBefore + underWay);
    const ends = await Promise.all(pending.map(({ id }) => gateway.read(id)));
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(['CANCELLED']));
    expect(answers.at(-1)).toBe(403);
    expect(await running(gateway)).toBe(0);
  });
});

/** How many operations were claimed and have not ended: they started before. */
async function running({ store }: Gateway): Promise<number> {
  return (await store.overdue('EXECUTING', '9999')).length;
}

describe('orders', () => {
  const give = (gateway: Gateway, body: unknown, more = {}) =>
    gateway.operate({ route: 'POST /stops', body: JSON.stringify(body), ...more });

  it('are taken from whom SigV4 names, and answered with the stop that holds', async () => {
    const gateway = aGateway();

    const answer = await give(gateway, { agent: AGENT, reason: ' it loops ' });

    expect(answer.statusCode).toBe(200);
    const stop = { scope: AGENT, by: OPERATOR, at: '2026-11-22T12:00:00.000Z', reason: 'it loops' };
    expect(JSON.parse(answer.body)).toEqual({ kind: 'stopped', stop, running: [], closing: true });
    const listed = await gateway.operate({ route: 'GET /stops' });
    expect(JSON.parse(listed.body)).toEqual({ stops: [stop] });
  });

  it.each([
    ['an agent, though its IAM policies let it in', `arn:aws:sts::${ACCOUNT}:assumed-role/invoice-agent/x`],
    ['an agent that is a user', OTHER],
    ['nobody', ''],
  ])('are not taken from %s', async (_name, userArn) => {
    const gateway = aGateway();

    for (const route of ['POST /stops', 'POST /stops/resume', 'GET /stops'] as const) {
      const answer = await gateway.operate({ route, body: '{"all":true,"reason":"x"}', userArn });
      expect(answer.statusCode).toBe(403);
      expect(JSON.parse(answer.body)).toMatchObject({ type: 'urn:countersign:not-an-operator' });
    }
    expect(await gateway.stops.lastOrder()).toBeUndefined();
  });

  it.each<readonly [string, unknown, RegExp]>([
    ['whom', { reason: 'x' }, /agent.*all/],
    ['both', { agent: AGENT, all: true, reason: 'x' }, /agent.*all/],
    ['no reason', { all: true, reason: '  ' }, /reason/],
    ['a reason without end', { all: true, reason: 'x'.repeat(501) }, /500/],
    [
      'an agent that nobody knows',
      { agent: 'arn:aws:iam::111122223333:role/typo', reason: 'x' },
      /not one of .*invoice-agent/,
    ],
    ['the end of several names', { agent: 'agent', reason: 'x' }, /not one of/],
  ])('are refused without %s', async (_name, body, detail) => {
    const gateway = aGateway();

    const answer = await give(gateway, body);

    expect(answer.statusCode).toBe(422);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'urn:countersign:bad-order',
      detail: expect.stringMatching(detail),
    });
    expect(await gateway.stops.stops()).toEqual([]);
  });

  it('to resume what is not stopped are refused', async () => {
    expect(await aGateway().resume(EVERYBODY)).toMatchObject({ kind: 'refused', detail: 'all is not stopped' });
  });

  it('leave a chained log of who ordered what, with secrets in the reason masked', async () => {
    const gateway = aGateway();
    await gateway.stop(AGENT, 'leaked AKIAQX7EXAMPLE4LEAKZ');
    await gateway.resume(AGENT);
    await gateway.stop(EVERYBODY);

    const log = (await Promise.all([1, 2, 3].map((seq) => gateway.stops.order(seq)))) as Order[];

    expect(log.map(({ type, scope, by }) => [type, scope, by])).toEqual([
      ['stopped', AGENT, OPERATOR],
      ['resumed', AGENT, OPERATOR],
      ['stopped', EVERYBODY, OPERATOR],
    ]);
    expect(logFault(log)).toBeUndefined();
    expect(logFault(log.slice(1))).toBe('order 1 is missing');
    expect(logFault([{ ...log[0]!, reason: 'another' }, log[1]!])).toBe('order 2 does not follow the order before it');
    expect(JSON.stringify(log)).not.toContain('AKIAQX7EXAMPLE4LEAKZ');
  });

  it('name what already runs, and hold though the sweep cannot be called', async () => {
    const gateway = aGateway();
    const [own, others] = [
      await anOperation.executing({ id: newId() }),
      await anOperation.executing({ id: newId(), call: aCall({ agent: OTHER_AGENT }) }),
    ];
    for (const { operation, events } of [own, others]) await gateway.store.create(operation, events);
    const unreachable = { sweep: () => Promise.reject(new Unavailable('The close function')) };

    const given = await gateway.stop(AGENT, 'x', unreachable);

    expect(given).toMatchObject({ kind: 'stopped', closing: false, running: [own.operation.id] });
    expect(await gateway.stops.stopOf(AGENT)).toMatchObject({ scope: AGENT });
  });
});

describe('a table of stops that does not answer', () => {
  it('lets nothing be asked, approved or started', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());
    gateway.stops.stopOf = () => Promise.reject(new Unavailable('The table of stops'));

    await expect(post(gateway)).rejects.toBeInstanceOf(Unavailable);
    expect((await gateway.approve(pending)).status).toBe(503);
    expect(await gateway.read(pending.id)).toMatchObject({ status: 'PENDING', verdicts: [] });
  });
});
