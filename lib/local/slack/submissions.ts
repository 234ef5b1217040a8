import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { enteredValues, knownReviewer } from './clicks.ts';
import { deliver, type Delivery } from './delivery.ts';
import { listOf, objectOf, parseJson, stringOf } from './fields.ts';
import { RefusedRequest } from './http.ts';
import { viewClosed, viewSubmission } from './payloads.ts';
import { checkView } from './view-limits.ts';
import { completeView } from './views-open.ts';
import { showView, type Workspace } from './workspace.ts';

/** What a user sends from their open modal: values by block id (text, or the value of the chosen option). */
export interface Submission {
  readonly userId: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What became of a submission; `errors` are by block id and leave the modal open. */
export type SubmissionOutcome =
  | { readonly outcome: 'closed' | 'updated' }
  | { readonly outcome: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly outcome: 'failed'; readonly error: string };

/** Checks required inputs as Slack's client does, sends the submission, and obeys the app's `response_action`. */
export async function submit(workspace: Workspace, asked: Submission): Promise<SubmissionOutcome> {
  const reviewer = knownReviewer(asked.userId);
  const view = openViewOf(workspace, asked.userId);
  const errors = localErrors(view, asked.values);
  if (Object.keys(errors).length > 0) return { outcome: 'errors', errors };
  const filled = { ...view, state: { values: enteredValues(listOf(view['blocks']), asked.values) } };
  const payload = viewSubmission(workspace, reviewer, filled);
  const delivery = await deliver(workspace, payload, `submission of ${stringOf(view['callback_id'])}`);
  return obey(workspace, { delivery, view, userId: asked.userId });
}

/** Closes the user's modal; tells the app when the view asked for `notify_on_close`. */
export async function closeView(workspace: Workspace, userId: string): Promise<void> {
  const reviewer = knownReviewer(userId);
  const view = openViewOf(workspace, userId);
  showView(workspace, userId, undefined);
  if (view['notify_on_close'] === true) await deliver(workspace, viewClosed(reviewer, view), 'view_closed');
}

function openViewOf(workspace: Workspace, userId: string): JsonObject {
  const view = workspace.views.get(userId);
  if (!view) throw new RefusedRequest(409, `${userId} has no modal open.`);
  return view;
}

type Answered = { delivery: Delivery; view: JsonObject; userId: string };

function obey(workspace: Workspace, { delivery, view, userId }: Answered): SubmissionOutcome {
  if (!delivery.ok) return { outcome: 'failed', error: delivery.error };
  const answer = delivery.body.trim() === '' ? {} : objectOf(parseJson(delivery.body));
  const action = answer['response_action'];
  if (action === undefined || action === 'clear') {
    showView(workspace, userId, undefined);
    return { outcome: 'closed' };
  }
  if (action === 'errors') return fieldErrors(view, objectOf(answer['errors']));
  if (action === 'update') return updateView(workspace, { view, next: objectOf(answer['view']), userId });
  return { outcome: 'failed', error: `The stand-in does not know response_action ${JSON.stringify(action)}.` };
}

function fieldErrors(view: JsonObject, errors: JsonObject): SubmissionOutcome {
  const inputs = inputBlocks(view).map((block) => stringOf(block['block_id']));
  const strange = Object.keys(errors).filter((id) => !inputs.includes(id));
  if (strange.length > 0)
    return { outcome: 'failed', error: `The app named errors for blocks that are no inputs: ${strange.join(', ')}.` };
  const texts = Object.entries(errors).map(([id, text]): [string, string] => [id, stringOf(text)]);
  return { outcome: 'errors', errors: Object.fromEntries(texts) };
}

function updateView(
  workspace: Workspace,
  change: { view: JsonObject; next: JsonObject; userId: string },
): SubmissionOutcome {
  const [problem] = checkView(change.next);
  if (problem) return { outcome: 'failed', error: `The app answered with a bad view: ${problem}` };
  showView(workspace, change.userId, completeView(change.next, stringOf(change.view['id'])));
  return { outcome: 'updated' };
}

function localErrors(view: JsonObject, values: Readonly<Record<string, string>>): Record<string, string> {
  const faults = inputBlocks(view).map((block): [string, string | undefined] => {
    const id = stringOf(block['block_id']);
    return [id, localError(block, values[id] ?? '')];
  });
  return Object.fromEntries(faults.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function localError(block: JsonObject, value: string): string | undefined {
  const { min_length: min, max_length: max } = objectOf(block['element']);
  if (value === '') return block['optional'] === true ? undefined : 'Please complete this required field.';
  if (typeof min === 'number' && value.length < min) return `Please write at least ${min} characters.`;
  if (typeof max === 'number' && value.length > max) return `Please write at most ${max} characters.`;
  return undefined;
}

function inputBlocks(view: JsonObject): JsonObject[] {
  return listOf(view['blocks'])
    .map(objectOf)
    .filter((block) => block['type'] === 'input');
}
