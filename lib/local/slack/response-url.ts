import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KnownBlock } from '@slack/types';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { contentRefusal } from './chat-methods.ts';
import { listOf, objectOf, parseJson, stringOf } from './fields.ts';
import { readBody, RefusedRequest, sendJson } from './http.ts';
import { CHANNEL_ID } from './identity.ts';
import { failure } from './method.ts';
import { editMessage, postMessage, removeMessage, type ResponseTarget, type Workspace } from './workspace.ts';

const REFUSED = { unknown: 'invalid_url', expired: 'expired_url', spent: 'used_url' } as const;

/** Answers a post to a response_url: a new ephemeral (or channel) message, or a change to the one that was clicked. */
export async function serveResponseUrl(
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') throw new RefusedRequest(405, 'A response_url takes POST.');
  const body = objectOf(parseJson(await readBody(request)));
  const ticket = workspace.responseUrls.redeem((request.url ?? '').slice('/response/'.length));
  if (ticket.use !== 'granted') return sendJson(response, 404, failure(REFUSED[ticket.use]));
  const refused = body['delete_original'] === true ? undefined : contentRefusal(body);
  if (refused) return sendJson(response, 400, refused);
  apply(workspace, ticket.holds, body);
  sendJson(response, 200, { ok: true });
}

function apply(workspace: Workspace, target: ResponseTarget, body: JsonObject): void {
  const text = stringOf(body['text']);
  const blocks = listOf(body['blocks']) as unknown as readonly KnownBlock[]; // checked by contentRefusal
  const original = workspace.messages.get(target.messageTs);
  if (body['delete_original'] === true) return removeMessage(workspace, target.messageTs);
  if (body['replace_original'] === true && original) return void editMessage(workspace, original, { text, blocks });
  const audience = body['response_type'] === 'in_channel' ? {} : { ephemeral_to: target.userId };
  postMessage(workspace, { channel: CHANNEL_ID, text, blocks, ...audience });
}
