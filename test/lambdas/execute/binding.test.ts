import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { signGrant } from '../../../lambdas/approve/grant.ts';
import { execute } from '../../../lambdas/execute/execute.ts';
import { digestOf } from '../../../lambdas/record/call.ts';
import { chain, type OperationEvent } from '../../../lambdas/record/events.ts';
import type { Allowed, Approved, Closed, GrantStatement } from '../../../lambdas/record/operation.ts';
import type { BackdoorStore, Forgery } from '../../support/a-backdoor-store.ts';
import { aRead, anEnvelope, ANNA, BERT, OTHER_AGENT } from '../../support/a-call.ts';
import { submit } from '../../../lambdas/submit/submit.ts';
import { aGateway, type Gateway } from '../../support/a-gateway.ts';
import { aGrantSigner } from '../../support/a-grant-signer.ts';
import { aPolicySet, askText, forbidText, OVERFLOW } from '../../support/a-policy-set.ts';

const DIGEST = 'f'.repeat(64);
const forge = (change: (operation: Approved) => object): Forgery => ({
  operation: (operation) => change(operation as Approved),
});
const inCall = (changes: object) => forge(({ call }) => ({ call: { ...call, ...changes } }));
const inStatement = (changes: Partial<GrantStatement>) =>
  forge(({ grant }) => ({ grant: { ...grant, statement: { ...grant.statement, ...changes } } }));
const inEvent = (index: number, changes: Partial<OperationEvent>): Forgery => ({
  events: (events) => events.with(index, { ...(events[index] as OperationEvent), ...changes }),
});

/** An operation that is approved, with its workflow not yet told. */
async function anApproved(gateway = aGateway()) {
  const pending = await gateway.post(anEnvelope());
  await gateway.approve(pending);
  return { gateway, id: pending.id };
}

async function expectNothingRan(
  gateway: Gateway<BackdoorStore>,
  id: string,
  ending: { status: string; because: RegExp },
) {
  expect(gateway.aws.issued).toEqual([]);
  expect(gateway.aws.sent).toEqual([]);
  const operation = (await gateway.read(id)) as Closed;
  const because = expect.stringMatching(ending.because) as unknown as string;
  expect(operation).toMatchObject({ status: ending.status, because });
  await gateway.archive(id);
  const receipt = [...gateway.receipts.values()].find(({ key }) => key.includes(id));
  const archived = JSON.parse(gunzipSync(receipt?.bytes ?? '').toString()) as { operation: object };
  expect(archived.operation).toMatchObject({ id, status: ending.status, because });
}

const SIGNATURE = /not signed by the gateway \(signature\)/;
const CALL = /not the one that was decided on \(digest\)/;

