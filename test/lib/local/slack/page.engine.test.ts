import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Browser, Locator, Page } from 'playwright-core';
import { openPage } from '../../../../lib/local/chromium.ts';
import { CHANNEL_ID } from '../../../../lib/local/slack/identity.ts';
import { startSlackStandIn, type SlackStandIn } from '../../../../lib/local/slack/stand-in.ts';
import { approvalCard, decidedCard, reasonModal } from './approval-card.ts';
import { quietClient } from './quiet-client.ts';
import { startReceiver, type Answer, type Interaction, type Receiver } from './receiver.ts';

const TITLE = 'Delete an object in invoices';
const channel = CHANNEL_ID;

let standIn: SlackStandIn;
let slack: WebClient;
let app: Receiver;
let browser: Browser;
let page: Page;
let problems: string[];

beforeAll(async () => {
  app = await startReceiver();
  standIn = await startSlackStandIn({ environment: {}, interactionsUrl: app.url, ackMilliseconds: 1_000 });
  slack = quietClient(standIn);
  ({ browser, page } = await openPage(standIn.url));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => problems.push(message.text()));
}, 300_000);
afterAll(async () => {
  await browser.close();
  await standIn.stop();
  await app.stop();
});

beforeEach(async () => {
  problems = [];
  app.received.length = 0;
  app.answerWith(gateway);
  standIn.reset();
  await page.goto(`${standIn.url}?as=U0GRACE`);
});
// A broken script and a breach of the content security policy both end up here.
afterEach(() => expect(problems).toEqual([]));

/** A small app with the gateway's manners: owners are refused, a rejection needs a reason of ten characters. */
async function gateway(interaction: Interaction): Promise<Answer> {
  return interaction.type === 'view_submission' ? takeReason(interaction) : takeClick(interaction);
}

async function takeReason({ user, view }: Interaction): Promise<Answer> {
  const reason = view.state.values['reason']?.['reason']?.value ?? '';
  if (reason.length < 10) return { json: { response_action: 'errors', errors: { reason: 'Say more' } } };
  await decide(view.private_metadata, `Rejected by <@${user.id}>: ${reason}`);
  return {};
}

async function takeClick({ user, actions, trigger_id, container }: Interaction): Promise<Answer> {
  const ts = String(container['message_ts']);
  if (user.id === 'U0INES') await slack.chat.postEphemeral({ channel, user: user.id, text: 'You own this agent' });
  else if (actions[0]?.action_id === 'reject') await slack.views.open({ trigger_id, view: reasonModal(ts) });
  else await decide(ts, `:white_check_mark: Approved by <@${user.id}>`);
  return {};
}

async function decide(ts: string, verdict: string): Promise<void> {
  await slack.chat.update({ channel, ts, text: verdict, blocks: decidedCard(TITLE, verdict) });
  await slack.chat.postMessage({ channel, thread_ts: ts, text: 'The outcome' });
}

/** Posts blocks and gives the message as the page shows it. */
async function post(blocks: KnownBlock[]): Promise<Locator> {
  const { ts } = await slack.chat.postMessage({ channel, text: 'fallback', blocks });
  const message = page.locator(`[data-ts="${ts}"]`);
  await message.waitFor();
  return message;
}

const mrkdwn = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const act = (name: string): Promise<void> => page.getByLabel(name).check();
const state = (message: Locator): Promise<string | null> => message.getAttribute('data-state');

