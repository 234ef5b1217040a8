import type { ModalView } from '@slack/types';
import { ErrorCode, type LogLevel, WebClient } from '@slack/web-api';
import type { CardMessage } from '../approve/card.ts';
import type { ReviewChannel } from '../approve/channel.ts';
import type { Card } from '../record/operation.ts';
import { SlackRefused, SlackUnavailable } from '../runtime/errors.ts';

/** How the workspace is reached. */
export interface SlackAccess {
  readonly apiUrl: string;
  readonly channel: string;
  readonly botToken: () => Promise<string>;
}

/** Slack's error codes that say "not now" rather than "never" (Slack Web API, common errors). */
const PASSING = new Set([
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'internal_error',
  'fatal_error',
  'request_timeout',
]);

/** The Slack channel by the Web API. One try of 2.5 s at a time: the workflow does the waiting and the retrying. */
export class SlackReviewChannel implements ReviewChannel {
  readonly #access: SlackAccess;
  #client: { token: string; web: WebClient } | undefined;

  constructor(access: SlackAccess) {
    this.#access = access;
  }

  async post(message: CardMessage): Promise<Card> {
    const { channel } = this.#access;
    const answer = await this.#ask((web) =>
      web.chat.postMessage({ channel, ...message, ...LITERAL, link_names: false }),
    );
    if (!answer.channel || !answer.ts) throw new SlackRefused('an answer without a message id');
    return { channel: answer.channel, message: answer.ts };
  }

  async update(card: Card, message: CardMessage): Promise<void> {
    await this.#ask((web) => web.chat.update({ channel: card.channel, ts: card.message, ...message, parse: 'none' }));
  }

  async reply(card: Card, text: string): Promise<void> {
    const thread = { channel: card.channel, thread_ts: card.message };
    await this.#ask((web) => web.chat.postMessage({ ...thread, ...plain(text), ...LITERAL }));
  }

  async whisper(card: Card, user: string, text: string): Promise<void> {
    await this.#ask((web) => web.chat.postEphemeral({ channel: card.channel, user, text, parse: 'none' }));
  }

  async openModal(trigger: string, view: ModalView): Promise<void> {
    await this.#ask((web) => web.views.open({ trigger_id: trigger, view }));
  }

  async isFullMember(user: string): Promise<boolean> {
    const answer = await this.#ask((web) => web.users.info({ user }));
    const found = answer.user;
    if (!found || found.id !== user) return false;
    return !(found.deleted || found.is_bot || found.is_restricted || found.is_ultra_restricted || found.is_stranger);
  }

  async #ask<T>(method: (web: WebClient) => Promise<T>): Promise<T> {
    try {
      return await method(await this.#web());
    } catch (error) {
      throw translated(error);
    }
  }

  async #web(): Promise<WebClient> {
    const token = await this.#access.botToken();
    if (this.#client?.token !== token) this.#client = { token, web: webClient(token, this.#access.apiUrl) };
    return this.#client.web;
  }
}

const LITERAL = { unfurl_links: false, unfurl_media: false, parse: 'none' } as const;

function plain(text: string) {
  return { text, blocks: [{ type: 'section' as const, text: { type: 'plain_text' as const, text, emoji: false } }] };
}

function webClient(token: string, slackApiUrl: string): WebClient {
  return new WebClient(token, {
    slackApiUrl,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: 2_500,
    logLevel: 'error' as LogLevel,
  });
}

function translated(error: unknown): Error {
  const code = coded(error);
  if (code !== ErrorCode.PlatformError) return new SlackUnavailable(code ?? 'no answer', { cause: error });
  const platform = (error as { data?: { error?: string } }).data?.error ?? 'unknown_error';
  return PASSING.has(platform)
    ? new SlackUnavailable(platform, { cause: error })
    : new SlackRefused(platform, { cause: error });
}

function coded(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
