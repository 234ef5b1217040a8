import type { ModalView } from '@slack/types';
import type { Card } from '../record/operation.ts';
import type { CardMessage } from './card.ts';

/**
 * The reviewers' channel. Every method throws SlackUnavailable when Slack does not take the message now, and SlackRefused
 * when it never will.
 */
export interface ReviewChannel {
  post(message: CardMessage): Promise<Card>;
  update(card: Card, message: CardMessage): Promise<void>;
  reply(card: Card, text: string): Promise<void>;
  /** Only `user` sees it. */
  whisper(card: Card, user: string, text: string): Promise<void>;
  openModal(trigger: string, view: ModalView): Promise<void>;
  /** False for accounts that are deleted, bots, guests or from another workspace. */
  isFullMember(user: string): Promise<boolean>;
}

/** The waiting state machine, reached by its task token. Answering twice, or too late, is not an error. */
export interface WaitingWorkflow {
  /** True when the workflow was waiting and goes on from here; false when its wait was over. */
  decided(token: string, verdict: 'APPROVED' | 'REJECTED' | 'CANCELLED' | 'EXPIRED'): Promise<boolean>;
}
