import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { normaliseAgentArn } from '../decide/directory.ts';
import { isOpen, type Operation } from '../record/operation.ts';
import { presentedStop, stopSentence } from '../record/stop.ts';
import type { Pause } from '../runtime/clock.ts';
import { bodyBytes, header, json, preferredWait, problemAnswer } from '../runtime/http.ts';
import { faultsProblem, problem } from '../runtime/problem.ts';
import { overrunSentence } from './budget.ts';
import { cancel, type CancelDeps } from './cancel.ts';
import { presented } from './present.ts';
import { readOwn, readSession, waitClosed } from './read.ts';
import { submit, type SubmitDeps, type Submitted } from './submit.ts';

export type ApiDeps = SubmitDeps & CancelDeps & { readonly pause: Pause };

type Route = (request: { event: APIGatewayProxyEvent; agent: string }, deps: ApiDeps) => Promise<APIGatewayProxyResult>;

const ROUTES: Readonly<Record<string, Route>> = {
  'POST /operations': postOperation,
  'GET /operations/{id}': getOperation,
  'POST /operations/{id}/cancel': postCancel,
  'GET /sessions/{id}': getSession,
};

/** The agent's side of the API. Who asks is what SigV4 proved (`requestContext.identity`), never what the body says. */
export async function route(event: APIGatewayProxyEvent, deps: ApiDeps): Promise<APIGatewayProxyResult> {
  const agent = normaliseAgentArn(event.requestContext.identity.userArn ?? '');
  if (agent === undefined)
    return problemAnswer(problem('not-an-agent', 'Sign the request as an IAM user or an assumed role.'));
  const handle = ROUTES[`${event.httpMethod} ${event.resource}`];
  if (!handle) return notFound(event.path);
  return handle({ event, agent }, deps);
}

async function postOperation({ event, agent }: Parameters<Route>[0], deps: ApiDeps): Promise<APIGatewayProxyResult> {
  const key = header(event, 'idempotency-key');
  if (key !== undefined && !/^[\x21-\x7E]{1,255}$/.test(key)) {
    return problemAnswer(
      faultsProblem([{ pointer: '', detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters' }]),
    );
  }
  const began = deps.clock();
  const body = bodyBytes(event).toString('utf8');
  const submitted = await submit({ agent, body, ...(key !== undefined && { idempotencyKey: key }) }, deps);
  if (submitted.kind !== 'operation') return refusal(submitted, began);
  const spent = (deps.clock().getTime() - began.getTime()) / 1000;
  return answer(
    submitted.operation,
    Math.max(0, Math.min(preferredWait(event), Math.floor(LONGEST_POST - spent))),
    deps,
  );
}

/** A POST is answered within this time, in seconds, executor and waiting together: API Gateway waits 29. */
const LONGEST_POST = 25;

async function answer(operation: Operation, seconds: number, deps: ApiDeps): Promise<APIGatewayProxyResult> {
  const latest = await waitClosed(operation, seconds, deps);
  const applied: Record<string, string> = seconds > 0 ? { 'preference-applied': `wait=${seconds}` } : {};
  const body = presented(latest);
  if (latest.status === 'DENIED') {
    return problemAnswer(problem('denied', latest.because, { id: latest.id, operation: body }));
  }
  if (!isOpen(latest)) return json(200, body, applied);
  return json(202, body, { ...applied, location: `/operations/${latest.id}`, 'retry-after': '5' });
}

function refusal(submitted: Exclude<Submitted, { kind: 'operation' }>, now: Date): APIGatewayProxyResult {
  switch (submitted.kind) {
    case 'faulty':
      return problemAnswer(faultsProblem(submitted.faults));
    case 'stopped':
      return problemAnswer(problem('stopped', stopSentence(submitted.stop), { stop: presentedStop(submitted.stop) }));
    case 'over-budget':
      return overBudget(submitted, now);
    case 'key-reused':
      return problemAnswer(
        problem('key-reused', 'Use a new Idempotency-Key for a new envelope, or repeat the first one exactly.'),
      );
    case 'in-flight':
      return problemAnswer(problem('in-flight', 'Ask again in a second.'), { 'retry-after': '1' });
  }
}

function overBudget({ overrun, id }: Extract<Submitted, { kind: 'over-budget' }>, now: Date): APIGatewayProxyResult {
  const seconds = Math.ceil((Date.parse(overrun.until) - now.getTime()) / 1000);
  const more = { budget: { ...overrun }, ...(id !== undefined && { id }) };
  return problemAnswer(problem('over-budget', overrunSentence(overrun), more), { 'retry-after': String(seconds) });
}

async function getOperation({ event, agent }: Parameters<Route>[0], deps: ApiDeps): Promise<APIGatewayProxyResult> {
  const own = await readOwn(event.pathParameters?.['id'] ?? '', agent, deps.operations);
  if (!own) return notFound(event.path);
  const operation = await waitClosed(own, preferredWait(event), deps);
  const events = await deps.operations.events(operation.id);
  return json(200, presented(operation, events), { etag: `"${operation.version}"` });
}

async function postCancel({ event, agent }: Parameters<Route>[0], deps: ApiDeps): Promise<APIGatewayProxyResult> {
  const cancelled = await cancel(event.pathParameters?.['id'] ?? '', agent, deps);
  if (!cancelled) return notFound(event.path);
  if (cancelled.kind === 'operation') return json(200, presented(cancelled.operation));
  const { id, status } = cancelled.operation;
  return problemAnswer(problem('too-late', `Operation ${id} is ${status}.`, { id, operationStatus: status }));
}

async function getSession({ event, agent }: Parameters<Route>[0], deps: ApiDeps): Promise<APIGatewayProxyResult> {
  const id = event.pathParameters?.['id'] ?? '';
  const operations = await readSession(id, agent, deps.operations);
  return json(200, { session: id, operations: operations.map((operation) => presented(operation)) });
}

function notFound(path: string): APIGatewayProxyResult {
  return problemAnswer(problem('not-found', `${path} is nothing of yours, or nothing at all.`));
}
