import type { IncomingMessage, ServerResponse } from 'node:http';

/** The most that any request body may hold. */
export const MAX_BODY_BYTES = 256 * 1024;

/** A request that gets an HTTP error: the status and a sentence on what is wrong and how to put it right. */
export class RefusedRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'RefusedRequest';
    this.status = status;
  }
}

const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** The body as text; a RefusedRequest (413) when it is over the limit. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read on without keeping it: leaving the loop would cut the connection before the sender has read the answer.
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (bytes > MAX_BODY_BYTES) throw new RefusedRequest(413, `The body is over ${MAX_BODY_BYTES} bytes.`);
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers with headers and a body, and the headers that every answer carries. */
export function send(
  response: ServerResponse,
  status: number,
  content: { type: string; body: string | Buffer; headers?: Record<string, string> },
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...SAFE_HEADERS, 'content-type': content.type, ...content.headers });
  response.end(content.body);
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, { type: 'application/json; charset=utf-8', body: JSON.stringify(body) });
}

/** Starts an event stream. */
export function startEventStream(response: ServerResponse): void {
  response.writeHead(200, { ...SAFE_HEADERS, 'content-type': 'text/event-stream' });
}
