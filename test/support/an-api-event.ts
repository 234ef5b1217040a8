import type { APIGatewayProxyEvent } from 'aws-lambda';
import { ACCOUNT } from './a-call.ts';

/** The ARN that API Gateway gives for a session of the example agent. */
export const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/invoice-agent/run-7f3a`;

/** One signed request of an agent. */
export interface ApiRequest {
  readonly route:
    | 'POST /operations'
    | 'GET /operations/{id}'
    | 'POST /operations/{id}/cancel'
    | 'GET /sessions/{id}'
    | 'GET /stops'
    | 'POST /stops'
    | 'POST /stops/resume';
  readonly id?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly userArn?: string | null;
}

/** A request as API Gateway hands it to a Lambda, as far as the gateway reads it. */
export function anApiEvent({ route, id, body, headers, userArn = CALLER }: ApiRequest): APIGatewayProxyEvent {
  const [httpMethod, resource] = route.split(' ') as [string, string];
  return {
    httpMethod,
    resource,
    path: resource.replace('{id}', id ?? ''),
    pathParameters: id === undefined ? null : { id },
    body: body ?? null,
    isBase64Encoded: false,
    headers: headers ?? {},
    requestContext: { identity: { userArn } },
  } as unknown as APIGatewayProxyEvent;
}
