import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { CHANNEL_ID } from '../../../../lib/local/slack/identity.ts';
import { startSlackStandIn, type SlackStandIn } from '../../../../lib/local/slack/stand-in.ts';
import { quietClient } from './quiet-client.ts';

const section = (length: number): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: 'x'.repeat(length) },
});

let standIn: SlackStandIn;
let slack: WebClient;

beforeAll(async () => {
  standIn = await startSlackStandIn({ environment: {} });
  slack = quietClient(standIn);
});
afterAll(() => standIn.stop());

describe("Slack's limits, as the real client meets them", () => {
  it('answers invalid_blocks and names the block in response_metadata', async () => {
    const post = slack.chat.postMessage({ channel: CHANNEL_ID, text: 'x', blocks: [section(1), section(3001)] });
    await expect(post).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]'],
        },
      },
    });
  });

  it('answers msg_blocks_too_long when each block is within its limit and all together are not', async () => {
    const blocks = [1, 2, 3, 4, 5].map(() => section(2700));
    const post = slack.chat.postMessage({ channel: CHANNEL_ID, text: 'x', blocks });
    await expect(post).rejects.toMatchObject({ data: { error: 'msg_blocks_too_long' } });
  });

  it('leaves a message as it was when an update is refused', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: CHANNEL_ID, text: 'before' });
    const update = slack.chat.update({ channel: CHANNEL_ID, ts, text: 'after', blocks: [section(3001)] });
    await expect(update).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
    expect(standIn.messages().find((message) => message.ts === ts)?.text).toBe('before');
  });

  it('refuses attachments instead of dropping them', async () => {
    const post = slack.chat.postMessage({ channel: CHANNEL_ID, text: 'x', attachments: [{ text: 'y' }] });
    await expect(post).rejects.toMatchObject({ data: { error: 'attachments_not_supported_by_the_stand_in' } });
  });
});
