import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveControl } from './control.ts';
import { refusalOf } from './guards.ts';
import { RefusedRequest, sendJson, startEventStream } from './http.ts';
import { APP_ID, BOT_NAME, CHANNEL_ID, CHANNEL_NAME, REVIEWERS, reviewerById, TEAM_NAME } from './identity.ts';
import { servePage } from './page-files.ts';
import { serveResponseUrl } from './response-url.ts';
import { serveWebApi } from './web-api.ts';
import type { Workspace } from './workspace.ts';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly port: number;
}

/** Answers one request; never rejects. */
export async function answer(workspace: Workspace, exchange: Exchange): Promise<void> {
  const { request, response, port } = exchange;
  try {
    const refusal = refusalOf(request, port);
    if (refusal) throw new RefusedRequest(refusal.status, refusal.reason);
    await route(workspace, exchange);
  } catch (error) {
    if (!(error instanceof RefusedRequest)) workspace.log(`${request.method} ${request.url}: ${String(error)}`);
    const status = error instanceof RefusedRequest ? error.status : 500;
    const reason = error instanceof RefusedRequest ? error.message : 'The stand-in broke: see its log.';
    sendJson(response, status, { ok: false, error: reason });
  }
}

async function route(workspace: Workspace, { request, response, port }: Exchange): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path.startsWith('/api/')) return serveWebApi(workspace, request, response);
  if (path.startsWith('/response/')) return serveResponseUrl(workspace, request, response);
  if (path.startsWith('/control/'))
    return serveControl(workspace, { request, response, baseUrl: `http://127.0.0.1:${port}` });
  if (path === '/events') return openFeed(workspace, request, response);
  if (path === '/identity.json') return sendJson(response, 200, identity());
  return servePage(request, response);
}

function openFeed(workspace: Workspace, request: IncomingMessage, response: ServerResponse): void {
  const userId = new URL(request.url ?? '/', 'http://stand-in').searchParams.get('user') ?? '';
  if (!reviewerById(userId)) throw new RefusedRequest(404, `No user ${JSON.stringify(userId)}.`);
  const visible = [...workspace.messages.values()].filter(
    ({ ephemeral_to }) => ephemeral_to === undefined || ephemeral_to === userId,
  );
  const view = workspace.views.get(userId) ?? null;
  const deliveries = workspace.deliveries.slice(-20);
  startEventStream(response);
  workspace.feed.open(response, userId, { event: 'snapshot', body: { messages: visible, view, deliveries } });
}

function identity(): object {
  return {
    workspace: TEAM_NAME,
    app: { id: APP_ID, name: BOT_NAME },
    channel: { id: CHANNEL_ID, name: CHANNEL_NAME },
    reviewers: REVIEWERS,
  };
}
