import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';
import { click } from './clicks.ts';
import { parseFault } from './faults.ts';
import { objectOf, parseJson, stringOf } from './fields.ts';
import { readBody, RefusedRequest, sendJson } from './http.ts';
import { parseInteractionsUrl } from './interactions-url.ts';
import { closeView, submit } from './submissions.ts';
import { resetWorkspace, type Workspace } from './workspace.ts';

type Route = (body: JsonObject, workspace: Workspace, baseUrl: string) => unknown;

const POSTS: Readonly<Record<string, Route>> = {
  '/control/click': (body, workspace, baseUrl) =>
    click(
      workspace,
      {
        messageTs: stringOf(body['messageTs']),
        actionId: stringOf(body['actionId']),
        userId: stringOf(body['userId']),
        values: entered(body),
        ...(body['blockId'] === undefined ? {} : { blockId: stringOf(body['blockId']) }),
      },
      baseUrl,
    ),
  '/control/submit': (body, workspace) =>
    submit(workspace, { userId: stringOf(body['userId']), values: entered(body) }),
  '/control/close': async (body, workspace) => {
    await closeView(workspace, stringOf(body['userId']));
    return { ok: true };
  },
  '/control/reset': (_body, workspace) => {
    resetWorkspace(workspace);
    return { ok: true };
  },
  '/control/fault': (body, workspace) => {
    workspace.faults.add(faultOf(body));
    return { ok: true };
  },
  '/control/interactions-url': (body, workspace) => {
    workspace.interactionsUrl = urlOf(stringOf(body['url']));
    return { ok: true };
  },
};

/** Answers the page and the tests: clicks, submissions, faults, reset, and what is in the channel. */
export async function serveControl(
  workspace: Workspace,
  exchange: { request: IncomingMessage; response: ServerResponse; baseUrl: string },
): Promise<void> {
  const { request, response, baseUrl } = exchange;
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (request.method === 'GET' && path === '/control/messages')
    return sendJson(response, 200, { messages: [...workspace.messages.values()] });
  const route = routeOf(request.method, path);
  sendJson(response, 200, await route(await readObject(request), workspace, baseUrl));
}

function routeOf(method: string | undefined, path: string): Route {
  const route = method === 'POST' && Object.hasOwn(POSTS, path) ? POSTS[path] : undefined;
  if (!route) throw new RefusedRequest(404, `No control ${method} ${path}: POST ${Object.keys(POSTS).join(', ')}`);
  return route;
}

async function readObject(request: IncomingMessage): Promise<JsonObject> {
  const body = parseJson(await readBody(request));
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RefusedRequest(400, 'The body must be a JSON object.');
  return objectOf(body);
}

function entered(body: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(objectOf(body['values'])).map(([id, value]) => [id, stringOf(value)]));
}

function faultOf(body: JsonObject): ReturnType<typeof parseFault> {
  try {
    return parseFault(body);
  } catch (error) {
    throw new RefusedRequest(400, error instanceof Error ? error.message : 'Bad fault.');
  }
}

function urlOf(text: string): string {
  try {
    return parseInteractionsUrl(text);
  } catch (error) {
    throw new RefusedRequest(400, error instanceof Error ? error.message : 'Bad URL.');
  }
}
