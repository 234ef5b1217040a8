import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { InMemoryResultStore } from '../../../lambdas/adapters/in-memory-result-store.ts';
import { execute } from '../../../lambdas/execute/execute.ts';
import { KEEP_SECONDS } from '../../../lambdas/execute/guard-result.ts';
import type { ResultStore } from '../../../lambdas/execute/result-store.ts';
import type { Operation } from '../../../lambdas/record/operation.ts';
import { Unavailable } from '../../../lambdas/runtime/errors.ts';
import { aRead, anEnvelope } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { aPolicySet, askText, RUN_ALL } from '../../support/a-policy-set.ts';
import {
  aGuardedGateway,
  aScan,
  aWithheld,
  CONTENT,
  customers,
  releaseInputOf,
} from '../../support/a-guarded-gateway.ts';

const withheldIn = (operation: Operation) => ('withheld' in operation ? operation.withheld : undefined);

describe('an answer within its limits', () => {
  it('goes out as it is', async () => {
    const gateway = aGuardedGateway('@maxRows("3") @maxBytes("100000") @maxPersonal("3") @maxRowsPerDay("3")');

    const operation = await gateway.post(anEnvelope(aScan()));

    expect(operation).toMatchObject({ status: 'SUCCEEDED', result: { Count: 3 } });
    expect(operation).not.toHaveProperty('withheld');
  });

  it('needs no table when no permit sets a limit', async () => {
    const gateway = aGateway({ policies: aPolicySet(RUN_ALL) });
    gateway.aws.answer = async () => customers(500);
    Object.assign(gateway.executor, { results: unreachable() });

    expect(await gateway.post(anEnvelope(aScan()))).toMatchObject({ status: 'SUCCEEDED', result: { Count: 500 } });
  });
});

describe('an answer above a limit', () => {
  it.each([
    ['maxRows', '@maxRows("2")', 3, 2, /^3 rows in one answer, and the policy allows 2 \(maxRows\)/],
    ['maxPersonal', '@maxPersonal("2")', 3, 2, /^3 personal values in one answer/],
    ['maxRowsPerDay', '@maxRowsPerDay("2")', 3, 2, /^3 rows for this agent today/],
    ['maxPersonalPerDay', '@maxPersonalPerDay("2")', 3, 2, /^3 personal values for this agent today/],
  ])('(%s) is withheld, says why and how to get it, and the operation still succeeded', async (...row) => {
    const [limit, notes, measured, allowed, sentence] = row;
    const gateway = aGuardedGateway(notes);

    const operation = await gateway.post(anEnvelope(aScan()));

    expect(operation).toMatchObject({
      status: 'SUCCEEDED',
      result: {
        ...{ limit, measured, allowed, withheld: expect.stringMatching(sentence) },
        answer: { rows: 3, personal: 3 },
        keptUntil: '2026-11-29T12:00:00.000Z',
        release: { service: 'countersign', operation: 'ReleaseResult', input: releaseInputOf(operation) },
      },
    });
    expect(gateway.aws.sent).toHaveLength(1);
    expect(KEEP_SECONDS).toBe(604_800);
  });

  it('(maxBytes) is held to the bytes of the masked result', async () => {
    const gateway = aGuardedGateway('@maxBytes("100")');

    expect(withheldIn(await gateway.post(anEnvelope(aScan())))).toMatchObject({ limit: 'maxBytes', allowed: 100 });
  });

  it('leaves nothing of itself in the record, its events, the API, the receipt or Slack', async () => {
    const { gateway, original } = await aWithheld();
    await gateway.archive(original.id);
    const { body } = await gateway.ask({ route: 'GET /operations/{id}', id: original.id });

    const receipts = [...gateway.receipts.values()].map(({ bytes }) => gunzipSync(bytes).toString());
    const events = await gateway.store.events(original.id);
    const texts = { original, events, body, receipts, slack: gateway.channel };

    expect(receipts).toHaveLength(1);
    expect(body).toContain('"keptUntil"');
    for (const [where, text] of Object.entries(texts))
      expect({ where, found: JSON.stringify(text).includes(CONTENT) }).toEqual({ where, found: false });
  });

  it('is named in the history by its counts and by a seal, which cannot be guessed from the answer', async () => {
    const [one, other] = [await aWithheld(), await aWithheld()];

    const closing = (await one.gateway.store.events(one.original.id)).at(-1);
    expect(closing?.facts).toMatchObject({
      withheld: {
        limit: 'maxRows',
        answer: { rows: 3, personal: 3 },
        kept: { seal: expect.stringMatching(/^\w{64}$/) },
      },
    });
    expect(withheldIn(one.original)?.kept?.seal).not.toBe(withheldIn(other.original)?.kept?.seal);
  });

  it('is held by the limits of today, not by those of the day it was asked', async () => {
    const gateway = aGuardedGateway('@maxRows("3")');
    const { run } = gateway.api.executor;
    Object.assign(gateway.api.executor, { run: async () => ({ ended: false }) });
    const { id } = await gateway.post(anEnvelope(aScan()));
    Object.assign(gateway.api.executor, { run });

    const stricter = aPolicySet(RUN_ALL.replace('permit', '@maxRows("2") permit'));
    await execute(id, { ...gateway.executor, policies: stricter });

    expect(withheldIn(await gateway.read(id))).toMatchObject({ limit: 'maxRows', allowed: 2 });
  });

  it('is withheld for an approved call as well', async () => {
    const asks = askText('asks', '@approvers("platform") @quorum("1") @timeout("60") @maxRows("2")');
    const gateway = aGateway({ policies: aPolicySet(asks) });
    gateway.aws.answer = async () => customers(3);
    const pending = await gateway.post(anEnvelope(aScan()));
    await gateway.approve(pending);
    await gateway.workflow.settle();

    expect(withheldIn(await gateway.read(pending.id))).toMatchObject({ limit: 'maxRows' });
    expect(gateway.channel.replies.map(({ text }) => text).join()).toMatch(/its answer is withheld: 3 rows/);
    expect(JSON.stringify(gateway.channel)).not.toContain(CONTENT);
  });

  it('does not touch a failure: AWS said why, and that is no answer', async () => {
    const gateway = aGuardedGateway('@maxRows("1") @maxBytes("1") @maxRowsPerDay("1")');
    gateway.aws.answer = async () => ({ kind: 'refused', code: 'ResourceNotFoundException', message: 'no such table' });

    expect(await gateway.post(anEnvelope(aScan()))).toMatchObject({
      status: 'FAILED',
      failure: { code: 'ResourceNotFoundException' },
    });
  });

  it('is not kept when it is larger than a record may be', async () => {
    const gateway = aGuardedGateway('@maxRows("2")', 6_000);

    const operation = await gateway.post(anEnvelope(aScan()));

    expect(withheldIn(operation)).toMatchObject({ limit: 'resultBytes', allowed: 262_144 });
    expect(withheldIn(operation)).not.toHaveProperty('kept');
  });
});

