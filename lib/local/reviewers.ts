import { setTimeout as rest } from 'node:timers/promises';
import { APPROVE, REJECT } from '../../lambdas/approve/interaction.ts';
import { CONTROL_HEADER } from './slack/guards.ts';
import type { Fault } from './slack/faults.ts';
import type { ChatMessage } from './slack/workspace.ts';

/** Plays the reviewers of a running stand-in, through the same controls as its page. */
export class Reviewers {
  readonly #base: string;

  constructor(standInUrl: string) {
    this.#base = standInUrl.replace(/\/$/, '');
  }

  async messages(): Promise<readonly ChatMessage[]> {
    const response = await fetch(`${this.#base}/control/messages`, { headers: { [CONTROL_HEADER]: '1' } });
    return ((await response.json()) as { messages: ChatMessage[] }).messages;
  }

  /** The card of an operation, once it is in the channel. Throws when it does not come within `seconds`. */
  cardOf(operationId: string, seconds = 15): Promise<ChatMessage> {
    const isCard = ({ blocks, thread_ts }: ChatMessage) => !thread_ts && JSON.stringify(blocks).includes(operationId);
    return this.#await(isCard, `card of ${operationId}`, seconds);
  }

  /** The reply below an operation's card that begins with `text`, once it is there. Throws after `seconds`. */
  async replyTo(operationId: string, text: string, seconds = 15): Promise<ChatMessage> {
    const { ts } = await this.cardOf(operationId, seconds);
    const isReply = (message: ChatMessage) => message.thread_ts === ts && message.text.startsWith(text);
    return this.#await(isReply, `reply "${text}" to ${operationId}`, seconds);
  }

  /** Clicks Approve. Resolves with what the gateway answered Slack, whether or not the click counted. */
  async approve(operationId: string, userId: string): Promise<unknown> {
    const { ts } = await this.cardOf(operationId);
    return this.#post('click', { messageTs: ts, actionId: APPROVE, userId });
  }

  /** Clicks Reject and submits the reason in the modal that opens. */
  async reject(operationId: string, userId: string, reason: string): Promise<unknown> {
    const { ts } = await this.cardOf(operationId);
    await this.#post('click', { messageTs: ts, actionId: REJECT, userId });
    return this.#post('submit', { userId, values: { reason } });
  }

  /** What only this person was told, the newest last. */
  async whispersTo(userId: string): Promise<readonly string[]> {
    return (await this.messages()).filter((message) => message.ephemeral_to === userId).map(({ text }) => text);
  }

  /** Makes Slack fail on demand. */
  async fault(fault: Fault): Promise<void> {
    await this.#post('fault', fault);
  }

  async #await(wanted: (message: ChatMessage) => boolean, what: string, seconds: number): Promise<ChatMessage> {
    for (const until = Date.now() + seconds * 1000; Date.now() < until; await rest(50)) {
      const found = (await this.messages()).find(wanted);
      if (found) return found;
    }
    throw new Error(`No ${what} came into the channel within ${seconds} s`);
  }

  async #post(control: string, body: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json', [CONTROL_HEADER]: '1' };
    const response = await fetch(`${this.#base}/control/${control}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`The stand-in refused ${control}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
