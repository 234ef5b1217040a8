import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { View } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { BOT_TOKEN, CHANNEL_ID, TEAM_ID } from '../../../../lib/local/slack/identity.ts';
import { startSlackStandIn, type SlackStandIn } from '../../../../lib/local/slack/stand-in.ts';
import { approvalCard, decidedCard } from './approval-card.ts';
import { quietClient } from './quiet-client.ts';

let standIn: SlackStandIn;
let slack: WebClient;

beforeEach(async () => {
  standIn = await startSlackStandIn({ environment: {} });
  slack = quietClient(standIn);
});
afterEach(() => standIn.stop());

/** The platform error that a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'accepted',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  );
}

describe('the Web API, called by the real client', () => {
  it('tells whose token it is', async () => {
    expect(await slack.auth.test()).toMatchObject({ ok: true, team_id: TEAM_ID, bot_id: 'B0COUNTERSIGN' });
  });

  it('refuses a token that is not its own, so that a wrong setting shows at once', async () => {
    expect(await refusal(quietClient(standIn, {}, 'xoxb-other').auth.test())).toBe('invalid_auth');
  });

  it('refuses a token in the body, because any web page could post that', async () => {
    const body = new URLSearchParams({ token: BOT_TOKEN });
    const response = await fetch(`${standIn.apiUrl}auth.test`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ok: false, error: 'not_authed' });
  });

  it.each(['chat.delete', 'toString', 'constructor'])(
    'answers %s with unknown_method, never with silence',
    async (name) => {
      expect(await refusal(slack.apiCall(name))).toBe('unknown_method');
    },
  );

  it('posts a card and keeps it as it was sent', async () => {
    const { ts } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete', blocks: approvalCard() });
    const [message] = standIn.messages();
    expect(message).toMatchObject({ ts, text: 'Delete', asked: true });
    expect(message?.blocks.map(({ type }) => type)).toEqual(approvalCard().map(({ type }) => type));
  });

  it('gives every message a timestamp of its own, also within one millisecond', async () => {
    const posts = [1, 2, 3, 4, 5].map((n) => slack.chat.postMessage({ channel: CHANNEL_ID, text: `n ${n}` }));
    const stamps = (await Promise.all(posts)).map(({ ts }) => ts);
    expect(new Set(stamps).size).toBe(5);
  });

  it('replaces the buttons of a card on chat.update', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete', blocks: approvalCard() });
    const blocks = decidedCard('Delete', 'Approved by <@U0GRACE>');
    await slack.chat.update({ channel: CHANNEL_ID, ts, text: 'Approved', blocks });
    const [message] = standIn.messages();
    expect(message?.blocks.some(({ type }) => type === 'actions')).toBe(false);
    expect(message).toMatchObject({ text: 'Approved', asked: true, edited: { user: 'U0COUNTERSIGN' } });
  });

  it('keeps the blocks when chat.update brings a text only, as Slack does', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete', blocks: approvalCard() });
    await slack.chat.update({ channel: CHANNEL_ID, ts, text: 'Other' });
    expect(standIn.messages()[0]?.blocks).toHaveLength(approvalCard().length);
  });

  it('keeps thread replies with the message that they answer', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete' });
    await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Done', thread_ts: ts });
    expect(standIn.messages()[1]).toMatchObject({ text: 'Done', thread_ts: ts });
  });

  it('keeps ephemeral messages for one user and refuses to edit them', async () => {
    const channel = CHANNEL_ID;
    const { message_ts: ts = '' } = await slack.chat.postEphemeral({ channel, user: 'U0INES', text: 'You may not' });
    expect(standIn.messages()[0]).toMatchObject({ ephemeral_to: 'U0INES' });
    expect(await refusal(slack.chat.update({ channel, ts, text: 'x' }))).toBe('message_not_found');
  });

  it.each([
    ['another channel', { channel: 'C0OTHER', text: 'x' }, 'channel_not_found'],
    ['an empty message', { channel: CHANNEL_ID, text: '' }, 'no_text'],
    ['40,001 characters', { channel: CHANNEL_ID, text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['a thread that is not there', { channel: CHANNEL_ID, text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
  ])('refuses %s', async (_what, message, error) => {
    expect(await refusal(slack.chat.postMessage(message))).toBe(error);
    expect(standIn.messages()).toEqual([]);
  });

  it('tells who is a guest', async () => {
    const [grace, tom] = await Promise.all(['U0GRACE', 'U0TOM'].map((user) => slack.users.info({ user })));
    expect(grace?.user).toMatchObject({ real_name: 'Grace Okafor', is_restricted: false, team_id: TEAM_ID });
    expect(tom?.user).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await refusal(slack.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
  });

  it('tells who is in a user group', async () => {
    expect(await slack.usergroups.users.list({ usergroup: 'S0PLATFORM' })).toMatchObject({
      users: ['U0GRACE', 'U0RAVI'],
    });
    expect(await refusal(slack.usergroups.users.list({ usergroup: 'toString' }))).toBe('no_such_subteam');
  });

  it('tells that the channel is private and the app is in it', async () => {
    const { channel } = await slack.conversations.info({ channel: CHANNEL_ID });
    expect(channel).toMatchObject({ name: 'approvals', is_private: true, is_member: true });
  });

  it('opens no view without a click', async () => {
    const view: View = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [{ type: 'divider' }] };
    expect(await refusal(slack.views.open({ trigger_id: '1.1.made-up', view }))).toBe('invalid_trigger_id');
  });
});

describe('faults on demand', () => {
  it('limits the rate with 429 and Retry-After, for as many calls as asked', async () => {
    standIn.fault({ kind: 'rate-limit', count: 2, seconds: 7 });
    for (const _call of [1, 2])
      await expect(slack.auth.test()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 });
    expect(await slack.auth.test()).toMatchObject({ ok: true });
  });

  it('answers 503 in an outage, and only to the method asked for', async () => {
    standIn.fault({ kind: 'outage', count: 1, seconds: 0, method: 'chat.update' });
    expect(await slack.auth.test()).toMatchObject({ ok: true });
    const update = slack.chat.update({ channel: CHANNEL_ID, ts: '1.000001', text: 'x' });
    await expect(update).rejects.toMatchObject({ code: 'slack_webapi_http_error', statusCode: 503 });
  });

  it('makes a slow call outlast the timeout of the client', async () => {
    standIn.fault({ kind: 'slow', count: 1, seconds: 1 });
    await expect(quietClient(standIn, { timeout: 100 }).auth.test()).rejects.toMatchObject({
      code: 'slack_webapi_request_error',
    });
  });
});