describe('what was approved is what runs: nothing runs when, between approval and execution, somebody alters', () => {
  it.each<readonly [string, Forgery, RegExp]>([
    ['the digest', forge(() => ({ digest: DIGEST })), CALL],
    ['a member of the input', inCall({ input: { Bucket: 'invoices', Key: '2026/10/0001.pdf' } }), CALL],
    ['the input’s members', inCall({ input: { Bucket: 'invoices', Key: '2026/10/0042.pdf', VersionId: 'x' } }), CALL],
    ['the operation', inCall({ operation: 'DeleteBucket' }), CALL],
    ['the account', inCall({ account: '444455556666' }), CALL],
    ['the region', inCall({ region: 'us-east-1' }), CALL],
    ['the agent', inCall({ agent: OTHER_AGENT }), CALL],
    ['the reason', inCall({ reason: 'Because' }), CALL],
    [
      'the input and the digest together',
      forge(({ call }) => {
        const other = { ...call, input: { Bucket: 'invoices', Key: 'all-of-them' } };
        return { call: other, digest: digestOf(other) };
      }),
      /The digest is not the one that was received/,
    ],
    [
      'the input as it was shown',
      forge(({ shown }) => ({ shown: { ...shown, input: { Bucket: 'harmless' } } })),
      /what was shown/,
    ],
    [
      'the reason as it was shown',
      forge(({ shown }) => ({ shown: { ...shown, reason: 'Harmless' } })),
      /what was shown/,
    ],
    [
      'the resources as they were shown',
      forge(({ needs }) => ({
        needs: { ...needs, grants: [{ actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::harmless/x'] }] },
      })),
      /other rights than those that were decided on \(needs\)/,
    ],
    ['the tier', forge(({ needs }) => ({ needs: { ...needs, tier: 'derived' } })), /needs/],
    [
      'the policy set of the decision',
      forge(({ decision }) => ({ decision: { ...decision, policySet: DIGEST } })),
      /its decision/,
    ],
    [
      'the verdict of the decision',
      forge(({ decision }) => ({ decision: { ...decision, verdict: 'allow' } })),
      /its decision/,
    ],
    ['the quorum of the decision', forge(({ decision }) => ({ decision: { ...decision, quorum: 0 } })), /its decision/],
    [
      'the approver groups of the decision',
      forge(({ decision }) => ({ decision: { ...decision, approvers: ['security'] } })),
      /its decision/,
    ],
    [
      'the verdict list',
      forge(({ verdicts }) => ({ verdicts: verdicts.map((one) => ({ ...one, reviewer: BERT })) })),
      /approvers on record/,
    ],
    [
      'the verdict list, by one more',
      forge(({ verdicts }) => ({ verdicts: [...verdicts, { ...verdicts[0], reviewer: BERT }] })),
      /approvers on record/,
    ],
    ['the verdict list, by all', forge(() => ({ verdicts: [] })), /approvers on record/],
    [
      'the verdict itself',
      forge(({ verdicts }) => ({ verdicts: verdicts.map((one) => ({ ...one, answer: 'reject' })) })),
      /approvers on record/,
    ],
    ['the deadline', forge(() => ({ deadline: '2027-01-01T00:00:00.000Z' })), /its deadline/],
    ['the approvers of the grant', inStatement({ approvers: [BERT] }), SIGNATURE],
    ['the expiry of the grant', inStatement({ notAfter: '2027-01-01T00:00:00.000Z' }), /its deadline/],
    [
      'the expiry of the grant and the deadline together',
      forge(({ grant }) => {
        const notAfter = '2027-01-01T00:00:00.000Z';
        return { deadline: notAfter, grant: { ...grant, statement: { ...grant.statement, notAfter } } };
      }),
      SIGNATURE,
    ],
    ['the digest of the grant', inStatement({ digest: DIGEST }), SIGNATURE],
    ['the operation id of the grant', inStatement({ operationId: 'op_01JD8Z4Q6W7X8Y9ZABCDEFGHJK' }), SIGNATURE],
    ['the quorum of the grant', inStatement({ quorum: 0 }), SIGNATURE],
    ['the policy set of the grant', inStatement({ policySet: DIGEST }), SIGNATURE],
    [
      'the signature',
      forge(({ grant }) => ({ grant: { ...grant, signature: Buffer.from('no signature').toString('base64') } })),
      SIGNATURE,
    ],
    ['the signature, to none', forge(({ grant }) => ({ grant: { ...grant, signature: '' } })), SIGNATURE],
    ['the first event', inEvent(0, { by: 'agent:other' }), /history was altered: event 2 does not follow/],
    ['an event in between', inEvent(3, { by: 'reviewer:U0OTHER' }), /history was altered: event 5 does not follow/],
    [
      'the newest event',
      inEvent(4, { at: '2026-11-22T12:00:01.000Z' }),
      /history was altered: the newest event is not/,
    ],
    [
      'the history, by its tail',
      { events: (events) => events.slice(0, -1) },
      /history was altered: the newest event is not/,
    ],
    ['the history, by all', { events: () => [] }, /history was altered: the newest event is not/],
    ['the grant, to none', forge(() => ({ grant: undefined })), /cannot be checked/],
    ['the call, to none', forge(() => ({ call: null })), /cannot be checked/],
    ['the verdicts, to none', forge(() => ({ verdicts: undefined })), /cannot be checked/],
    ['the version', forge(({ version }) => ({ version: version - 1 })), /its status/],
  ])('%s', async (...[, forgery, because]) => {
    const { gateway, id } = await anApproved();
    await gateway.store.alter(id, forgery);

    expect(await gateway.execute(id)).toBe('DENIED');

    await expectNothingRan(gateway, id, { status: 'DENIED', because });
  });
});

describe('a grant counts for one operation only', () => {
  it('is refused on another operation, though the gateway signed it', async () => {
    const gateway = aGateway();
    const [first, other] = [await gateway.post(anEnvelope()), await gateway.post(anEnvelope())];
    for (const one of [first, other]) await gateway.approve(one);
    const { id } = first;
    const { grant } = (await gateway.read(other.id)) as Approved;
    await gateway.store.alter(
      id,
      forge(() => ({ grant, deadline: grant.statement.notAfter })),
    );

    await gateway.execute(id);

    await expectNothingRan(gateway, id, { status: 'DENIED', because: /The grant is for another operation/ });
  });

  it.each<readonly [string, Partial<GrantStatement>, RegExp]>([
    ['for another call', { digest: DIGEST }, /for another call \(digest\)/],
    ['by other people', { approvers: [BERT] }, /approvers on record are not those of the grant/],
    ['under other policies', { policySet: DIGEST }, /made under other policies/],
  ])('is refused when it was signed %s', async (...[, changes, because]) => {
    const { gateway, id } = await anApproved();
    const { grant } = (await gateway.read(id)) as Approved;
    const signed = await signGrant({ ...grant.statement, ...changes }, gateway.slack.signer);
    await gateway.store.alter(
      id,
      forge(() => ({ grant: signed })),
    );

    await gateway.execute(id);

    await expectNothingRan(gateway, id, { status: 'DENIED', because });
  });

  it('is refused when another key signed it', async () => {
    const { gateway, id } = await anApproved();
    const { grant } = (await gateway.read(id)) as Approved;
    const forged = await signGrant(grant.statement, aGrantSigner());
    await gateway.store.alter(
      id,
      forge(() => ({ grant: forged })),
    );

    await gateway.execute(id);

    await expectNothingRan(gateway, id, { status: 'DENIED', because: SIGNATURE });
  });
});

describe('time', () => {
  it.each([
    [299, 'SUCCEEDED'],
    [300, 'EXPIRED'],
    [301, 'EXPIRED'],
  ])('%d seconds after the approval it ends %s', async (seconds, status) => {
    const { gateway, id } = await anApproved();
    gateway.clock.advance(seconds);

    expect(await gateway.execute(id)).toBe(status);
    if (status === 'EXPIRED') await expectNothingRan(gateway, id, { status, because: /not started in time/ });
  });

  it('runs nothing when the time is over between the check and the claim', async () => {
    const { gateway, id } = await anApproved();
    const slow = {
      prepare: async (call: Approved['call']) => {
        gateway.clock.advance(300);
        return gateway.aws.aws.prepare(call);
      },
    };

    const ended = await execute(id, { ...gateway.executor, aws: slow });

    expect(ended.status).toBe('APPROVED');
    expect(gateway.aws.issued).toEqual([]);
    await gateway.sweep();
    gateway.clock.advance(1);
    await gateway.sweep();
    await expectNothingRan(gateway, id, { status: 'EXPIRED', because: /not started in time/ });
  });

  it('of an allowed operation cannot be prolonged in the table', async () => {
    const gateway = aGateway();
    const never = { ...gateway.api, executor: { run: async () => ({ ended: false }) } };
    const { id } = await postVia(never, gateway);
    await gateway.store.alter(id, { operation: () => ({ deadline: '2027-01-01T00:00:00.000Z' }) });

    expect(await gateway.execute(id)).toBe('DENIED');
    await expectNothingRan(gateway, id, { status: 'DENIED', because: /its deadline/ });
  });
});

describe('the policy of today', () => {
  const two = askText('two', '@approvers("platform") @quorum("2") @timeout("60")');

  it.each<readonly [string, readonly string[], RegExp]>([
    [
      'denies it',
      [askText('ask'), forbidText('frozen', 'context.service == "s3"')],
      /The policy denies this now: frozen forbids/,
    ],
    [
      'permits nothing',
      [askText('other', undefined, 'when { context.service == "ec2" }')],
      /The policy denies this now: No policy permits/,
    ],
    ['asks for two people', [two], /asks for 2 of platform now; 1 of the approvers count/],
    [
      'asks other people',
      [askText('ask', '@approvers("security") @quorum("1") @timeout("60")')],
      /asks for 1 of security now; 0 of the approvers/,
    ],
    ['cannot be evaluated', [askText('ask'), forbidText('broken', OVERFLOW)], /could not be evaluated/],
  ])('is asked again: nothing runs when it %s', async (...[, policies, because]) => {
    const { gateway, id } = await anApproved();

    await execute(id, { ...gateway.executor, policies: aPolicySet(...policies) });

    await expectNothingRan(gateway, id, { status: 'DENIED', because });
  });

  it('may have relaxed: what it lets run at once today, an approval of yesterday does not stop', async () => {
    const { gateway, id } = await anApproved();
    const relaxed = aPolicySet('@id("all") permit (principal, action == Countersign::Action::"unattended", resource);');

    expect(await execute(id, { ...gateway.executor, policies: relaxed })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('runs nothing that was allowed when it asks for an approval now, though the record be altered', async () => {
    const gateway = aGateway();
    const { id } = await postVia({ ...gateway.api, executor: { run: async () => ({ ended: false }) } }, gateway);

    await execute(id, { ...gateway.executor, policies: aPolicySet(askText('ask')) });

    await expectNothingRan(gateway, id, { status: 'DENIED', because: /asks for an approval now, and there is none/ });
  });

  it.each<readonly [string, (directory: Gateway<BackdoorStore>['api']['directory']) => object]>([
    ['left the group', ({ approvers }) => ({ approvers: { ...approvers, platform: [BERT] } })],
    [
      'became an owner of the agent',
      ({ agents }) => ({ agents: mapped(agents, (agent) => ({ ...agent, owners: [ANNA] })) }),
    ],
    ['is of an agent that nobody owns any more', () => ({ agents: {} })],
  ])('looks up the people again: nothing runs when the approver %s', async (...[, change]) => {
    const { gateway, id } = await anApproved();
    const directory = { ...gateway.api.directory, ...change(gateway.api.directory) };

    await execute(id, { ...gateway.executor, directory });

    await expectNothingRan(gateway, id, { status: 'DENIED', because: /The policy (asks for|denies this now)/ });
  });
});

describe('a status that was forged', () => {
  it('from PENDING to ALLOWED runs nothing', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    await gateway.store.alter(id, { operation: () => ({ status: 'ALLOWED' }) });

    await gateway.execute(id);

    await expectNothingRan(gateway, id, { status: 'DENIED', because: /its status/ });
  });

  it('from PENDING to ALLOWED with a history that fits runs nothing: the policy still asks', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    const decision = { verdict: 'allow', policies: [], policySet: DIGEST, reasons: [] } as const;
    const { operation, events } = await forgedAllowance(gateway, id, decision);
    await gateway.store.alter(id, { operation: () => operation, events: () => events });

    await gateway.execute(id);

    await expectNothingRan(gateway, id, { status: 'DENIED', because: /asks for an approval now, and there is none/ });
  });

  it('from PENDING to APPROVED without a grant runs nothing', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    await gateway.store.alter(id, { operation: () => ({ status: 'APPROVED' }) });

    await gateway.execute(id);

    await expectNothingRan(gateway, id, { status: 'DENIED', because: /cannot be checked: parts of it are missing/ });
  });

  it('from a closed one back to APPROVED runs nothing twice', async () => {
    const { gateway, id } = await anApproved();
    const approved = await gateway.read(id);
    await gateway.execute(id);
    expect(gateway.aws.sent).toHaveLength(1);
    await gateway.store.alter(id, { operation: () => approved });

    await gateway.execute(id);

    expect(gateway.aws.sent).toHaveLength(1);
    expect(await gateway.read(id)).toMatchObject({
      status: 'DENIED',
      because: expect.stringMatching(/history was altered/),
    });
  });
});

describe('the claim', () => {
  it.each<readonly [string, (operation: Approved) => object]>([
    ['the call', ({ call }) => ({ call: { ...call, account: '444455556666' } })],
    ['the grant', ({ grant }) => ({ grant: { ...grant, signature: '' } })],
    ['the deadline', () => ({ deadline: '2027-01-01T00:00:00.000Z' })],
  ])('is not made when %s changes after the checks', async (...[, change]) => {
    const { gateway, id } = await anApproved();
    const aws = {
      prepare: async (call: Approved['call']) => {
        await gateway.store.alter(id, forge(change));
        return gateway.aws.aws.prepare(call);
      },
    };

    expect(await execute(id, { ...gateway.executor, aws })).toMatchObject({ status: 'APPROVED' });

    expect([gateway.aws.issued, gateway.aws.sent]).toEqual([[], []]);
  });
});

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** Posts a read by an API whose parts are given, and gives the operation it became. */
async function postVia(api: Gateway<BackdoorStore>['api'], gateway: Gateway<BackdoorStore>) {
  const submitted = await submit({ agent: aRead().agent, body: JSON.stringify(anEnvelope(aRead())) }, api);
  if (submitted.kind !== 'operation') throw new Error(submitted.kind);
  return gateway.read(submitted.operation.id);
}

/** The record of a call that the policy asked about, written anew as if it had allowed it. */
async function forgedAllowance(gateway: Gateway<BackdoorStore>, id: string, decision: Allowed['decision']) {
  const pending = (await gateway.read(id)) as Approved;
  const [received] = (await gateway.store.events(id)) as [OperationEvent];
  const { policies, policySet, reasons } = decision;
  const allowed = {
    at: received.at,
    type: 'allowed',
    status: 'ALLOWED',
    by: 'policy',
    facts: { policies, policySet, reasons },
  } as const;
  const { events, head } = chain(id, { seq: 0, head: null }, [draftOf(received), allowed]);
  const deadline = new Date(Date.parse(received.at) + 60_000).toISOString();
  return { operation: { ...pending, status: 'ALLOWED', version: 2, head, deadline, decision }, events };
}

function draftOf({ at, type, status, by, facts }: OperationEvent) {
  return { at, type, status, by, facts };
}
