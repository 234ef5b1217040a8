import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WebClient } from '@slack/web-api';
import { CHANNEL_ID } from '../../../../lib/local/slack/identity.ts';
import { startSlackStandIn, type SlackStandIn } from '../../../../lib/local/slack/stand-in.ts';
import { approvalCard, reasonModal } from './approval-card.ts';
import { quietClient } from './quiet-client.ts';
import { startReceiver, type Receiver } from './receiver.ts';

let standIn: SlackStandIn;
let app: Receiver;
let slack: WebClient;

beforeEach(async () => {
  app = await startReceiver();
  standIn = await startSlackStandIn({ environment: {} });
  slack = quietClient(standIn);
});
afterEach(async () => {
  await standIn.stop();
  await app.stop();
});

async function control(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${standIn.url}control/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-slack-stand-in': '1', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.json();
}

/** The first event of the stream that a user's page opens. */
async function snapshotFor(userId: string): Promise<{ messages: { text: string }[]; view: unknown }> {
  const response = await fetch(`${standIn.url}events?user=${userId}`);
  if (!response.body) throw new Error('no stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('data: ') || !text.endsWith('\n\n')) text += (await reader.read()).value ?? '';
  await reader.cancel();
  return JSON.parse(text.slice(text.indexOf('data: ') + 6)) as Awaited<ReturnType<typeof snapshotFor>>;
}

describe('the control API', () => {
  it('clicks and submits over HTTP as a test in another process would', async () => {
    await control('interactions-url', { url: app.url });
    app.answerWith(async ({ type, trigger_id }) => {
      if (type === 'block_actions') await slack.views.open({ trigger_id, view: reasonModal('op_1') });
      return {};
    });
    const { ts } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete', blocks: approvalCard() });
    const click = await control('click', { messageTs: ts, actionId: 'reject', userId: 'U0RAVI' });
    expect(click).toMatchObject({ ok: true, status: 200 });
    const submitted = await control('submit', { userId: 'U0RAVI', values: { reason: 'Wrong bucket' } });
    expect(submitted).toEqual({ outcome: 'closed' });
    expect(app.received.map(({ type }) => type)).toEqual(['block_actions', 'view_submission']);
  });

  it('says that no URL is set instead of losing the click', async () => {
    const { ts } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete', blocks: approvalCard() });
    const click = await control('click', { messageTs: ts, actionId: 'approve', userId: 'U0GRACE' });
    expect(click).toMatchObject({ ok: false, error: expect.stringContaining('No interactions URL') });
  });

  it('lists all messages, replies and ephemeral ones too, and forgets them on reset', async () => {
    const channel = CHANNEL_ID;
    const { ts = '' } = await slack.chat.postMessage({ channel, text: 'one' });
    await slack.chat.postMessage({ channel, text: 'two', thread_ts: ts });
    await slack.chat.postEphemeral({ channel, text: 'three', user: 'U0INES' });
    expect(await control('messages')).toMatchObject({
      messages: [{ text: 'one' }, { text: 'two', thread_ts: ts }, { text: 'three', ephemeral_to: 'U0INES' }],
    });
    await control('reset', {});
    expect(await control('messages')).toEqual({ messages: [] });
  });

  it('asks for faults', async () => {
    await control('fault', { kind: 'rate-limit', count: 1, seconds: 3 });
    const limited = await fetch(`${standIn.apiUrl}auth.test`, { method: 'POST' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
  });

  it('names the endpoints to whoever asks for a wrong one', async () => {
    expect(await control('clack', {})).toMatchObject({ ok: false, error: expect.stringContaining('/control/click') });
  });

  it('closes a modal, and tells the app only if the view asked for it', async () => {
    await control('interactions-url', { url: app.url });
    const { ts } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete', blocks: approvalCard() });
    for (const notify_on_close of [false, true]) {
      app.answerWith(async ({ type, trigger_id }) => {
        const view = { ...reasonModal('op_1'), notify_on_close };
        if (type === 'block_actions') await slack.views.open({ trigger_id, view });
        return {};
      });
      await control('click', { messageTs: ts, actionId: 'reject', userId: 'U0RAVI' });
      await control('close', { userId: 'U0RAVI' });
      expect(standIn.view('U0RAVI')).toBeUndefined();
    }
    expect(app.received.map(({ type }) => type)).toEqual(['block_actions', 'block_actions', 'view_closed']);
  });
});

describe('the live feed', () => {
  it('shows an ephemeral message to its reader and to nobody else', async () => {
    await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'all' });
    await slack.chat.postEphemeral({ channel: CHANNEL_ID, text: 'only Ines', user: 'U0INES' });
    const texts = async (user: string): Promise<string[]> => (await snapshotFor(user)).messages.map(({ text }) => text);
    expect(await texts('U0INES')).toEqual(['all', 'only Ines']);
    expect(await texts('U0GRACE')).toEqual(['all']);
  });
});
