import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { execute } from '../../../lambdas/execute/execute.ts';
import { type KeptResult, type ResultStore, sealOf } from '../../../lambdas/execute/result-store.ts';
import { digestOf } from '../../../lambdas/record/call.ts';
import type { Approved, Closed, Operation } from '../../../lambdas/record/operation.ts';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import { AGENT, anEnvelope, OTHER_AGENT } from '../../support/a-call.ts';
import { aRelease, aScan, aWithheld, askRelease, CONTENT } from '../../support/a-guarded-gateway.ts';
import { aPolicySet, RUN_ALL } from '../../support/a-policy-set.ts';

type Withheld = Awaited<ReturnType<typeof aWithheld>>;

/** A release that is approved, with its workflow not yet told. */
async function anApprovedRelease(withheld: Withheld) {
  const release = await askRelease(withheld);
  await withheld.gateway.approve(release);
  return release;
}

async function released(withheld: Withheld): Promise<Operation> {
  const { id } = await anApprovedRelease(withheld);
  await withheld.gateway.workflow.settle();
  return withheld.gateway.read(id);
}

describe('an approved release', () => {
  it('hands the masked answer to the agent that asked for it, and calls nobody', async () => {
    const withheld = await aWithheld();
    const sent = withheld.gateway.aws.sent.length;

    const operation = await released(withheld);

    expect(operation).toMatchObject({
      status: 'SUCCEEDED',
      result: {
        Count: 3,
        Items: [{ id: { S: `${CONTENT}-0` }, [`${CONTENT}-mail`]: { S: '[masked:email]' } }, {}, {}],
      },
      masking: { findings: 3, byType: { email: 3 } },
    });
    expect(operation).not.toHaveProperty('withheld');
    expect(withheld.gateway.aws.sent).toHaveLength(sent);
    expect(withheld.gateway.aws.issued).toHaveLength(sent);
    const { body } = await withheld.gateway.ask({ route: 'GET /operations/{id}', id: operation.id });
    expect(body).toContain(`${CONTENT}-2`);
  });

  it('tells reviewers that it was handed out, and nothing of what', async () => {
    const withheld = await aWithheld();

    await released(withheld);

    const { replies } = withheld.gateway.channel;
    expect(replies.map(({ text }) => text)).toEqual(['SUCCEEDED: the withheld answer was handed out.']);
    expect(JSON.stringify(withheld.gateway.channel)).not.toContain(CONTENT);
  });

  it('is held by no limit again, and counts for the day', async () => {
    const withheld = await aWithheld('@maxRows("2") @maxRowsPerDay("3")');
    const { gateway } = withheld;
    await released(withheld);

    gateway.aws.answer = async () => ({ kind: 'answered', output: { Items: [{}] } });
    expect(await gateway.post(anEnvelope(aScan()))).toMatchObject({
      withheld: { limit: 'maxRowsPerDay', measured: 4 },
    });
  });

  it('happens once: a second one fails, though a reviewer approved it too', async () => {
    const withheld = await aWithheld();
    const { gateway, original } = withheld;
    const releases = [await askRelease(withheld), await askRelease(withheld)];
    for (const release of releases) await gateway.approve(await gateway.read(release.id));

    await Promise.all(releases.map(({ id }) => gateway.execute(id)));

    const ended = await Promise.all(releases.map(({ id }) => gateway.read(id)));
    expect(ended.map(({ status }) => status).sort()).toEqual(['FAILED', 'SUCCEEDED']);
    expect(ended.find(({ status }) => status === 'FAILED')).toMatchObject({
      failure: { code: 'ResultGone', message: expect.stringContaining(`${original.id} was released already`) },
    });
  });

  it('tells reviewers when it failed, and does not blame AWS', async () => {
    const withheld = await aWithheld();
    const { gateway, original } = withheld;
    await anApprovedRelease(withheld);
    await gateway.executor.results.take(original.id);

    await gateway.workflow.settle();

    const { replies } = gateway.channel;
    expect(replies.map(({ text }) => text)).toEqual(['FAILED: the withheld answer was not handed out: ResultGone.']);
  });

  it('is claimed once by executors that start together', async () => {
    const withheld = await aWithheld();
    const { id } = await anApprovedRelease(withheld);

    await Promise.all([1, 2, 3].map(() => withheld.gateway.execute(id)));

    const events = await withheld.gateway.store.events(id);
    expect(events.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    expect(await withheld.gateway.read(id)).toMatchObject({ status: 'SUCCEEDED', result: { Count: 3 } });
  });
});

describe('a release that nobody approves', () => {
  it('never gives the answer: rejected, expired or cancelled, nothing of it is in the record', async () => {
    const withheld = await aWithheld();
    const { gateway } = withheld;
    const [rejected, expired, cancelled] = [
      await askRelease(withheld),
      await askRelease(withheld),
      await askRelease(withheld),
    ];
    await gateway.reject(await gateway.read(rejected.id), 'Count them in the database');
    await gateway.ask({ route: 'POST /operations/{id}/cancel', id: cancelled.id });
    await gateway.workflow.timeOut(expired.id);
    await gateway.workflow.settle();

    const ended = await Promise.all([rejected, expired, cancelled].map(({ id }) => gateway.read(id)));
    for (const { id } of ended) await gateway.archive(id);
    expect(ended.map(({ status }) => status)).toEqual(['REJECTED', 'EXPIRED', 'CANCELLED']);
    const receipts = [...gateway.receipts.values()].map(({ bytes }) => gunzipSync(bytes).toString());
    expect(JSON.stringify([ended, receipts, gateway.channel])).not.toContain(CONTENT);
  });

  it('does not run when the executor is told to', async () => {
    const withheld = await aWithheld();
    const release = await askRelease(withheld);

    expect(await withheld.gateway.execute(release.id)).toBe('PENDING');
    expect(await withheld.gateway.executor.results.take(withheld.original.id)).toBeDefined();
  });
});

describe('an approved release is refused, and the answer stays where it is,', () => {
  it.each<[string, (approved: Approved, original: Operation) => object, RegExp]>([
    ['with another id in the call', ({ call }) => ({ call: { ...call, input: { OperationId: AGENT } } }), /digest/],
    ['with another agent in the call', ({ call }) => ({ call: { ...call, agent: OTHER_AGENT } }), /digest/],
    [
      'with another agent and the digest of that',
      ({ call }) => {
        const changed = { ...call, agent: OTHER_AGENT };
        return { call: changed, digest: digestOf(changed) };
      },
      /digest/,
    ],
    [
      'with a grant that nobody signed',
      ({ grant }) => ({ grant: { ...grant, statement: { ...grant.statement, quorum: 2 } } }),
      /not signed by the gateway/,
    ],
    ['with another thing shown', ({ shown }) => ({ shown: { ...shown, input: {} } }), /what was shown/],
    [
      'without the note that it takes no credentials',
      ({ question: { credentials: _, ...question } }) => ({ question }),
      /what was asked/,
    ],
  ])('%s', async (_, change, because) => {
    const withheld = await aWithheld();
    const { gateway, original } = withheld;
    const { id } = await anApprovedRelease(withheld);
    await gateway.store.alter(id, { operation: (operation) => change(operation as Approved, original) });

    expect(await gateway.execute(id)).toBe('DENIED');

    expect(await gateway.read(id)).toMatchObject({ because: expect.stringMatching(because) });
    expect(await gateway.executor.results.take(original.id)).toBeDefined();
  });

  it('when the withheld operation says otherwise than it did when reviewers looked', async () => {
    const withheld = await aWithheld();
    const { id } = await anApprovedRelease(withheld);
    await withheld.gateway.store.alter(withheld.original.id, {
      operation: ({ shown }) => ({ shown: { ...shown, input: { TableName: 'payroll' } } }),
    });

    expect(await withheld.gateway.execute(id)).toBe('DENIED');
    expect(await withheld.gateway.read(id)).toMatchObject({
      because: expect.stringMatching(/not what would be released/),
    });
  });

  it('when both what is kept and the seal on record were replaced: the grant is for another seal', async () => {
    const withheld = await aWithheld();
    const { gateway, original } = withheld;
    const { results } = gateway.executor;
    const { id } = await anApprovedRelease(withheld);
    const other = { ...((await results.take(original.id)) as KeptResult), result: { Items: ['planted'] } };
    await results.keep(other);
    await gateway.store.alter(original.id, {
      operation: (operation) => {
        const { withheld: said } = operation as Extract<Closed, { status: 'SUCCEEDED' }>;
        return { withheld: { ...said, kept: { until: other.until, seal: sealOf(other) } } };
      },
    });

    expect(await gateway.execute(id)).toBe('DENIED');
    expect(await gateway.read(id)).toMatchObject({ because: expect.stringMatching(/Seal is not the seal/) });
  });

  it('when the withheld operation has become somebody else’s', async () => {
    const withheld = await aWithheld();
    const { id } = await anApprovedRelease(withheld);
    await withheld.gateway.store.alter(withheld.original.id, {
      operation: ({ shown }) => ({ shown: { ...shown, agent: OTHER_AGENT } }),
    });

    expect(await withheld.gateway.execute(id)).toBe('DENIED');
    expect(await withheld.gateway.read(id)).toMatchObject({
      because: expect.stringMatching(/is no operation of yours/),
    });
  });

  it('when its time is over by then', async () => {
    const withheld = await aWithheld();
    withheld.gateway.clock.set('2026-11-29T11:59:00.000Z');
    const { id } = await anApprovedRelease(withheld);
    withheld.gateway.clock.set('2026-11-29T12:00:00.000Z');

    expect(await withheld.gateway.execute(id)).toBe('DENIED');
    expect(await withheld.gateway.read(id)).toMatchObject({ because: expect.stringMatching(/was kept until/) });
  });

  it('when the policies would let it run unattended now', async () => {
    const withheld = await aWithheld();
    const { id } = await anApprovedRelease(withheld);

    await execute(id, { ...withheld.gateway.executor, policies: aPolicySet(RUN_ALL) });

    expect(await withheld.gateway.read(id)).toMatchObject({
      status: 'DENIED',
      because: expect.stringMatching(/released by people only/),
    });
  });
});

describe('an approved release fails, and gives nothing,', () => {
  async function failing(change: (results: ResultStore, kept: KeptResult) => Promise<void> | void) {
    const withheld = await aWithheld();
    const { gateway, original } = withheld;
    const { results } = gateway.executor;
    const { id } = await anApprovedRelease(withheld);
    const kept = (await results.take(original.id)) as KeptResult;
    await results.keep(kept);
    await change(results, kept);
    await gateway.execute(id);
    const operation = await gateway.read(id);
    expect(JSON.stringify(operation)).not.toContain(CONTENT);
    return operation;
  }

  it('when the answer is gone', async () => {
    const operation = await failing(async (results, { operationId }) => void (await results.take(operationId)));

    expect(operation).toMatchObject({ status: 'FAILED', failure: { code: 'ResultGone' } });
  });

  it.each<[string, (kept: KeptResult) => Partial<KeptResult>]>([
    ['what is kept was altered', () => ({ result: { Items: [] } })],
    ['what is kept is of another agent', () => ({ agent: OTHER_AGENT })],
    ['what is kept has a longer time', () => ({ until: '2099-01-01T00:00:00.000Z' })],
  ])('when %s', async (_, change) => {
    const operation = await failing(async (results, kept) => {
      await results.take(kept.operationId);
      await results.keep({ ...kept, ...change(kept) });
    });

    expect(operation).toMatchObject({ status: 'FAILED', failure: { code: 'ResultAltered' } });
  });

  it.each([['count'], ['take']])('when the table does not answer to %s', async (method) => {
    const operation = await failing((results) => {
      Object.assign(results, { [method]: () => Promise.reject(new Unavailable('The results table')) });
    });

    expect(operation).toMatchObject({ status: 'FAILED', failure: { code: 'ResultUnreachable' } });
  });

  it('and keeps the answer when it could not be counted', async () => {
    let store: ResultStore | undefined;
    let id = '';
    await failing((results, kept) => {
      [store, id] = [results, kept.operationId];
      results.count = () => Promise.reject(new Unavailable('The results table'));
    });

    expect(await store?.take(id)).toBeDefined();
  });
});

describe('a seal', () => {
  it('is another for the same answer under another salt, and no two salts are alike', async () => {
    const [{ gateway, original }, another] = [await aWithheld(), await aWithheld()];
    const kept = (await gateway.executor.results.take(original.id)) as KeptResult;
    const other = await another.gateway.executor.results.take(another.original.id);

    expect(sealOf(kept)).toBe((original as Extract<Closed, { status: 'SUCCEEDED' }>).withheld?.kept?.seal);
    expect(sealOf({ ...kept, salt: '00'.repeat(32) })).not.toBe(sealOf(kept));
    expect(kept.salt).toMatch(/^[0-9a-f]{64}$/);
    expect(other?.salt).not.toBe(kept.salt);
  });
});

describe('an answer that a release gave out', () => {
  it('cannot be released again by asking for the release of the release', async () => {
    const withheld = await aWithheld();
    const operation = await released(withheld);

    const { statusCode, body } = await withheld.gateway.ask({
      route: 'POST /operations',
      body: JSON.stringify(aRelease(operation)),
    });

    expect(statusCode).toBe(422);
    expect(body).toContain('has no withheld result');
  });
});
