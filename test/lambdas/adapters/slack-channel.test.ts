import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SlackReviewChannel } from '../../../lambdas/adapters/slack-channel.ts';
import { ANNA } from '../../support/a-call.ts';
import { CHANNEL } from '../../support/a-channel.ts';
import { aLocalServer, type LocalServer } from '../../support/a-local-server.ts';
import { CARD } from '../../support/an-operation.ts';

let server: LocalServer;
let token: string;

beforeEach(async () => {
  server = await aLocalServer();
  token = 'xoxb-1';
});
afterEach(() => server.close());

const channel = () =>
  new SlackReviewChannel({ apiUrl: `${server.url}/api/`, channel: CHANNEL, botToken: async () => token });
const answering = (body: object, status = 200, headers: Record<string, string> = {}) => {
  server.answer = (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const form = (index = 0) => Object.fromEntries(new URLSearchParams(server.received[index]?.body ?? ''));
const MESSAGE = { text: 'hello', blocks: [] };

describe('SlackReviewChannel', () => {
  it('posts a card where nothing is unfurled, linked or parsed, and remembers which message it is', async () => {
    answering({ ok: true, channel: CHANNEL, ts: '1.2' });

    expect(await channel().post(MESSAGE)).toEqual({ channel: CHANNEL, message: '1.2' });

    expect(server.received[0]).toMatchObject({
      path: '/api/chat.postMessage',
      headers: { authorization: 'Bearer xoxb-1' },
    });
    expect(form()).toMatchObject({
      channel: CHANNEL,
      text: 'hello',
      parse: 'none',
      unfurl_links: 'false',
      unfurl_media: 'false',
      link_names: 'false',
    });
  });

  it('updates, answers in the thread and whispers', async () => {
    answering({ ok: true, channel: CHANNEL, ts: '1.2' });
    const slack = channel();

    await slack.update(CARD, MESSAGE);
    await slack.reply(CARD, 'done');
    await slack.whisper(CARD, ANNA, 'no');

    expect(server.received.map(({ path }) => path)).toEqual([
      '/api/chat.update',
      '/api/chat.postMessage',
      '/api/chat.postEphemeral',
    ]);
    expect(form(0)).toMatchObject({ channel: CHANNEL, ts: CARD.message, parse: 'none' });
    expect(form(1)).toMatchObject({ channel: CHANNEL, thread_ts: CARD.message, text: 'done', parse: 'none' });
    expect(form(2)).toMatchObject({ channel: CHANNEL, user: ANNA, text: 'no', parse: 'none' });
  });

  it('uses a new token as soon as the secret has one', async () => {
    answering({ ok: true, channel: CHANNEL, ts: '1.2' });
    const slack = channel();

    await slack.post(MESSAGE);
    token = 'xoxb-2';
    await slack.post(MESSAGE);

    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer xoxb-1', 'Bearer xoxb-2']);
  });
});

describe('isFullMember', () => {
  const user = { id: ANNA, deleted: false, is_bot: false, is_restricted: false, is_ultra_restricted: false };

  it('holds for a plain account', async () => {
    answering({ ok: true, user });

    expect(await channel().isFullMember(ANNA)).toBe(true);
  });

  it.each(['deleted', 'is_bot', 'is_restricted', 'is_ultra_restricted', 'is_stranger'])(
    'does not hold for an account that is %s',
    async (trait) => {
      answering({ ok: true, user: { ...user, [trait]: true } });

      expect(await channel().isFullMember(ANNA)).toBe(false);
    },
  );

  it.each([{ ok: true }, { ok: true, user: { ...user, id: 'U0OTHER' } }])(
    'does not hold when the answer is of nobody or another (%j)',
    async (answer) => {
      answering(answer);

      expect(await channel().isFullMember(ANNA)).toBe(false);
    },
  );

  it('throws, and is not false or true, when Slack does not know', async () => {
    answering({ ok: false, error: 'user_not_found' });

    await expect(channel().isFullMember(ANNA)).rejects.toMatchObject({ name: 'SlackRefused' });
  });
});

describe('what Slack refuses', () => {
  it.each(['invalid_blocks', 'channel_not_found', 'not_in_channel', 'invalid_auth', 'msg_blocks_too_long'])(
    'for good: %s',
    async (error) => {
      answering({ ok: false, error });

      await expect(channel().post(MESSAGE)).rejects.toMatchObject({
        name: 'SlackRefused',
        message: expect.stringContaining(error),
      });
      expect(server.received).toHaveLength(1);
    },
  );

  it.each(['ratelimited', 'service_unavailable', 'internal_error', 'fatal_error'])('for now: %s', async (error) => {
    answering({ ok: false, error });

    await expect(channel().post(MESSAGE)).rejects.toMatchObject({ name: 'SlackUnavailable' });
    expect(server.received).toHaveLength(1);
  });

  it('for now, without waiting and without a second try: 429', async () => {
    answering({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' });

    await expect(channel().post(MESSAGE)).rejects.toMatchObject({ name: 'SlackUnavailable' });
    expect(server.received).toHaveLength(1);
  });

  it.each([500, 503, 404])('for now, once: HTTP %d', async (status) => {
    answering({}, status);

    await expect(channel().post(MESSAGE)).rejects.toMatchObject({ name: 'SlackUnavailable' });
    expect(server.received).toHaveLength(1);
  });

  it('for now: a connection that breaks', async () => {
    server.answer = (response) => response.destroy();

    await expect(channel().post(MESSAGE)).rejects.toMatchObject({ name: 'SlackUnavailable' });
  });

  it('for now: a secret that cannot be read', async () => {
    const slack = new SlackReviewChannel({
      apiUrl: server.url,
      channel: CHANNEL,
      botToken: () => Promise.reject(new Error('throttled')),
    });

    await expect(slack.post(MESSAGE)).rejects.toMatchObject({ name: 'SlackUnavailable' });
    expect(server.received).toEqual([]);
  });

  it('takes no message whose id it was not told', async () => {
    answering({ ok: true, channel: CHANNEL });

    await expect(channel().post(MESSAGE)).rejects.toMatchObject({ name: 'SlackRefused' });
  });
});
