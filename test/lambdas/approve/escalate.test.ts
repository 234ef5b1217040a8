import { describe, expect, it } from '@jest/globals';
import { SlackUnavailable } from '../../../lambdas/runtime/errors.ts';
import { ANNA, anEnvelope, CARA, SECURITY } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { aPolicySet, askText } from '../../support/a-policy-set.ts';

const NOTES = '@approvers("platform") @timeout("600")';
const ESCALATED = `${NOTES} @quorum("1") @escalate("security")`;
const HALF = 300;

/** A gateway that asks platform about everything, and security from half of ten minutes on; one request is pending. */
async function anAsked(notes = ESCALATED, envelope = {}) {
  const gateway = aGateway({ policies: aPolicySet(askText('all', notes)) });
  const pending = await gateway.post({ ...anEnvelope(), ...envelope });
  return { gateway, pending };
}

describe('a request that is escalated at half of its time', () => {
  it('is not for the further groups before', async () => {
    const { gateway, pending } = await anAsked();
    gateway.clock.advance(HALF - 1);

    await gateway.approve(pending, { user: SECURITY });
    await gateway.sweep();

    expect(gateway.channel.whispers.at(-1)?.text).toBe('Only members of platform may approve this');
    expect(gateway.channel.replies).toEqual([]);
    expect(await gateway.read(pending.id)).toMatchObject({ status: 'PENDING', verdicts: [] });
  });

  it('is approved by one of them from then on, and runs', async () => {
    const { gateway, pending } = await anAsked();
    gateway.clock.advance(HALF);

    await gateway.approve(pending, { user: SECURITY });
    await gateway.workflow.settle();

    expect(await gateway.read(pending.id)).toMatchObject({ status: 'SUCCEEDED', verdicts: [{ reviewer: SECURITY }] });
  });

  it('is still for the groups that were asked first', async () => {
    const { gateway, pending } = await anAsked();
    gateway.clock.advance(HALF);

    await gateway.approve(pending, { user: ANNA });
    await gateway.workflow.settle();

    expect(await gateway.read(pending.id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('has its half time by the shorter wait that the agent asked for', async () => {
    const { gateway, pending } = await anAsked(ESCALATED, { expiresInSeconds: 100 });
    gateway.clock.advance(50);

    await gateway.approve(pending, { user: SECURITY });

    expect(await gateway.read(pending.id)).toMatchObject({ verdicts: [{ reviewer: SECURITY }] });
  });

  it('counts one person of both groups once', async () => {
    const { gateway, pending } = await anAsked(`${NOTES} @quorum("2") @escalate("security")`);
    gateway.clock.advance(HALF);

    await gateway.approve(pending, { user: CARA });
    await gateway.approve(pending, { user: CARA });

    expect(await gateway.read(pending.id)).toMatchObject({ status: 'PENDING', verdicts: [{ reviewer: CARA }] });
  });

  it('does not run if today’s policies do not escalate it any more', async () => {
    let policies = aPolicySet(askText('all', ESCALATED));
    const gateway = aGateway({ policies: async () => policies });
    const pending = await gateway.post(anEnvelope());
    gateway.clock.advance(HALF);
    policies = aPolicySet(askText('all', `${NOTES} @quorum("1")`));

    await gateway.approve(pending, { user: SECURITY });
    await gateway.workflow.settle();

    expect(await gateway.read(pending.id)).toMatchObject({
      status: 'DENIED',
      because: 'The policy asks for 1 of platform now; 0 of the approvers count.',
    });
  });
});

describe('the sweep', () => {
  it('tells the further groups once, in the thread of the card, and the history says so', async () => {
    const { gateway, pending } = await anAsked();
    gateway.clock.advance(HALF);

    await gateway.sweep();
    await gateway.sweep();

    expect(gateway.channel.replies.map(({ text }) => text)).toEqual([
      expect.stringContaining(`security (<@${SECURITY}>, <@${CARA}>)`),
    ]);
    const events = await gateway.store.events(pending.id);
    expect(events.at(-1)).toMatchObject({ type: 'escalated', status: 'PENDING', facts: { groups: ['security'] } });
    await gateway.approve(pending, { user: SECURITY });
    await gateway.workflow.settle();
    expect(await gateway.read(pending.id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('tells them the next time when Slack did not take it', async () => {
    const { gateway } = await anAsked();
    gateway.clock.advance(HALF);
    gateway.channel.broken.set('reply', new SlackUnavailable('ratelimited'));
    expect(await gateway.sweep()).toEqual({ closed: 0, left: 1 });
    gateway.channel.broken.delete('reply');

    expect(await gateway.sweep()).toEqual({ closed: 0, left: 0 });

    expect(gateway.channel.replies).toHaveLength(1);
  });

  it.each([
    ['nobody escalates', `${NOTES} @quorum("1")`, HALF],
    ['nothing is left of the time', ESCALATED, 601],
  ])('tells nobody where %s', async (_, notes, seconds) => {
    const { gateway } = await anAsked(notes);
    gateway.clock.advance(seconds);

    await gateway.sweep();

    expect(gateway.channel.replies.filter(({ text }) => text.includes('Asked as well'))).toEqual([]);
  });
});
