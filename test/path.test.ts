import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { chainFault } from '../lambdas/record/events.ts';
import type { Closed, Operation } from '../lambdas/record/operation.ts';
import { OPEN_STATUSES } from '../lambdas/record/status.ts';
import { aRead, anEnvelope, anEscalation, AGENT, BERT } from './support/a-call.ts';
import { aGateway, type Gateway } from './support/a-gateway.ts';
import type { BackdoorStore } from './support/a-backdoor-store.ts';

/** Every way ends in one archived receipt with a whole chain, whatever the way was. */
async function expectReceipt(gateway: Gateway<BackdoorStore>, { id }: Operation): Promise<string[]> {
  const operation = (await gateway.read(id)) as Closed;
  expect(OPEN_STATUSES).not.toContain(operation.status);
  expect(operation).not.toHaveProperty('call');
  const events = await gateway.store.events(id);
  expect(chainFault(events, operation)).toBeUndefined();
  await gateway.archive(id);
  await gateway.archive(id);
  const [receipt] = [...gateway.receipts.values()];
  expect(gateway.receipts.size).toBe(1);
  const archived = JSON.parse(gunzipSync(receipt?.bytes ?? '').toString()) as {
    operation: { id: string; status: string };
  };
  expect(archived.operation).toMatchObject({ id, status: operation.status });
  return events.map(({ type }) => type);
}

const ask = () => anEnvelope();