describe('the limits of a day', () => {
  it('add up over an agent’s calls, and begin again at midnight UTC', async () => {
    const gateway = aGuardedGateway('@maxRowsPerDay("7")');
    const ask = async () => withheldIn(await gateway.post(anEnvelope(aScan())))?.limit;

    expect([await ask(), await ask(), await ask()]).toEqual([undefined, undefined, 'maxRowsPerDay']);
    gateway.clock.set('2026-11-23T00:00:00.000Z');
    expect(await ask()).toBeUndefined();
  });

  it('count what is given out and nothing else: an answer that was withheld leaves room for a smaller one', async () => {
    const gateway = aGuardedGateway('@maxRowsPerDay("7")', 5);
    await gateway.post(anEnvelope(aScan()));
    expect(withheldIn(await gateway.post(anEnvelope(aScan())))).toMatchObject({ measured: 10, allowed: 7 });

    gateway.aws.answer = async () => customers(2);
    expect(withheldIn(await gateway.post(anEnvelope(aScan())))).toBeUndefined();
  });

  it('count each call that reads one thing as a row, so that reading one by one is no way around', async () => {
    const gateway = aGuardedGateway('@maxRowsPerDay("2")');
    gateway.aws.answer = async () => ({ kind: 'answered', output: { ContentType: 'text/plain' } });
    const ask = async () => withheldIn(await gateway.post(anEnvelope(aRead())))?.limit;

    expect([await ask(), await ask(), await ask()]).toEqual([undefined, undefined, 'maxRowsPerDay']);
  });

  it('hold under many calls at once: exactly as many answers go out as there is room for', async () => {
    const gateway = aGuardedGateway('@maxRowsPerDay("30")');

    const ended = await Promise.all(Array.from({ length: 40 }, () => gateway.post(anEnvelope(aScan()))));

    expect(ended.filter((operation) => withheldIn(operation) === undefined)).toHaveLength(10);
  });
});

describe('a results table that does not answer', () => {
  it('withholds when the day cannot be counted, and names no count', async () => {
    const gateway = aGuardedGateway('@maxRowsPerDay("50")');
    const results = new InMemoryResultStore();
    results.count = () => Promise.reject(new Unavailable('The results table'));
    Object.assign(gateway.executor, { results });

    const operation = await gateway.post(anEnvelope(aScan()));

    expect(operation).toMatchObject({
      status: 'SUCCEEDED',
      result: { withheld: expect.stringMatching(/the count of today was out of reach/), limit: 'maxRowsPerDay' },
    });
    expect(withheldIn(operation)).not.toHaveProperty('measured');
    expect(withheldIn(operation)).toHaveProperty('kept');
  });

  it('withholds what it cannot keep, and says that it cannot be released', async () => {
    const gateway = aGuardedGateway('@maxRows("2")');
    Object.assign(gateway.executor, { results: unreachable() });

    const operation = await gateway.post(anEnvelope(aScan()));

    expect(operation).toMatchObject({ result: { withheld: expect.stringMatching(/It was not kept: ask for less/) } });
    expect(JSON.stringify(operation)).not.toMatch(/ReleaseResult|harmless/);
  });
});

function unreachable(): ResultStore {
  const fail = () => Promise.reject(new Unavailable('The results table'));
  return { keep: fail, take: fail, count: fail };
}
