import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WebClient } from '@slack/web-api';
import { APP_ID, CHANNEL_ID, TEAM_ID } from '../../../../lib/local/slack/identity.ts';
import { startSlackStandIn, type SlackStandIn } from '../../../../lib/local/slack/stand-in.ts';
import { approvalCard, reasonModal } from './approval-card.ts';
import { quietClient } from './quiet-client.ts';
import { startReceiver, type Receiver } from './receiver.ts';

const START = Date.UTC(2026, 10, 20, 9, 0, 0);

let now: number;
let standIn: SlackStandIn;
let slack: WebClient;
let app: Receiver;
let ts: string;

beforeEach(async () => {
  now = START;
  app = await startReceiver();
  const clock = (): number => now;
  standIn = await startSlackStandIn({ environment: {}, interactionsUrl: app.url, clock, ackMilliseconds: 400 });
  slack = quietClient(standIn);
  const posted = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'Delete', blocks: approvalCard() });
  ts = posted.ts ?? '';
});
afterEach(async () => {
  await standIn.stop();
  await app.stop();
});

const press = (actionId: string, userId = 'U0GRACE'): ReturnType<SlackStandIn['click']> =>
  standIn.click({ messageTs: ts, actionId, userId });

/** Makes the app open the reason modal on a click. */
function openModalOnClick(change: object = {}): void {
  app.answerWith(async ({ type, trigger_id }) => {
    if (type === 'block_actions') await slack.views.open({ trigger_id, view: { ...reasonModal('op_1'), ...change } });
    return {};
  });
}

describe('a click', () => {
  it('arrives as signed block_actions with everything that Slack sends', async () => {
    expect(await press('approve')).toMatchObject({ ok: true, status: 200 });
    expect(app.forged).toEqual([]);
    expect(app.received).toHaveLength(1);
    expect(app.received[0]).toMatchObject({
      type: 'block_actions',
      api_app_id: APP_ID,
      team: { id: TEAM_ID, domain: 'local-stand-in' },
      user: { id: 'U0GRACE', username: 'grace', name: 'grace', team_id: TEAM_ID },
      channel: { id: CHANNEL_ID, name: 'approvals' },
      container: { type: 'message', message_ts: ts, channel_id: CHANNEL_ID, is_ephemeral: false },
      message: { ts, text: 'Delete' },
      actions: [
        {
          action_id: 'approve',
          block_id: 'decision',
          type: 'button',
          value: 'op_01JD5Q8W3Z:9f86d081884c',
          action_ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
        },
      ],
      state: { values: {} },
    });
  });

  it('says so when the app does not answer in time', async () => {
    app.answerWith(() => 'never');
    expect(await press('approve')).toMatchObject({
      ok: false,
      error: expect.stringContaining('did not answer within'),
    });
  });

  it('says so when the app answers with an error', async () => {
    app.answerWith(() => ({ status: 500 }));
    expect(await press('approve')).toMatchObject({ ok: false, error: 'The app answered 500.' });
  });

  it('says so when nobody listens', async () => {
    await app.stop();
    expect(await press('approve')).toMatchObject({ ok: false, error: expect.stringContaining('could not be reached') });
  });

  it.each([
    ['an unknown user', { userId: 'U0NOBODY', actionId: 'approve' }, 'No user'],
    ['a button that is not there', { userId: 'U0GRACE', actionId: 'launch' }, 'has no element launch'],
    ['a message that is not there', { userId: 'U0GRACE', actionId: 'approve', messageTs: '1.000001' }, 'No message'],
  ])('by %s is refused and sends nothing', async (_what, click, reason) => {
    await expect(standIn.click({ messageTs: ts, ...click })).rejects.toThrow(reason);
    expect(app.received).toEqual([]);
  });

  it('on an ephemeral message is for its reader only', async () => {
    const message = { channel: CHANNEL_ID, user: 'U0INES', text: 'x', blocks: approvalCard() };
    const { message_ts: messageTs = '' } = await slack.chat.postEphemeral(message);
    await expect(standIn.click({ messageTs, actionId: 'approve', userId: 'U0GRACE' })).rejects.toThrow('No message');
    await standIn.click({ messageTs, actionId: 'approve', userId: 'U0INES' });
    expect(app.received[0]).toMatchObject({ container: { is_ephemeral: true } });
    expect(app.received[0]).not.toHaveProperty('message');
  });
});

