import { describe, expect, it } from '@jest/globals';
import { isSigned } from '../../../lambdas/approve/grant.ts';
import { APPROVE, REJECT } from '../../../lambdas/approve/interaction.ts';
import { takeInteraction } from '../../../lambdas/approve/take-interaction.ts';
import type { Approved } from '../../../lambdas/record/operation.ts';
import { close } from '../../../lambdas/record/steps.ts';
import { transition } from '../../../lambdas/record/transition.ts';
import { SlackRefused, SlackUnavailable, Unavailable } from '../../../lambdas/runtime/errors.ts';
import { AGENT, ANNA, BERT, CARA, OWNER, SECURITY } from '../../support/a-call.ts';
import { aReview, type Review } from '../../support/a-review.ts';
import { aClick, aRejection, aSlackRequest, type Click } from '../../support/a-slack-request.ts';
import { anAsk, CARD, ID, newId } from '../../support/an-operation.ts';

const approve = (review: Review, click: Click = {}) => review.take(aClick(review.operation, click));
const reject = (review: Review, reason: string, click: Click = {}) =>
  review.take(aRejection(review.operation, reason, click));

async function expectUnchanged(review: Review): Promise<void> {
  expect(await review.current()).toEqual(review.operation);
  expect(review.signals).toEqual([]);
}

const TWO = { decision: anAsk({ quorum: 2 }) };

describe('an approval that completes the quorum', () => {
  it('is written with its grant, and then told to the workflow', async () => {
    const review = await aReview();

    expect(await approve(review)).toEqual({ status: 200 });

    const operation = (await review.current()) as Approved;
    expect(operation).toMatchObject({
      status: 'APPROVED',
      verdicts: [{ reviewer: ANNA, answer: 'approve', at: '2026-11-22T12:00:00.000Z' }],
      deadline: '2026-11-22T12:05:00.000Z',
    });
    expect(operation.grant.statement).toEqual({
      version: 1,
      operationId: ID,
      digest: operation.digest,
      approvers: [ANNA],
      quorum: 1,
      policySet: operation.decision.policySet,
      issuedAt: '2026-11-22T12:00:00.000Z',
      notAfter: '2026-11-22T12:05:00.000Z',
    });
    expect(isSigned(operation.grant, await review.signer.publicKey())).toBe(true);
    expect(review.signals).toEqual([{ token: 'token-1', verdict: 'APPROVED' }]);
  });

  it('waits for the second person where two are asked, and grants for both', async () => {
    const review = await aReview(TWO);

    await approve(review);

    expect(await review.current()).toMatchObject({ status: 'PENDING', verdicts: [{ reviewer: ANNA }] });
    expect(review.signals).toEqual([]);
    await approve(review, { user: BERT });
    expect(await review.current()).toMatchObject({
      status: 'APPROVED',
      grant: { statement: { approvers: [ANNA, BERT], quorum: 2 } },
    });
    expect(review.signals).toHaveLength(1);
  });

  it('is not completed by the same person twice', async () => {
    const review = await aReview(TWO);

    await approve(review);
    await approve(review);

    expect(await review.current()).toMatchObject({ status: 'PENDING', verdicts: [{ reviewer: ANNA }] });
    expect(review.channel.whispers).toMatchObject([{ user: ANNA, text: 'You have already approved this request.' }]);
  });

  it('counts a person in two groups once', async () => {
    const review = await aReview({ decision: anAsk({ quorum: 2, approvers: ['platform', 'security'] }) });

    await approve(review, { user: CARA });
    await approve(review, { user: CARA });

    expect(await review.current()).toMatchObject({ status: 'PENDING', verdicts: [{ reviewer: CARA }] });
  });

  it('is counted once when two clicks arrive at once, and grants once', async () => {
    const review = await aReview();

    const replies = await Promise.all([approve(review), approve(review), approve(review, { user: BERT })]);

    expect(replies).toEqual([{ status: 200 }, { status: 200 }, { status: 200 }]);
    const operation = (await review.current()) as Approved;
    expect(operation.verdicts).toHaveLength(1);
    const events = await review.store.events(ID);
    expect(events.filter(({ type }) => type === 'approved')).toHaveLength(1);
  });

  it('completes a quorum of two by two people at once', async () => {
    const review = await aReview(TWO);

    await Promise.all([approve(review), approve(review, { user: BERT })]);

    const operation = (await review.current()) as Approved;
    expect(operation.status).toBe('APPROVED');
    expect([...operation.grant.statement.approvers].sort()).toEqual([ANNA, BERT]);
  });
});

