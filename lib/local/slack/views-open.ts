import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { listOf, objectOf, stringOf } from './fields.ts';
import { APP_ID, BOT_ID, TEAM_ID } from './identity.ts';
import { failure, type Method } from './method.ts';
import { showView } from './workspace.ts';
import { checkView } from './view-limits.ts';

const TRIGGER_ERRORS = {
  unknown: 'invalid_trigger_id',
  expired: 'expired_trigger_id',
  spent: 'exchanged_trigger_id',
} as const;

/** The most bytes of a view (docs.slack.dev/reference/methods/views.open, `view_too_large`). */
const MAX_VIEW_BYTES = 250_000;

/** `views.open`: shows a modal to the user whose click made the trigger id. A refused view spends no trigger. */
export const openView: Method = (args, workspace) => {
  const view = objectOf(args['view']);
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES) return failure('view_too_large');
  const messages = checkView(view);
  if (messages.length > 0) return failure('invalid_arguments', messages);
  const trigger = workspace.triggers.redeem(stringOf(args['trigger_id']));
  if (trigger.use !== 'granted') return failure(TRIGGER_ERRORS[trigger.use]);
  const opened = completeView(view);
  showView(workspace, trigger.holds, opened);
  return { ok: true, view: opened };
};

/** A view as Slack completes it: with ids, hash, owner and an empty state. */
export function completeView(view: JsonObject, id = `V${randomBytes(6).toString('hex').toUpperCase()}`): JsonObject {
  const owner = { team_id: TEAM_ID, app_id: APP_ID, bot_id: BOT_ID, app_installed_team_id: TEAM_ID };
  const blocks = listOf(view['blocks']).map((block, index) => ({ block_id: `${id}-${index}`, ...objectOf(block) }));
  const defaults = { private_metadata: '', callback_id: '', external_id: '', clear_on_close: false };
  const lineage = { id, root_view_id: id, previous_view_id: null, hash: randomBytes(8).toString('hex') };
  return {
    ...defaults,
    notify_on_close: false,
    close: null,
    submit: null,
    ...view,
    ...owner,
    ...lineage,
    blocks,
    state: { values: {} },
  };
}
