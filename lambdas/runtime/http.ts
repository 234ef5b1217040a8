import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { JsonObject } from './json.ts';
import type { Problem } from './problem.ts';

/** A JSON answer. */
export function json(
  statusCode: number,
  body: JsonObject,
  headers: Record<string, string> = {},
): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...SAFE, ...headers },
    body: JSON.stringify(body),
  };
}

/** An error answer (RFC 9457, media type application/problem+json). */
export function problemAnswer(body: Problem, headers: Record<string, string> = {}): APIGatewayProxyResult {
  return {
    statusCode: body.status,
    headers: { 'content-type': 'application/problem+json', ...SAFE, ...headers },
    body: JSON.stringify(body),
  };
}

const SAFE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The bytes of a request body as they were signed. */
export function bodyBytes(event: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
}

/** A request header by its name in lower case, or undefined. */
export function header(event: Pick<APIGatewayProxyEvent, 'headers'>, name: string): string | undefined {
  const found = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return found?.[1];
}

const MAX_WAIT_SECONDS = 20;

/** Seconds of the `wait` preference (RFC 7240), at most 20: an API Gateway integration ends at 29. */
export function preferredWait(event: Pick<APIGatewayProxyEvent, 'headers'>): number {
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?/i.exec(header(event, 'prefer') ?? '');
  return wait ? Math.min(Number(wait[1]), MAX_WAIT_SECONDS) : 0;
}