describe('a trigger id', () => {
  const open = async (): Promise<unknown> => {
    const trigger_id = app.received.at(-1)?.trigger_id ?? '';
    const opened = slack.views.open({ trigger_id, view: reasonModal('op_1') });
    return opened.then(
      () => 'opened',
      (error: { data: { error: string } }) => error.data.error,
    );
  };

  it('opens one modal', async () => {
    await press('reject');
    expect(await open()).toBe('opened');
    expect(await open()).toBe('exchanged_trigger_id');
  });

  it('lives until 3 seconds after the click', async () => {
    await press('reject');
    now += 2_999;
    expect(await open()).toBe('opened');
    await press('reject');
    now += 3_000;
    expect(await open()).toBe('expired_trigger_id');
  });

  it('is not spent by a view that Slack refuses', async () => {
    await press('reject');
    const view = { ...reasonModal('op_1'), title: { type: 'plain_text' as const, text: 'x'.repeat(25) } };
    const trigger_id = app.received[0]?.trigger_id ?? '';
    await expect(slack.views.open({ trigger_id, view })).rejects.toMatchObject({
      data: { error: 'invalid_arguments' },
    });
    expect(await open()).toBe('opened');
  });
});

describe('a modal', () => {
  it('opens for the user who clicked and sends what was entered', async () => {
    openModalOnClick();
    await press('reject', 'U0RAVI');
    expect(standIn.view('U0GRACE')).toBeUndefined();
    const outcome = await standIn.submit({ userId: 'U0RAVI', values: { reason: 'Wrong bucket' } });
    expect(outcome).toEqual({ outcome: 'closed' });
    expect(standIn.view('U0RAVI')).toBeUndefined();
    expect(app.received[1]).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0RAVI' },
      view: {
        callback_id: 'reject',
        private_metadata: 'op_1',
        state: { values: { reason: { reason: { type: 'plain_text_input', value: 'Wrong bucket' } } } },
      },
    });
  });

  it('stays open with the errors that the app names', async () => {
    openModalOnClick();
    await press('reject');
    app.answerWith(() => ({ json: { response_action: 'errors', errors: { reason: 'Too short' } } }));
    const outcome = await standIn.submit({ userId: 'U0GRACE', values: { reason: 'no' } });
    expect(outcome).toEqual({ outcome: 'errors', errors: { reason: 'Too short' } });
    expect(standIn.view('U0GRACE')).toBeDefined();
  });

  it('fails visibly when the app names an error for a block that is no input', async () => {
    openModalOnClick();
    await press('reject');
    app.answerWith(() => ({ json: { response_action: 'errors', errors: { other: 'x' } } }));
    const outcome = await standIn.submit({ userId: 'U0GRACE', values: { reason: 'no' } });
    expect(outcome).toMatchObject({ outcome: 'failed', error: expect.stringContaining('other') });
  });

  it('is not sent while a required input is empty, as in Slack', async () => {
    openModalOnClick();
    await press('reject');
    const outcome = await standIn.submit({ userId: 'U0GRACE', values: {} });
    expect(outcome).toEqual({ outcome: 'errors', errors: { reason: 'Please complete this required field.' } });
    expect(app.received).toHaveLength(1);
  });

  it('is replaced by the view of response_action update', async () => {
    openModalOnClick();
    await press('reject');
    const title = { type: 'plain_text', text: 'Next' };
    app.answerWith(() => ({ json: { response_action: 'update', view: { ...reasonModal('op_2'), title } } }));
    expect(await standIn.submit({ userId: 'U0GRACE', values: { reason: 'a' } })).toEqual({ outcome: 'updated' });
    expect(standIn.view('U0GRACE')).toMatchObject({ private_metadata: 'op_2', title });
  });
});

describe('a response_url', () => {
  const post = async (body: object): Promise<unknown> => {
    const url = app.received.at(-1)?.response_url ?? '';
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return response.status === 200 ? 'ok' : ((await response.json()) as { error: string }).error;
  };

  it('takes five messages', async () => {
    await press('approve');
    for (const n of [1, 2, 3, 4, 5]) expect(await post({ text: `n ${n}` })).toBe('ok');
    expect(await post({ text: 'n 6' })).toBe('used_url');
    expect(standIn.messages().filter(({ ephemeral_to }) => ephemeral_to === 'U0GRACE')).toHaveLength(5);
  });

  it('lives for 30 minutes', async () => {
    await press('approve');
    now += 30 * 60_000;
    expect(await post({ text: 'late' })).toBe('expired_url');
  });

  it('replaces or deletes the message that was clicked', async () => {
    await press('approve');
    expect(await post({ replace_original: true, text: 'Approved', blocks: [] })).toBe('ok');
    expect(standIn.messages()).toMatchObject([{ ts, text: 'Approved' }]);
    expect(await post({ delete_original: true })).toBe('ok');
    expect(standIn.messages()).toEqual([]);
  });
});
