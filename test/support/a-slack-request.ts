import { createHmac } from 'node:crypto';
import { APPROVE, buttonValue, modalOrigin, REASON_BLOCK, REJECT_MODAL } from '../../lambdas/approve/interaction.ts';
import type { SlackRequest } from '../../lambdas/approve/slack-signature.ts';
import type { Origin } from '../../lambdas/approve/take-interaction.ts';
import type { Card, Operation } from '../../lambdas/record/operation.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { ANNA } from './a-call.ts';
import { CHANNEL } from './a-channel.ts';
import { CARD } from './an-operation.ts';

export const SIGNING_SECRET = 'a-signing-secret';
export const ORIGIN: Origin = { app: 'A0COUNTER', team: 'T0TEAM', channel: CHANNEL };

/** Who clicked what, and where: by default Anna, on the card, in our app and workspace. */
export interface Click {
  readonly user?: string;
  readonly userTeam?: string;
  readonly team?: string;
  readonly app?: string;
  readonly card?: Card;
  readonly digest?: string;
  readonly operationId?: string;
  readonly action?: string;
  readonly trigger?: string;
}

type Target = Pick<Operation, 'id' | 'digest'>;

/** The payload of a click on a button of an operation's card. */
export function aClick(operation: Target, click: Click = {}): JsonObject {
  const value = buttonValue(click.operationId ?? operation.id, click.digest ?? operation.digest);
  const { channel, message } = click.card ?? CARD;
  return {
    type: 'block_actions',
    ...actor(click),
    trigger_id: click.trigger ?? 'trigger-1',
    container: { type: 'message', channel_id: channel, message_ts: message },
    actions: [{ type: 'button', action_id: click.action ?? APPROVE, value }],
  };
}

/** The payload of the modal in which a reviewer says why they reject an operation. */
export function aRejection(operation: Target, reason: string, click: Click = {}): JsonObject {
  const value = buttonValue(click.operationId ?? operation.id, click.digest ?? operation.digest);
  return {
    type: 'view_submission',
    ...actor(click),
    view: {
      callback_id: REJECT_MODAL,
      private_metadata: modalOrigin(value, click.card ?? CARD),
      state: { values: { [REASON_BLOCK]: { why: { type: 'plain_text_input', value: reason } } } },
    },
  };
}

function actor(click: Click): JsonObject {
  const team = click.team ?? ORIGIN.team;
  return {
    api_app_id: click.app ?? ORIGIN.app,
    team: { id: team, domain: 'example' },
    user: { id: click.user ?? ANNA, team_id: click.userTeam ?? ORIGIN.team, username: 'anna' },
  };
}

/** What changes a request's signature. */
export interface Signing {
  readonly at: Date;
  readonly secret?: string;
  readonly version?: string;
}

/** A form body as Slack signs it. */
export function aSlackRequest(
  payload: JsonObject | string,
  { at, secret = SIGNING_SECRET, version = 'v0' }: Signing,
): SlackRequest {
  const text =
    typeof payload === 'string' ? payload : new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const body = Buffer.from(text);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac('sha256', secret).update(`${version}:${timestamp}:`).update(body).digest('hex');
  return { headers: { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `${version}=${mac}` }, body };
}
