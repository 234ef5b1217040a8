import { APPROVE, buttonValue } from '../../../lambdas/approve/interaction.ts';
import type { Envelope } from '../../../lambdas/submit/envelope.ts';
import { APP_ID, CHANNEL_ID, SIGNING_SECRET, TEAM_ID } from '../../local/slack/identity.ts';
import { signatureHeaders } from '../../local/slack/signature.ts';
import type { ChatMessage } from '../../local/slack/workspace.ts';

/** The event by which API Gateway hands `POST /operations` to submit, for an agent whose signature holds. */
export function submission(envelope: Envelope, agentArn: string): object {
  return {
    httpMethod: 'POST',
    path: '/operations',
    resource: '/operations',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(envelope),
    isBase64Encoded: false,
    pathParameters: null,
    requestContext: { identity: { userArn: agentArn } },
  };
}

/** Which button was pressed, where and when. */
export interface Click {
  readonly operation: { readonly id: string; readonly digest: string };
  readonly card: ChatMessage;
  readonly reviewer: string;
  readonly at: Date;
}

/** The event by which API Gateway hands a click on Approve to answer, signed as Slack signs it. */
export function approvalClick({ operation, card, reviewer, at }: Click): object {
  const payload = {
    type: 'block_actions',
    api_app_id: APP_ID,
    team: { id: TEAM_ID },
    user: { id: reviewer, team_id: TEAM_ID },
    trigger_id: 'bench',
    container: { type: 'message', channel_id: CHANNEL_ID, message_ts: card.ts },
    message: card, // Slack sends the whole message with a click
    actions: [{ type: 'button', action_id: APPROVE, value: buttonValue(operation.id, operation.digest) }],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  return {
    httpMethod: 'POST',
    path: '/slack/interactions',
    resource: '/slack/interactions',
    headers: signatureHeaders(body, SIGNING_SECRET, Math.floor(at.getTime() / 1000)),
    body,
    isBase64Encoded: false,
  };
}

/** The event by which the table's stream names a changed operation to archive. */
export function streamBatch(operationId: string): object {
  return {
    Records: [{ dynamodb: { Keys: { pk: { S: operationId }, sk: { S: 'META' } }, SequenceNumber: '1' } }],
  };
}
