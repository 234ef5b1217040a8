import type { KnownBlock } from '@slack/types';
import type { JsonArray, JsonObject } from '../../../lambdas/runtime/json.ts';
import { areBlocksTooLong, checkBlocks } from './block-limits.ts';
import { listOf, stringOf } from './fields.ts';
import { CHANNEL_ID, reviewerById } from './identity.ts';
import { failure, type Method } from './method.ts';
import { editMessage, postMessage, type ChatMessage, type Workspace } from './workspace.ts';

/** The most characters of a message's `text` (docs.slack.dev/reference/methods/chat.postMessage, `msg_too_long`). */
export const MAX_TEXT_CHARACTERS = 40_000;

/** The methods that write into the channel. */
export const CHAT_METHODS: Readonly<Record<string, Method>> = {
  'chat.postMessage': (args, workspace) => {
    const refused = refusalOf(args) ?? threadRefusal(args, workspace);
    if (refused) return refused;
    const message = postMessage(workspace, { ...contentOf(args), ...threadOf(args) });
    return { ok: true, channel: CHANNEL_ID, ts: message.ts, message: shown(message) };
  },

  'chat.postEphemeral': (args, workspace) => {
    const refused = refusalOf(args) ?? threadRefusal(args, workspace);
    if (refused) return refused;
    const user = stringOf(args['user']);
    if (!reviewerById(user)) return failure('user_not_in_channel');
    const message = postMessage(workspace, { ...contentOf(args), ...threadOf(args), ephemeral_to: user });
    return { ok: true, message_ts: message.ts };
  },

  'chat.update': (args, workspace) => {
    const message = workspace.messages.get(stringOf(args['ts']));
    if (args['channel'] !== CHANNEL_ID) return failure('channel_not_found');
    if (!message || message.ephemeral_to) return failure('message_not_found');
    const refused = refusalOf(args);
    if (refused) return refused;
    const { text, blocks } = contentOf(args);
    const edited = editMessage(workspace, message, { text, blocks: args['blocks'] === undefined ? undefined : blocks });
    return { ok: true, channel: CHANNEL_ID, ts: edited.ts, text: edited.text, message: shown(edited) };
  },
};

/** What Slack would refuse in the text and blocks of a message, as its answer; undefined when all is well. */
export function contentRefusal(args: JsonObject): JsonObject | undefined {
  const { text, blocks, attachments } = args;
  if (listOf(attachments).length > 0) return failure('attachments_not_supported_by_the_stand_in');
  if (blocks !== undefined && !Array.isArray(blocks)) return failure('invalid_blocks_format');
  if (stringOf(text) === '' && listOf(blocks).length === 0) return failure('no_text');
  if (stringOf(text).length > MAX_TEXT_CHARACTERS) return failure('msg_too_long');
  return listOf(blocks).length > 0 ? blocksRefusal(listOf(blocks)) : undefined;
}

function blocksRefusal(blocks: JsonArray): JsonObject | undefined {
  const messages = checkBlocks(blocks, 'message');
  if (messages.length > 0) return failure('invalid_blocks', messages);
  return areBlocksTooLong(blocks) ? failure('msg_blocks_too_long') : undefined;
}

function refusalOf(args: JsonObject): JsonObject | undefined {
  return args['channel'] === CHANNEL_ID ? contentRefusal(args) : failure('channel_not_found');
}

function threadRefusal(args: JsonObject, workspace: Workspace): JsonObject | undefined {
  const parent = args['thread_ts'];
  if (parent === undefined) return undefined;
  return workspace.messages.has(stringOf(parent)) ? undefined : failure('thread_not_found');
}

function contentOf(args: JsonObject): Pick<ChatMessage, 'channel' | 'text' | 'blocks'> {
  return {
    channel: CHANNEL_ID,
    text: stringOf(args['text']),
    blocks: listOf(args['blocks']) as unknown as readonly KnownBlock[], // checked by blocksRefusal
  };
}

function threadOf(args: JsonObject): { thread_ts?: string } {
  const parent = stringOf(args['thread_ts']);
  return parent ? { thread_ts: parent } : {};
}

/** The message as Slack shows it to the app: without what only the stand-in knows. */
export function shown(message: ChatMessage): JsonObject {
  const { ephemeral_to: _to, asked: _asked, channel: _channel, ...rest } = message;
  return rest as unknown as JsonObject;
}
