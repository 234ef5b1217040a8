import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { objectOf } from './fields.ts';
import { SIGNING_SECRET } from './identity.ts';
import { signatureHeaders } from './signature.ts';
import type { Workspace } from './workspace.ts';

/** Slack waits 3 seconds for the answer to an interaction and then shows an error. */
export const ACK_MILLISECONDS = 3_000;

/** What the app made of an interaction; `body` is its answer, `milliseconds` how long it took. */
export type Delivery =
  | { readonly ok: true; readonly status: number; readonly milliseconds: number; readonly body: string }
  | { readonly ok: false; readonly error: string; readonly milliseconds: number };

/** Posts a signed `payload=` form to the interactions URL, as Slack does, and waits at most 3 seconds. */
export async function deliver(workspace: Workspace, payload: JsonObject, what: string): Promise<Delivery> {
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  const delivery = await post(workspace, payload).then(
    ({ status, body }): Delivery =>
      status >= 200 && status < 300
        ? { ok: true, status, milliseconds: elapsed(), body }
        : { ok: false, error: `The app answered ${status}.`, milliseconds: elapsed() },
    (error: unknown): Delivery => ({ ok: false, error: explain(error, workspace), milliseconds: elapsed() }),
  );
  report(workspace, delivery, { what, userId: String((payload['user'] as JsonObject)['id']) });
  return delivery;
}

async function post(workspace: Workspace, payload: JsonObject): Promise<{ status: number; body: string }> {
  if (!workspace.interactionsUrl) throw new MissingUrl();
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const response = await fetch(workspace.interactionsUrl, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(workspace.ackMilliseconds),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (local stand-in)',
      accept: 'application/json,*/*',
      ...signatureHeaders(body, SIGNING_SECRET, Math.floor(workspace.clock() / 1000)),
    },
  });
  return { status: response.status, body: await response.text() };
}

function report(workspace: Workspace, delivery: Delivery, context: { what: string; userId: string }): void {
  const result = delivery.ok ? `answered ${delivery.status}` : delivery.error;
  const entry = { at: workspace.clock(), ...context, ok: delivery.ok, result, milliseconds: delivery.milliseconds };
  workspace.deliveries.push(entry);
  workspace.feed.publish('delivery', entry);
  workspace.log(`${context.what} by ${context.userId}: ${result} (${delivery.milliseconds} ms)`);
}

class MissingUrl extends Error {}

function explain(error: unknown, workspace: Workspace): string {
  if (error instanceof MissingUrl)
    return 'No interactions URL is set, so the click went nowhere: start the gateway, or set one.';
  // By name: an abort is a DOMException, not always of this realm's Error.
  if (objectOf(error)['name'] === 'TimeoutError')
    return `The app did not answer within ${workspace.ackMilliseconds / 1000} s. Slack gives up here too: try again.`;
  return 'The app could not be reached. Is the gateway running?';
}