describe('a rejection', () => {
  it('opens a window that asks why, and changes nothing yet', async () => {
    const review = await aReview();

    expect(await approve(review, { action: REJECT, trigger: 'trigger-7' })).toEqual({ status: 200 });

    expect(review.channel.modals).toMatchObject([{ trigger: 'trigger-7', view: { callback_id: 'reject-reason' } }]);
    await expectUnchanged(review);
  });

  it('ends the request with the reason, whatever the quorum', async () => {
    const review = await aReview(TWO);

    expect(await reject(review, '  Wrong bucket. ', { user: BERT })).toEqual({ status: 200 });

    expect(await review.current()).toMatchObject({
      status: 'REJECTED',
      because: 'Wrong bucket.',
      verdicts: [{ reviewer: BERT, answer: 'reject', reason: 'Wrong bucket.' }],
    });
    expect(review.signals).toEqual([{ token: 'token-1', verdict: 'REJECTED' }]);
  });

  it('still counts from somebody who approved, while the quorum is open', async () => {
    const review = await aReview(TWO);
    await approve(review);

    await reject(review, 'On second thought, no');

    expect(await review.current()).toMatchObject({ status: 'REJECTED', because: 'On second thought, no' });
  });

  it('keeps a secret in its reason from the agent and the record', async () => {
    const review = await aReview();

    await reject(review, 'The key AKIAQX7EXAMPLE4LEAKZ is in there');

    expect(await review.current()).toMatchObject({ status: 'REJECTED', because: expect.stringContaining('[masked:') });
    expect(JSON.stringify([await review.current(), await review.store.events(ID)])).not.toContain('AKIAQX7');
  });

  it('counts from somebody who approved before, while the quorum is open', async () => {
    const review = await aReview(TWO);
    await approve(review);

    await reject(review, 'On second thought, no');

    expect(await review.current()).toMatchObject({
      status: 'REJECTED',
      verdicts: [
        { reviewer: ANNA, answer: 'approve' },
        { reviewer: ANNA, answer: 'reject' },
      ],
    });
  });

  it('has its reason masked: the record holds no secret that a person pasted', async () => {
    const review = await aReview();

    await reject(review, 'leaked AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY');

    expect(await review.current()).toMatchObject({ status: 'REJECTED' });
    expect(JSON.stringify([await review.current(), await review.store.events(ID)])).not.toContain('wJalrXUtnFEMI');
  });

  it.each([
    ['too short', 'no', 'Say in a few words why, so that the agent can do better.'],
    ['only spaces', '     ', 'Say in a few words why, so that the agent can do better.'],
    ['too long', 'x'.repeat(501), 'Use at most 500 characters.'],
  ])('with a reason that is %s is sent back to its field', async (_name, reason, why) => {
    const review = await aReview();

    const reply = await reject(review, reason);

    expect(reply).toEqual({ status: 200, body: { response_action: 'errors', errors: { reason: why } } });
    await expectUnchanged(review);
  });

  it('counts for the person who sent the window, not for the one who opened it', async () => {
    const review = await aReview();
    await approve(review, { action: REJECT });

    await reject(review, 'I am no reviewer', { user: 'U0OUTSIDER' });

    await expectUnchanged(review);
    expect(review.channel.whispers).toMatchObject([
      { user: 'U0OUTSIDER', text: 'Only members of platform may approve this' },
    ]);
  });

  it('says so when its window did not open in time', async () => {
    const review = await aReview();
    review.channel.broken.set('openModal', new SlackRefused('expired_trigger_id'));

    expect(await approve(review, { action: REJECT })).toEqual({ status: 200 });

    expect(review.channel.whispers).toMatchObject([
      { user: ANNA, text: expect.stringContaining('click Reject again') },
    ]);
  });
});

