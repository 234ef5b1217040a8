import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { deliver, type Delivery } from './delivery.ts';
import { listOf, objectOf, stringOf } from './fields.ts';
import { RefusedRequest } from './http.ts';
import { reviewerById, type Reviewer } from './identity.ts';
import { blockActions, stateValue } from './payloads.ts';
import type { ChatMessage, Workspace } from './workspace.ts';

/** A click on an element of a message; `values` holds what was entered in the message's inputs, by block id. */
export interface Click {
  readonly messageTs: string;
  readonly actionId: string;
  readonly userId: string;
  /** Needed only where two blocks of the message use the same action id. */
  readonly blockId?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Sends the click to the app; a RefusedRequest when there is no such user, message or button. */
export async function click(workspace: Workspace, asked: Click, baseUrl: string): Promise<Delivery> {
  const reviewer = knownReviewer(asked.userId);
  const message = visibleMessage(workspace, asked);
  const { blockId, element } = findElement(message, asked);
  const ticket = workspace.responseUrls.issue({ messageTs: message.ts, userId: reviewer.id });
  const responseUrl = `${baseUrl}/response/${ticket}`;
  const values = enteredValues(message.blocks as readonly unknown[], asked.values ?? {});
  const payload = blockActions(workspace, reviewer, { message, element, blockId, values, responseUrl });
  return deliver(workspace, payload, `click on ${asked.actionId}`);
}

/** The reviewer, or a RefusedRequest that names the known ones. */
export function knownReviewer(userId: string): Reviewer {
  const reviewer = reviewerById(userId);
  if (!reviewer) throw new RefusedRequest(404, `No user ${JSON.stringify(userId)}: see REVIEWERS in identity.ts.`);
  return reviewer;
}

/** `state.values` of the input blocks: block id, action id, value. */
export function enteredValues(blocks: readonly unknown[], entered: Readonly<Record<string, string>>): JsonObject {
  const inputs = blocks.map(objectOf).filter((block) => block['type'] === 'input');
  return Object.fromEntries(
    inputs.map((block) => {
      const id = stringOf(block['block_id']);
      const element = objectOf(block['element']);
      return [id, { [stringOf(element['action_id'])]: stateValue(element, entered[id] ?? '') }];
    }),
  );
}

function visibleMessage(workspace: Workspace, asked: Click): ChatMessage {
  const message = workspace.messages.get(asked.messageTs);
  const hidden = message?.ephemeral_to !== undefined && message.ephemeral_to !== asked.userId;
  if (!message || hidden) throw new RefusedRequest(404, `No message ${asked.messageTs} that ${asked.userId} can see.`);
  return message;
}

function findElement(message: ChatMessage, asked: Click): { blockId: string; element: JsonObject } {
  const found = message.blocks
    .map(objectOf)
    .filter((block) => asked.blockId === undefined || block['block_id'] === asked.blockId)
    .flatMap((block) => interactive(block).map((element) => ({ blockId: stringOf(block['block_id']), element })))
    .filter(({ element }) => element['action_id'] === asked.actionId);
  const [first, second] = found;
  if (!first) throw new RefusedRequest(409, `Message ${message.ts} has no element ${asked.actionId} (any more).`);
  if (second) throw new RefusedRequest(409, `Message ${message.ts} has ${asked.actionId} twice: give a blockId.`);
  return first;
}

function interactive(block: JsonObject): JsonObject[] {
  if (block['type'] === 'actions') return listOf(block['elements']).map(objectOf);
  return block['accessory'] ? [objectOf(block['accessory'])] : [];
}
