import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../../../lambdas/runtime/json.ts';
import { CHAT_METHODS } from './chat-methods.ts';
import { DIRECTORY_METHODS } from './directory-methods.ts';
import type { Fault } from './faults.ts';
import { objectOf, parseJson } from './fields.ts';
import { readBody, send, sendJson } from './http.ts';
import { BOT_TOKEN } from './identity.ts';
import { failure, type Method } from './method.ts';
import { openView } from './views-open.ts';
import type { Workspace } from './workspace.ts';

const METHODS: Readonly<Record<string, Method>> = {
  ...CHAT_METHODS,
  ...DIRECTORY_METHODS,
  'views.open': openView,
};

/** Answers one Web API call as Slack does: HTTP 200 with `ok`, or a fault that was asked for. */
export async function serveWebApi(
  workspace: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = (request.url ?? '').slice('/api/'.length).split('?')[0] ?? '';
  const body = await readBody(request);
  const fault = workspace.faults.take(name);
  if (fault) workspace.log(`${name}: ${fault.kind}`);
  if (fault && fault.kind !== 'slow') return sendFault(response, fault);
  if (fault) await sleep(fault.seconds * 1000);
  const answer = answerOf(workspace, { name, request, body });
  workspace.log(`${name}: ${answer['ok'] === true ? 'ok' : String(answer['error'])}`);
  sendJson(response, 200, answer);
}

function answerOf(workspace: Workspace, call: { name: string; request: IncomingMessage; body: string }): JsonObject {
  // The header only: a page of another site could post a form with the well-known token in its body.
  const { authorization } = call.request.headers;
  if (authorization === undefined) return failure('not_authed');
  if (authorization !== `Bearer ${BOT_TOKEN}`) return failure('invalid_auth');
  const method = Object.hasOwn(METHODS, call.name) ? METHODS[call.name] : undefined;
  if (!method) return { ...failure('unknown_method'), req_method: call.name };
  const args = argumentsOf(call.body, call.request.headers['content-type'] ?? '');
  return args ? method(args, workspace) : failure('invalid_form_data');
}

/** Web API arguments come as a form whose nested members are JSON text, or as one JSON object. */
function argumentsOf(body: string, contentType: string): JsonObject | undefined {
  const type = contentType.split(';')[0]?.trim();
  if (type === 'application/json') return objectOf(parseJson(body));
  if (body === '') return {};
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, nested(name, value)]));
}

function nested(name: string, value: string): Json {
  return ['blocks', 'view', 'attachments'].includes(name) ? (parseJson(value) ?? value) : value;
}

function sendFault(response: ServerResponse, fault: Fault): void {
  if (fault.kind === 'outage') return send(response, 503, { type: 'text/plain', body: 'Service Unavailable' });
  const headers = { 'retry-after': String(fault.seconds) };
  const body = JSON.stringify(failure('ratelimited'));
  send(response, 429, { type: 'application/json', body, headers });
}
