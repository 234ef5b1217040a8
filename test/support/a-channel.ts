import type { ModalView } from '@slack/types';
import type { CardMessage } from '../../lambdas/approve/card.ts';
import type { ReviewChannel } from '../../lambdas/approve/channel.ts';
import type { Card } from '../../lambdas/record/operation.ts';

/** The channel that the recording channel posts to. */
export const CHANNEL = 'C0APPROVALS';

type Method = Exclude<keyof ReviewChannel, 'isFullMember'>;

/** A reviewers' channel that keeps what it was told. */
export interface RecordingChannel extends ReviewChannel {
  readonly posts: { readonly card: Card; readonly message: CardMessage }[];
  readonly updates: { readonly card: Card; readonly message: CardMessage }[];
  readonly replies: { readonly card: Card; readonly text: string }[];
  readonly whispers: { readonly card: Card; readonly user: string; readonly text: string }[];
  readonly modals: { readonly trigger: string; readonly view: ModalView }[];
  /** People who are no full members of the workspace. */
  readonly guests: Set<string>;
  /** From now on, these methods throw these errors; `undefined` heals. */
  readonly broken: Map<Method | 'isFullMember', Error>;
}

/** An empty channel whose workspace has full members only. */
export function aChannel(): RecordingChannel {
  const broken: RecordingChannel['broken'] = new Map();
  const kept = { posts: [], updates: [], replies: [], whispers: [], modals: [] } as Kept;
  const guests = new Set<string>();
  const mustWork = (method: Method | 'isFullMember') => {
    const error = broken.get(method);
    if (error) throw error;
  };
  return {
    ...kept,
    guests,
    broken,
    post: async (message) => {
      mustWork('post');
      const card = { channel: CHANNEL, message: `17637${String(kept.posts.length).padStart(5, '0')}.000100` };
      kept.posts.push({ card, message });
      return card;
    },
    update: async (card, message) => {
      mustWork('update');
      kept.updates.push({ card, message });
    },
    reply: async (card, text) => {
      mustWork('reply');
      kept.replies.push({ card, text });
    },
    whisper: async (card, user, text) => {
      mustWork('whisper');
      kept.whispers.push({ card, user, text });
    },
    openModal: async (trigger, view) => {
      mustWork('openModal');
      kept.modals.push({ trigger, view });
    },
    isFullMember: async (user) => {
      mustWork('isFullMember');
      return !guests.has(user);
    },
  };
}

type Kept = Pick<RecordingChannel, 'posts' | 'updates' | 'replies' | 'whispers' | 'modals'>;