describe('one envelope through every stage', () => {
  it('allow: runs at once, and the agent gets the masked result', async () => {
    const gateway = aGateway();
    const secret = 'AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    gateway.aws.answer = async () => ({
      kind: 'answered',
      output: { Body: Buffer.from(secret), ETag: '"1"' },
      requestId: 'r-1',
    });

    const answer = await gateway.ask({ route: 'POST /operations', body: JSON.stringify(anEnvelope(aRead())) });

    expect(answer.statusCode).toBe(200);
    const body = JSON.parse(answer.body) as { id: string };
    expect(body).toMatchObject({
      status: 'SUCCEEDED',
      terminal: true,
      decision: { verdict: 'allow' },
      result: { ETag: '"1"' },
    });
    expect(answer.body).not.toContain('wJalrXUtnFEMI');
    const operation = await gateway.read(body.id);
    expect(JSON.stringify(operation)).not.toContain('wJalrXUtnFEMI');
    expect(gateway.aws.sent).toHaveLength(1);
    expect(gateway.aws.issued).toMatchObject([{ operationId: body.id, agent: AGENT }]);
    expect(gateway.channel.posts).toEqual([]);
    expect(await expectReceipt(gateway, operation)).toEqual(['received', 'allowed', 'claimed', 'succeeded']);
  });

  it('deny: answers 403 with the reasons, and nothing runs', async () => {
    const gateway = aGateway();

    const answer = await gateway.ask({ route: 'POST /operations', body: JSON.stringify(anEnvelope(anEscalation())) });

    expect(answer.statusCode).toBe(403);
    const body = JSON.parse(answer.body) as { id: string };
    expect(body).toMatchObject({
      type: 'urn:countersign:denied',
      status: 403,
      detail: expect.stringContaining('more rights'),
    });
    expect([gateway.aws.issued, gateway.aws.sent, gateway.workflow.started]).toEqual([[], [], []]);
    expect(await expectReceipt(gateway, await gateway.read(body.id))).toEqual(['received', 'denied']);
  });

  it('ask and approve: runs exactly what was approved, once, and tells the reviewers', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(ask());
    expect(pending).toMatchObject({ status: 'PENDING', card: gateway.channel.posts[0]?.card });

    await gateway.approve(pending);
    await gateway.workflow.settle();

    expect(await gateway.read(pending.id)).toMatchObject({ status: 'SUCCEEDED', digest: pending.digest });
    expect(gateway.aws.sent).toEqual([
      expect.objectContaining({ operation: 'DeleteObject', input: anEnvelope()['input'] }),
    ]);
    expect(gateway.channel.updates).toHaveLength(1);
    expect(gateway.channel.replies).toMatchObject([
      { text: expect.stringMatching(/^SUCCEEDED.*: the call ran; 0 values masked/) },
    ]);
    expect(await expectReceipt(gateway, pending)).toEqual([
      ...['received', 'approval-asked', 'card-posted', 'verdict-given', 'approved', 'claimed', 'succeeded'],
    ]);
  });

  it('ask and reject: nothing runs, and the agent reads why', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(ask());

    await gateway.reject(pending, 'Keep it for the audit', { user: BERT });
    await gateway.workflow.settle();

    const answer = await gateway.ask({ route: 'GET /operations/{id}', id: pending.id });
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 'REJECTED',
      terminal: true,
      because: 'Keep it for the audit',
    });
    expect(gateway.aws.issued).toEqual([]);
    expect(gateway.channel.updates).toHaveLength(1);
    expect(await expectReceipt(gateway, pending)).toEqual([
      'received',
      'approval-asked',
      'card-posted',
      'verdict-given',
      'rejected',
    ]);
  });

  it('expire: silence ends closed, and a click afterwards counts nothing', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(ask());
    gateway.clock.advance(3600);

    await gateway.workflow.timeOut(pending.id);
    await gateway.approve(pending);
    await gateway.workflow.settle();

    expect(await gateway.read(pending.id)).toMatchObject({
      status: 'EXPIRED',
      because: 'Nobody answered in time; nothing ran.',
    });
    expect(gateway.aws.issued).toEqual([]);
    expect(await expectReceipt(gateway, pending)).toEqual(['received', 'approval-asked', 'card-posted', 'expired']);
  });

  it('expire: an approval that was not used within five minutes runs no more', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(ask());
    await gateway.approve(pending);
    gateway.clock.advance(300);

    await gateway.workflow.settle();

    expect(await gateway.read(pending.id)).toMatchObject({ status: 'EXPIRED', because: 'It was not started in time.' });
    expect(gateway.aws.issued).toEqual([]);
    await expectReceipt(gateway, pending);
  });

  it('cancel: the agent takes it back, the card loses its buttons and the workflow ends', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(ask());

    const answer = await gateway.ask({ route: 'POST /operations/{id}/cancel', id: pending.id });
    await gateway.approve(pending);
    await gateway.workflow.settle();

    expect(answer).toMatchObject({ statusCode: 200 });
    expect(await gateway.read(pending.id)).toMatchObject({ status: 'CANCELLED', because: 'cancelled by the agent' });
    expect(gateway.aws.issued).toEqual([]);
    expect(JSON.stringify(gateway.channel.updates)).not.toContain('"button"');
    expect(await expectReceipt(gateway, pending)).toEqual(['received', 'approval-asked', 'card-posted', 'cancelled']);
  });

  it('AWS error: FAILED with AWS’s code and its message masked', async () => {
    const gateway = aGateway();
    const message = 'User is not authorized with key AKIAIOSFODNN7EXAMPLE';
    gateway.aws.answer = async () => ({ kind: 'refused', code: 'AccessDenied', message });

    const { id } = await gateway.post(anEnvelope(aRead()));

    const operation = await gateway.read(id);
    expect(operation).toMatchObject({ status: 'FAILED', failure: { code: 'AccessDenied' } });
    expect(JSON.stringify(operation)).not.toContain('AKIAIOSFODNN7EXAMPLE');
    expect(await expectReceipt(gateway, operation)).toEqual(['received', 'allowed', 'claimed', 'failed']);
  });

  it('no sure answer from AWS: OUTCOME_UNKNOWN, and it is not run again', async () => {
    const gateway = aGateway();
    gateway.aws.answer = async () => ({ kind: 'lost', because: 'No sure answer from AWS (TimeoutError).' });

    const { id } = await gateway.post(anEnvelope(aRead()));
    await gateway.execute(id);

    expect(await gateway.read(id)).toMatchObject({
      status: 'OUTCOME_UNKNOWN',
      because: 'No sure answer from AWS (TimeoutError).',
    });
    expect(gateway.aws.sent).toHaveLength(1);
    expect(await expectReceipt(gateway, await gateway.read(id))).toEqual([
      'received',
      'allowed',
      'claimed',
      'outcome-lost',
    ]);
  });

  it.each(['allow', 'ask'])(
    'executor crash after the claim (%s): OUTCOME_UNKNOWN, seen by agent and reviewers',
    async (way) => {
      const gateway = aGateway();
      gateway.aws.answer = () => Promise.reject(new Error('the process died'));

      const operation = await gateway.post(way === 'allow' ? anEnvelope(aRead()) : ask());
      if (way === 'ask') await gateway.approve(operation);
      await gateway.workflow.settle();

      expect(await gateway.read(operation.id)).toMatchObject({ status: 'OUTCOME_UNKNOWN' });
      expect(gateway.aws.sent).toHaveLength(1);
      expect(gateway.channel.replies).toHaveLength(way === 'ask' ? 1 : 0);
      expect((await expectReceipt(gateway, operation)).slice(-2)).toEqual(['claimed', 'outcome-lost']);
    },
  );

  it('a workflow that does not start ends the request at once', async () => {
    const gateway = aGateway();
    gateway.workflow.startError = new Error('throttled');

    const answer = await gateway.ask({ route: 'POST /operations', body: JSON.stringify(ask()) });

    expect(answer.statusCode).toBe(200);
    const body = JSON.parse(answer.body) as { id: string };
    expect(body).toMatchObject({ status: 'EXPIRED', because: 'the approval workflow could not be started' });
    await expectReceipt(gateway, await gateway.read(body.id));
  });
});
