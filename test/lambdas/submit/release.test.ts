import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { ACCOUNT, anEnvelope, aRead, OTHER_AGENT } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import {
  aRelease,
  aScan,
  aWithheld,
  askRelease,
  CONTENT,
  NO_SEAL,
  releaseInputOf,
} from '../../support/a-guarded-gateway.ts';
import { aPolicySet, RUN_ALL } from '../../support/a-policy-set.ts';
import { ID, newId } from '../../support/an-operation.ts';

type Gateway = Awaited<ReturnType<typeof aWithheld>>['gateway'];

async function refusal(gateway: Gateway, envelope: JsonObject, userArn?: string) {
  const { statusCode, body } = await gateway.ask({
    route: 'POST /operations',
    body: JSON.stringify(envelope),
    ...(userArn !== undefined && { userArn }),
  });
  return { statusCode, errors: (JSON.parse(body) as { errors?: unknown }).errors };
}

const fault = (pointer: string, detail: unknown) => ({ statusCode: 422, errors: [{ pointer, detail }] });

describe('asking for a release', () => {
  it('waits for a reviewer: it is a read of data that needs no credentials', async () => {
    const withheld = await aWithheld();

    const operation = await askRelease(withheld);

    expect(operation).toMatchObject({
      status: 'PENDING',
      question: { tier: 'curated', accessLevel: 'Read', categories: ['data-read'], grants: [], credentials: 'none' },
      decision: { verdict: 'ask', policies: ['release-asks', 'releases-ask'], approvers: ['platform'], quorum: 1 },
    });
  });

  it('shows reviewers what was withheld and which call it answered, and nothing of the answer', async () => {
    const withheld = await aWithheld();
    const { shown, digest } = await askRelease(withheld);
    const { message } = withheld.gateway.channel.posts[0]!;
    const card = JSON.stringify(message);

    expect(shown.input).toEqual({
      ...releaseInputOf(withheld.original),
      Withheld: {
        because: expect.stringMatching(/^3 rows in one answer, and the policy allows 2/),
        ...{ rows: 3, personal: 3, bytes: expect.any(Number), keptUntil: '2026-11-29T12:00:00.000Z' },
      },
      Call: { service: 'dynamodb', operation: 'Scan', input: { TableName: 'customers' } },
    });
    for (const text of [
      'customers',
      '3 rows in one answer',
      'AWS is not called',
      'I need all of them',
      digest.slice(0, 32),
    ])
      expect(card).toContain(text);
    expect(message.blocks.some((block) => block.type === 'actions' && block.elements.length === 2)).toBe(true);
    expect(card).not.toContain(CONTENT);
  });

  it('counts as made where the call was made, which is what policies look at', async () => {
    const { gateway } = await aWithheld();
    gateway.aws.answer = async () => ({ kind: 'answered', output: { Contents: [] } });
    const within = await gateway.post(anEnvelope({ ...aRead(), region: 'us-east-1' }));
    gateway.aws.answer = async () => ({ kind: 'answered', output: { Contents: [{}, {}, {}] } });
    const original = await gateway.post(anEnvelope({ ...aRead(), region: 'us-east-1' }));

    expect((await gateway.post(aRelease(original))).shown).toMatchObject({ account: ACCOUNT, region: 'us-east-1' });
    expect(await refusal(gateway, aRelease(original, { region: 'eu-west-1' }))).toEqual(
      fault('/region', 'the operation ran in us-east-1: leave it out'),
    );
    expect(await refusal(gateway, aRelease(within))).toEqual(fault('/input/OperationId', 'has no withheld result'));
  });
});

describe('a release that cannot be', () => {
  it('is refused in the same words for an id of somebody else as for one that does not exist', async () => {
    const { gateway, original } = await aWithheld();
    const unknown = await refusal(gateway, aRelease({ id: newId() }));

    expect(unknown).toEqual(fault('/input/OperationId', 'is no operation of yours'));
    expect(await refusal(gateway, aRelease(original), OTHER_AGENT)).toEqual(unknown);
    expect(gateway.channel.posts).toEqual([]);
  });

  it.each<[string, JsonObject, string, RegExp]>([
    [
      'an id of another form',
      { input: { OperationId: 'op_1', Seal: NO_SEAL } },
      '/input/OperationId',
      /expected the id of an operation/,
    ],
    ['no id', { input: { Seal: NO_SEAL } }, '/input/OperationId', /required member is missing/],
    ['an id that is no text', { input: { OperationId: 7, Seal: NO_SEAL } }, '/input/OperationId', /expected a string/],
    ['no seal', { input: { OperationId: ID } }, '/input/Seal', /required member is missing/],
    ['a seal of another form', { input: { OperationId: ID, Seal: 'all' } }, '/input/Seal', /expected the seal/],
    ['another operation of the gateway', { operation: 'ReleaseResults' }, '/operation', /did you mean ReleaseResult\?/],
    ['another service of that name', { service: 'countersing' }, '/service', /did you mean countersign\?/],
  ])('is refused with %s', async (_, changes, pointer, detail) => {
    const { gateway, original } = await aWithheld();

    expect(await refusal(gateway, aRelease(original, changes))).toEqual(fault(pointer, expect.stringMatching(detail)));
  });

  it('is refused with the seal of another answer', async () => {
    const { gateway, original } = await aWithheld();
    const another = await gateway.post(anEnvelope(aScan()));
    const input = { ...releaseInputOf(another), OperationId: original.id };

    expect(releaseInputOf(another)).not.toMatchObject({ Seal: NO_SEAL });
    expect(await refusal(gateway, aRelease(original, { input }))).toEqual(
      fault('/input/Seal', expect.stringMatching(/not the seal of its withheld result: copy it from the notice/)),
    );
  });

  it('is refused with a member that it does not have', async () => {
    const { gateway, original } = await aWithheld();
    const input = { ...releaseInputOf(original), Unmasked: true };

    expect(await refusal(gateway, aRelease(original, { input }))).toEqual(fault('/input/Unmasked', 'unknown member'));
  });

  it('is refused when the answer was not kept, or no longer', async () => {
    const { gateway, original } = await aWithheld();
    gateway.clock.set('2026-11-29T12:00:00.000Z');

    expect(await refusal(gateway, aRelease(original))).toEqual(
      fault(
        '/input/OperationId',
        expect.stringMatching(/was kept until 2026-11-29T12:00:00.000Z: ask for the call again/),
      ),
    );
    Object.assign(gateway.executor, { results: { keep: () => Promise.reject(new Error('down')) } });
    const unkept = await gateway.post(anEnvelope(aScan()));
    expect(await refusal(gateway, aRelease(unkept))).toEqual(
      fault('/input/OperationId', expect.stringMatching(/was not kept: ask for less/)),
    );
  });

  it('is denied by a policy set that would let it run unattended: only people release', async () => {
    const gateway = aGateway({ policies: aPolicySet(RUN_ALL.replace('permit', '@maxRows("2") permit')) });
    gateway.aws.answer = async () => ({ kind: 'answered', output: { Items: [{}, {}, {}] } });
    const original = await gateway.post(anEnvelope(aScan()));

    expect(await gateway.post(aRelease(original))).toMatchObject({
      status: 'DENIED',
      because: expect.stringMatching(/released by people only; run-all must not permit it unattended/),
    });
  });
});