describe('a click that must not count', () => {
  it.each<readonly [string, Click]>([
    ['of another app', { app: 'A0OTHER' }],
    ['of another workspace', { team: 'T0OTHER' }],
    ['of a guest from another workspace (Slack Connect)', { userTeam: 'T0OTHER' }],
    ['in another channel', { card: { ...CARD, channel: 'C0OTHER' } }],
  ])('%s is refused as unauthorised, without a word', async (_name, click) => {
    const review = await aReview();

    expect(await approve(review, click)).toEqual({ status: 401 });
    expect(await reject(review, 'because I say so', click)).toEqual({ status: 401 });

    await expectUnchanged(review);
    expect(review.channel.whispers).toEqual([]);
  });

  it.each<readonly [string, Click, RegExp]>([
    ['on another message', { card: { ...CARD, message: '1.1' } }, /not the one the request was posted in/],
    ['with another digest', { digest: 'f'.repeat(64) }, /another version of the request/],
    ['for an unknown operation', { operationId: newId() }, /not known to the gateway/],
    ['by the owner of the agent', { user: OWNER }, /nobody approves for an agent of their own/],
    ['by a member of another group', { user: SECURITY }, /Only members of platform may approve this/],
    ['by somebody else', { user: 'U0STRANGER' }, /Only members of platform/],
  ])('%s is explained to the person, and counts neither way', async (_name, click, why) => {
    const review = await aReview();

    expect(await approve(review, click)).toEqual({ status: 200 });
    expect(await approve(review, { ...click, action: REJECT })).toEqual({ status: 200 });
    expect(await reject(review, 'because I say so', click)).toEqual({ status: 200 });

    await expectUnchanged(review);
    expect(review.channel.modals).toEqual([]);
    expect(review.channel.whispers.map(({ text }) => text)).toEqual(Array(3).fill(expect.stringMatching(why)));
  });

  it('by an account that is deleted, a bot or a guest of the workspace is explained', async () => {
    const review = await aReview();
    review.channel.guests.add(ANNA);

    await approve(review);

    await expectUnchanged(review);
    expect(review.channel.whispers).toMatchObject([{ text: 'Only full members of this workspace decide requests.' }]);
  });

  it('after the time is over is explained', async () => {
    const review = await aReview();
    review.clock.advance(3600);

    await approve(review);

    await expectUnchanged(review);
    expect(review.channel.whispers).toMatchObject([{ text: 'This request has expired; nothing will run.' }]);
  });

  it('on an owner who stands in the approver group is refused all the same', async () => {
    const review = await aReview();
    const directory = { agents: { [AGENT]: { team: 'finance', owners: [ANNA] } }, approvers: { platform: [ANNA] } };

    const request = aSlackRequest(aClick(review.operation), { at: review.clock() });
    await takeInteraction(request, { ...review.deps, directory });

    await expectUnchanged(review);
    expect(review.channel.whispers).toMatchObject([{ text: expect.stringMatching(/You own this agent/) }]);
  });

  it.each<readonly [string, string]>([
    ['no payload', 'token=x'],
    ['a payload that is no JSON', 'payload=%7B'],
    ['a payload of another type', `payload=${encodeURIComponent('{"type":"message_action"}')}`],
    ['a click without a user', `payload=${encodeURIComponent('{"type":"block_actions"}')}`],
  ])('%s is acknowledged and ignored', async (_name, body) => {
    const review = await aReview();

    const reply = await takeInteraction(aSlackRequest(body, { at: review.clock() }), review.deps);

    expect(reply).toEqual({ status: 200 });
    await expectUnchanged(review);
  });

  it.each<readonly [string, Click]>([
    ['another button', { action: 'delete-everything' }],
    ['a value that is no request', { operationId: 'op_1' }],
    ['a value with a path in it', { operationId: '../op_01JD8Z4Q6W7X8Y9ZABCDEFGHJK' }],
  ])('%s is ignored', async (_name, click) => {
    const review = await aReview();

    expect(await approve(review, click)).toEqual({ status: 200 });
    await expectUnchanged(review);
  });

  it('without Slack’s signature is not even read', async () => {
    const review = await aReview();
    const forged = aSlackRequest(aClick(review.operation), { at: review.clock(), secret: 'guess' });

    expect(await takeInteraction(forged, review.deps)).toEqual({ status: 401 });
    await expectUnchanged(review);
  });
});

