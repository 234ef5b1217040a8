import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SIGNING_SECRET } from '../../../../lib/local/slack/identity.ts';

/** The members of an interaction payload that the tests look at. */
export interface Interaction {
  readonly type: 'block_actions' | 'view_submission' | 'view_closed';
  readonly api_app_id: string;
  readonly team: { readonly id: string; readonly domain: string };
  readonly user: { readonly id: string; readonly username: string; readonly name: string; readonly team_id: string };
  readonly channel: { readonly id: string; readonly name: string };
  readonly container: Readonly<Record<string, unknown>>;
  readonly message: { readonly ts: string; readonly text: string };
  readonly actions: readonly { readonly action_id: string; readonly block_id: string; readonly value: string }[];
  readonly trigger_id: string;
  readonly response_url: string;
  readonly state: { readonly values: Readonly<Record<string, unknown>> };
  readonly view: {
    readonly callback_id: string;
    readonly private_metadata: string;
    readonly state: { readonly values: Readonly<Record<string, Record<string, { value: string | null }>>> };
  };
}

/** What the app answers: status 200 and an empty body unless said otherwise; `never` leaves Slack waiting. */
export type Answer = { status?: number; json?: unknown } | 'never';

/** A tiny app that takes signed interactions, verifying the signature by its own computation. */
export interface Receiver {
  readonly url: string;
  readonly received: Interaction[];
  readonly forged: string[];
  answerWith(handler: (interaction: Interaction) => Promise<Answer> | Answer): void;
  stop(): Promise<void>;
}

/** Starts the receiving app on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const received: Interaction[] = [];
  const forged: string[] = [];
  let handler: (interaction: Interaction) => Promise<Answer> | Answer = () => ({});
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (!isSigned(request, body)) return void forged.push(body);
    const interaction = JSON.parse(new URLSearchParams(body).get('payload') ?? 'null') as Interaction;
    received.push(interaction);
    reply(response, await handler(interaction));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/interactions`,
    received,
    forged,
    answerWith: (next) => void (handler = next),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function isSigned(request: IncomingMessage, body: string): boolean {
  const timestamp = String(request.headers['x-slack-request-timestamp']);
  const expected = Buffer.from(
    `v0=${createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  );
  const given = Buffer.from(String(request.headers['x-slack-signature']));
  return /^\d{10}$/.test(timestamp) && given.length === expected.length && timingSafeEqual(given, expected);
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'never') return;
  response.writeHead(answer.status ?? 200, answer.json === undefined ? {} : { 'content-type': 'application/json' });
  response.end(answer.json === undefined ? '' : JSON.stringify(answer.json));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
