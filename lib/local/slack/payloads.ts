import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { shown } from './chat-methods.ts';
import { stringOf } from './fields.ts';
import { APP_ID, CHANNEL_ID, CHANNEL_NAME, TEAM_DOMAIN, TEAM_ID, type Reviewer } from './identity.ts';
import { nextTs, type ChatMessage, type Workspace } from './workspace.ts';

/** What was pressed: a message's element, with the values of the message's inputs. */
export interface Press {
  readonly message: ChatMessage;
  readonly element: JsonObject;
  readonly blockId: string;
  readonly values: JsonObject;
  readonly responseUrl: string;
}

/** The `block_actions` payload of a click (docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
export function blockActions(workspace: Workspace, reviewer: Reviewer, press: Press): JsonObject {
  const { message } = press;
  const ephemeral = message.ephemeral_to !== undefined;
  return {
    type: 'block_actions',
    ...source(reviewer),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: CHANNEL_ID,
      is_ephemeral: ephemeral,
      ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    },
    trigger_id: workspace.triggers.issue(reviewer.id),
    channel: { id: CHANNEL_ID, name: CHANNEL_NAME },
    ...(ephemeral ? {} : { message: shown(message) }), // Slack leaves the content of an ephemeral message out
    state: { values: press.values },
    response_url: press.responseUrl,
    actions: [actionOf(press, nextTs(workspace))],
  };
}

/** The `view_submission` payload: the view with what was entered. */
export function viewSubmission(workspace: Workspace, reviewer: Reviewer, view: JsonObject): JsonObject {
  const trigger = workspace.triggers.issue(reviewer.id);
  return { type: 'view_submission', ...source(reviewer), trigger_id: trigger, view, response_urls: [] };
}

/** The `view_closed` payload, for views with `notify_on_close`. */
export function viewClosed(reviewer: Reviewer, view: JsonObject): JsonObject {
  return { type: 'view_closed', ...source(reviewer), view, is_cleared: false };
}

/** The value of an element in `state.values`, from what the user entered or chose. */
export function stateValue(element: JsonObject, entered: string): JsonObject {
  if (element['type'] !== 'static_select') return { type: stringOf(element['type']), value: entered || null };
  const options = (element['options'] ?? []) as readonly JsonObject[];
  const chosen = options.find((option) => option['value'] === entered);
  return { type: 'static_select', selected_option: chosen ?? null };
}

function source(reviewer: Reviewer): JsonObject {
  const { id, handle } = reviewer;
  return {
    api_app_id: APP_ID,
    team: { id: TEAM_ID, domain: TEAM_DOMAIN },
    user: { id, username: handle, name: handle, team_id: TEAM_ID },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function actionOf(press: Press, actionTs: string): JsonObject {
  const { type, action_id, text, value, style } = press.element;
  const optional = Object.fromEntries(
    Object.entries({ text, value, style }).filter(([, member]) => member !== undefined),
  );
  return {
    type: type ?? null,
    action_id: action_id ?? '',
    block_id: press.blockId,
    ...optional,
    action_ts: actionTs,
  } as JsonObject;
}
