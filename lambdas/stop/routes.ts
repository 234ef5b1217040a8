import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import { normaliseAgentArn, teamOf } from '../decide/directory.ts';
import { EVERYBODY, presentedStop } from '../record/stop.ts';
import { bodyBytes, json, problemAnswer } from '../runtime/http.ts';
import { problem } from '../runtime/problem.ts';
import { type Asked, order, type OrderDeps, type Ordered } from './order.ts';

const reason = z
  .string()
  .max(500)
  .refine((text) => text.trim() !== '', 'the reason must say why: agents, reviewers and auditors read it');

/** The document that an operator posts: whom it is about, and why. */
const orderSchema = z.union(
  [z.strictObject({ agent: z.string().min(1), reason }), z.strictObject({ all: z.literal(true), reason })],
  'must be {"agent": "<ARN>", "reason": "..."} or {"all": true, "reason": "..."}, the reason of 1 to 500 characters',
);

/**
 * The operators' side of the API: `GET /stops`, `POST /stops`, `POST /stops/resume`. IAM says who may call it; an agent of the
 * directory may not, whatever its IAM policies say.
 */
export async function route(event: APIGatewayProxyEvent, deps: OrderDeps): Promise<APIGatewayProxyResult> {
  const operator = event.requestContext.identity.userArn ?? '';
  if (operator === '' || isAgent(operator, deps))
    return problemAnswer(problem('not-an-operator', 'Agents give no orders; sign as an operator.'));
  switch (`${event.httpMethod} ${event.resource}`) {
    case 'GET /stops':
      return json(200, { stops: (await deps.stops.stops()).map(presentedStop) });
    case 'POST /stops':
      return take(event, { type: 'stopped', by: operator }, deps);
    case 'POST /stops/resume':
      return take(event, { type: 'resumed', by: operator }, deps);
    default:
      return problemAnswer(problem('not-found', `${event.path} is nothing of yours, or nothing at all.`));
  }
}

function isAgent(userArn: string, { directory }: OrderDeps): boolean {
  const agent = normaliseAgentArn(userArn);
  return agent !== undefined && teamOf(directory, agent) !== undefined;
}

async function take(
  event: APIGatewayProxyEvent,
  by: Pick<Asked, 'type' | 'by'>,
  deps: OrderDeps,
): Promise<APIGatewayProxyResult> {
  const parsed = orderSchema.safeParse(parseJson(bodyBytes(event).toString('utf8')));
  if (!parsed.success) return badOrder(parsed.error.issues[0]?.message ?? 'is not an order');
  const scope = 'all' in parsed.data ? EVERYBODY : parsed.data.agent;
  return answer(await order({ ...by, scope, reason: parsed.data.reason.trim() }, deps));
}

function answer(ordered: Ordered): APIGatewayProxyResult {
  switch (ordered.kind) {
    case 'refused':
      return badOrder(ordered.detail);
    case 'stopped':
      return json(200, { ...ordered, stop: presentedStop(ordered.stop) });
    case 'resumed':
      return json(200, { ...ordered, remaining: ordered.remaining.map(presentedStop) });
  }
}

function badOrder(detail: string): APIGatewayProxyResult {
  return problemAnswer(problem('bad-order', detail));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
