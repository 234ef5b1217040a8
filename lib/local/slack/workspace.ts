import type { KnownBlock } from '@slack/types';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { faultQueue, type FaultQueue } from './faults.ts';
import { listOf, objectOf } from './fields.ts';
import { APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID } from './identity.ts';
import { liveFeed, type LiveFeed } from './live.ts';
import { ticketBook, type TicketBook } from './tickets.ts';

/** A message as the stand-in keeps it; `blocks` passed Slack's limits when it came. */
export interface ChatMessage {
  readonly type: 'message';
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly user: string;
  readonly bot_id: string;
  readonly app_id: string;
  readonly team: string;
  readonly thread_ts?: string;
  readonly edited?: { readonly user: string; readonly ts: string };
  /** The only user who sees it; absent for a message to the channel. */
  readonly ephemeral_to?: string;
  /** Whether it has, or had before an edit, buttons: tells a decided card from a plain message. */
  readonly asked: boolean;
}

/** What a caller says about a new message; the rest is ours. */
export type Draft = Pick<ChatMessage, 'channel' | 'text' | 'blocks'> &
  Partial<Pick<ChatMessage, 'thread_ts' | 'ephemeral_to'>>;

/** What a response_url belongs to. */
export interface ResponseTarget {
  readonly messageTs: string;
  readonly userId: string;
}

/** One line of the page's list of what was sent: never the payload. */
export interface DeliveryReport {
  readonly at: number;
  readonly what: string;
  readonly userId: string;
  readonly ok: boolean;
  readonly result: string;
  readonly milliseconds: number;
}

/** Everything that the stand-in holds, in memory only. */
export interface Workspace {
  readonly clock: () => number;
  readonly log: (line: string) => void;
  readonly feed: LiveFeed;
  readonly faults: FaultQueue;
  /** Trigger ids hold the id of the user who clicked: one use, 3 seconds. */
  readonly triggers: TicketBook<string>;
  /** Five uses in 30 minutes. */
  readonly responseUrls: TicketBook<ResponseTarget>;
  readonly messages: Map<string, ChatMessage>;
  /** The open modal of each user, as Slack shows it to the app: with id, hash and state. */
  readonly views: Map<string, JsonObject>;
  readonly deliveries: DeliveryReport[];
  readonly ackMilliseconds: number;
  interactionsUrl: string | undefined;
  lastTs: number;
}

/** An empty workspace. */
export function newWorkspace(options: {
  clock: () => number;
  log: (line: string) => void;
  ackMilliseconds: number;
  interactionsUrl: string | undefined;
}): Workspace {
  const { clock } = options;
  const triggers = ticketBook<string>({ uses: 1, milliseconds: 3_000, clock, form: (id) => `1.1.${id}` });
  const responseUrls = ticketBook<ResponseTarget>({ uses: 5, milliseconds: 30 * 60_000, clock, form: (id) => id });
  return {
    ...options,
    feed: liveFeed(),
    faults: faultQueue(),
    triggers,
    responseUrls,
    messages: new Map(),
    views: new Map(),
    deliveries: [],
    lastTs: 0,
  };
}

/** The next message timestamp, `seconds.microseconds`; never the same twice. */
export function nextTs(workspace: Workspace): string {
  workspace.lastTs = Math.max(workspace.lastTs + 1, workspace.clock() * 1000);
  const micros = String(workspace.lastTs % 1_000_000).padStart(6, '0');
  return `${Math.floor(workspace.lastTs / 1_000_000)}.${micros}`;
}

/** Adds a message and tells the pages. */
export function postMessage(workspace: Workspace, draft: Draft): ChatMessage {
  const ts = nextTs(workspace);
  const blocks = draft.blocks.map((block, index) => withBlockId(block, `${ts}-${index}`));
  const author = { user: BOT_USER_ID, bot_id: BOT_ID, app_id: APP_ID, team: TEAM_ID };
  return store(workspace, { type: 'message', ...draft, ts, blocks, ...author, asked: hasActions(blocks) });
}

/** Replaces text and blocks of a message (blocks left out stay) and tells the pages. */
export function editMessage(
  workspace: Workspace,
  message: ChatMessage,
  change: { text: string; blocks: readonly KnownBlock[] | undefined },
): ChatMessage {
  const ts = nextTs(workspace);
  const blocks = change.blocks?.map((block, index) => withBlockId(block, `${ts}-${index}`)) ?? message.blocks;
  const asked = message.asked || hasActions(blocks);
  return store(workspace, { ...message, text: change.text, blocks, asked, edited: { user: BOT_USER_ID, ts } });
}

/** Removes a message and tells the pages. */
export function removeMessage(workspace: Workspace, ts: string): void {
  workspace.messages.delete(ts);
  workspace.feed.publish('gone', { ts });
}

/** Opens, replaces or (with undefined) closes the modal of a user and tells their pages. */
export function showView(workspace: Workspace, userId: string, view: JsonObject | undefined): void {
  if (view) workspace.views.set(userId, view);
  else workspace.views.delete(userId);
  workspace.feed.publish('view', { view: view ?? null }, userId);
}

/** Forgets messages, modals, tickets, faults and deliveries; the interactions URL stays. */
export function resetWorkspace(workspace: Workspace): void {
  for (const part of [workspace.messages, workspace.views, workspace.triggers, workspace.responseUrls]) part.clear();
  workspace.faults.clear();
  workspace.deliveries.length = 0;
  workspace.feed.publish('reset', {});
}

function store(workspace: Workspace, message: ChatMessage): ChatMessage {
  workspace.messages.set(message.ts, message);
  workspace.feed.publish('message', { message }, message.ephemeral_to);
  return message;
}

function withBlockId(block: KnownBlock, fallback: string): KnownBlock {
  return { ...block, block_id: block.block_id ?? fallback };
}

function hasActions(blocks: readonly KnownBlock[]): boolean {
  return blocks.some((block) => block.type === 'actions' && listOf(objectOf(block)['elements']).length > 0);
}