describe('the channel page', () => {
  it('says that it is not Slack', async () => {
    expect(await page.getByRole('note').textContent()).toContain('Local stand-in, not Slack');
  });

  it('lets Grace approve after the confirm dialog, and shows verdict and outcome', async () => {
    const message = await post(approvalCard(TITLE));
    expect(await state(message)).toBe('waiting');
    await message.getByRole('button', { name: 'Approve' }).click();
    expect(app.received).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
    await message.getByText('Approved by @Grace Okafor').waitFor();
    await message.locator('.thread').getByText('The outcome').waitFor();
    expect(await state(message)).toBe('approved');
    expect(await message.getByRole('button').count()).toBe(0);
    expect(app.received.map(({ user, actions }) => [user.id, actions[0]?.action_id])).toEqual([['U0GRACE', 'approve']]);
    expect(app.forged).toEqual([]);
  });

  it('sends nothing when the confirm dialog is left by Escape', async () => {
    const message = await post(approvalCard(TITLE));
    await message.getByRole('button', { name: 'Approve' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await message.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('dialog').waitFor();
    expect(app.received.map(({ actions }) => actions[0]?.action_id)).toEqual(['reject']);
  });

  it('lets Ravi reject with a reason, after an error at the field', async () => {
    await act('Ravi Menon');
    const message = await post(approvalCard(TITLE));
    await message.getByRole('button', { name: 'Reject' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reject operation' });
    await dialog.getByLabel('Why?').fill('no');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await dialog.getByText('Say more').waitFor();
    expect(await dialog.getByLabel('Why?').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Why?').fill('Wrong bucket, see the ticket');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await message.getByText('Rejected by @Ravi Menon: Wrong bucket, see the ticket').waitFor();
    expect(await state(message)).toBe('rejected');
    expect(await dialog.count()).toBe(0);
  });

  it.each([
    ['SUCCEEDED (decided by U0GRACE): the call ran', 'succeeded'],
    ['OUTCOME_UNKNOWN: the executor was lost', 'outcome_unknown'],
    ['_Expired_: nobody answered', 'expired'],
    ['Not approved by anybody', 'closed'],
  ])('reads the state of a decided card from its last line: %s', async (verdict, expected) => {
    const message = await post(approvalCard(TITLE));
    const ts = (await message.getAttribute('data-ts')) ?? '';
    await slack.chat.update({ channel, ts, text: verdict, blocks: decidedCard(TITLE, verdict) });
    await message.getByRole('button').first().waitFor({ state: 'detached' });
    expect(await state(message)).toBe(expected);
  });

  it('shows an ephemeral message to its reader only', async () => {
    await act('Ines Duarte');
    const message = await post(approvalCard(TITLE));
    await message.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByText('You own this agent').waitFor();
    await act('Grace Okafor');
    await page.getByText('You own this agent').waitFor({ state: 'detached' });
    expect(await state(message)).toBe('waiting');
  });

  it('shows when the app does not answer, and lets one click again', async () => {
    app.answerWith(() => 'never');
    const message = await post(approvalCard(TITLE));
    await message.getByRole('button', { name: 'Reject' }).click();
    await message.getByRole('alert').getByText('did not answer within').waitFor();
    expect(await message.getByRole('button', { name: 'Reject' }).isEnabled()).toBe(true);
  });
});

describe('rendering', () => {
  it('shows what an injection does in mrkdwn: pings, fake links, formatting', async () => {
    const message = await post([
      mrkdwn('<!channel> *bold* `code` <https://evil.example/x|docs.aws.amazon.com> <@U0TOM>'),
    ]);
    expect(await message.locator('.mention.loud').textContent()).toBe('@channel');
    expect(await message.locator('strong').allTextContents()).toContain('bold');
    expect(await message.locator('code').textContent()).toBe('code');
    const link = message.getByRole('link', { name: 'docs.aws.amazon.com' });
    expect(await link.getAttribute('href')).toBe('https://evil.example/x');
    expect(await message.locator('.mention.one').textContent()).toBe('@Tom Becker');
  });

  it('shows escaped mrkdwn as text, still formatted', async () => {
    const message = await post([mrkdwn('&lt;!channel&gt; &amp;lt; *bold*')]);
    expect(await message.locator('.card').textContent()).toBe('<!channel> &lt; bold');
    expect(await message.locator('.mention').count()).toBe(0);
  });

  it('shows plain_text and preformatted text literally', async () => {
    const text = '<!channel> *bold* <https://evil.example|x> <img src=x onerror=alert(1)> &lt;';
    const message = await post([
      { type: 'section', text: { type: 'plain_text', text, emoji: false } },
      { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] },
    ]);
    expect(await message.locator('.section').textContent()).toBe(text);
    expect(await message.locator('pre').textContent()).toBe(text);
  });

  it('makes no link of a script', async () => {
    const message = await post([mrkdwn('<javascript:alert(1)|click> <data:text/html,x|y>')]);
    expect(await message.getByRole('link').count()).toBe(0);
  });

  it('shows a block that it does not know as JSON with a warning', async () => {
    const message = await post([{ type: 'image', image_url: 'https://a.example/x.png', alt_text: 'a picture' }]);
    expect(await message.locator('.unknown').textContent()).toContain('cannot show the block type “image”');
    expect(await message.locator('.unknown pre').textContent()).toContain('a picture');
  });

  it('sends what is entered in an input of the message with the click', async () => {
    const element = { type: 'plain_text_input', action_id: 'note' } as const;
    const label = { type: 'plain_text', text: 'Note' } as const;
    const message = await post([{ type: 'input', block_id: 'note', label, element }, ...approvalCard(TITLE)]);
    await message.getByLabel('Note').fill('seen');
    await message.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('dialog').waitFor();
    expect(app.received[0]?.state.values).toEqual({ note: { note: { type: 'plain_text_input', value: 'seen' } } });
  });
});