describe('a click that comes again', () => {
  it('changes nothing, tells the clicker how it stands, and repeats the stored verdict to the workflow', async () => {
    const review = await aReview();
    await approve(review);
    const decided = await review.current();

    await approve(review, { user: BERT });
    await reject(review, 'changed my mind');

    expect(await review.current()).toEqual(decided);
    expect(review.signals).toEqual(Array(3).fill({ token: 'token-1', verdict: 'APPROVED' }));
    expect(review.channel.whispers[0]?.text).toBe(
      `This request is closed: <@${ANNA}> approved it; it is APPROVED now.`,
    );
  });

  it('sends a signal that was lost after the verdict was written', async () => {
    const review = await aReview();
    const lost = { ...review.deps, workflow: { decided: () => Promise.reject(new Error('connection lost')) } };
    const request = () => aSlackRequest(aClick(review.operation, { action: APPROVE }), { at: review.clock() });

    await expect(takeInteraction(request(), lost)).rejects.toThrow('connection lost');
    await takeInteraction(request(), review.deps);

    expect(await review.current()).toMatchObject({ status: 'APPROVED', verdicts: [{ reviewer: ANNA }] });
    expect(review.signals).toEqual([{ token: 'token-1', verdict: 'APPROVED' }]);
  });

  it('never revives a cancelled request', async () => {
    const review = await aReview();
    await transition(review.store, ID, (current) =>
      close(
        current,
        { status: 'CANCELLED', because: 'cancelled by the agent' },
        { at: review.clock(), by: `agent:${AGENT}` },
      ),
    );

    await approve(review);

    expect(await review.current()).toMatchObject({ status: 'CANCELLED' });
    expect(review.channel.whispers).toMatchObject([{ text: 'This request is closed: it is CANCELLED.' }]);
  });
});

describe('breakage', () => {
  it.each([
    ['the table does not answer', 'read' as const],
    ['the table does not take the verdict', 'commit' as const],
  ])('answers 503 and counts nothing when %s', async (_name, method) => {
    const review = await aReview();
    const operations = Object.create(review.store, {
      read: { value: review.store.read.bind(review.store) },
      tokenOf: { value: review.store.tokenOf.bind(review.store) },
      [method]: { value: () => Promise.reject(new Unavailable('The operations table')) },
    }) as Review['store'];

    const request = aSlackRequest(aClick(review.operation), { at: review.clock() });
    expect(await takeInteraction(request, { ...review.deps, operations })).toEqual({ status: 503 });

    await expectUnchanged(review);
  });

  it('counts nothing when Slack cannot say who clicked', async () => {
    const review = await aReview();
    review.channel.broken.set('isFullMember', new SlackUnavailable('slack_webapi_request_error'));

    expect(await approve(review)).toEqual({ status: 503 });
    await expectUnchanged(review);
  });

  it('counts nothing when the grant cannot be signed', async () => {
    const review = await aReview();
    const signer = { ...review.signer, sign: () => Promise.reject(new Error('KMS is down')) };

    const request = aSlackRequest(aClick(review.operation), { at: review.clock() });
    await expect(takeInteraction(request, { ...review.deps, signer })).rejects.toThrow('KMS is down');

    await expectUnchanged(review);
  });

  it('does not fail a refused click because the explanation did not arrive', async () => {
    const review = await aReview();
    review.channel.broken.set('whisper', new SlackUnavailable('x'));

    expect(await approve(review, { user: OWNER })).toEqual({ status: 200 });
    await expectUnchanged(review);
  });
});
