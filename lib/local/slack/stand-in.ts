import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { click, type Click } from './clicks.ts';
import { ACK_MILLISECONDS, type Delivery } from './delivery.ts';
import type { Fault } from './faults.ts';
import { assertDevelopment } from './guards.ts';
import { parseInteractionsUrl } from './interactions-url.ts';
import { answer } from './routes.ts';
import { submit, type Submission, type SubmissionOutcome } from './submissions.ts';
import { newWorkspace, resetWorkspace, type ChatMessage, type Workspace } from './workspace.ts';

/** How to start a stand-in; everything may be left out. */
export interface StandInOptions {
  /** 0 (the default) takes a free port. */
  readonly port?: number;
  /** Where clicks go; may be set later. Only a URL on this machine. */
  readonly interactionsUrl?: string;
  readonly log?: (line: string) => void;
  /** Only the fixed development secret is accepted. */
  readonly signingSecret?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970; for tests of what expires. */
  readonly clock?: () => number;
  /** How long an interaction may go unanswered; Slack's 3 seconds unless a test cannot wait. */
  readonly ackMilliseconds?: number;
}

/** A running stand-in for Slack, on 127.0.0.1. */
export interface SlackStandIn {
  /** The channel page. */
  readonly url: string;
  /** For `slackApiUrl` of `@slack/web-api`; ends with a slash. */
  readonly apiUrl: string;
  readonly port: number;
  setInteractionsUrl(url: string): void;
  /** All messages in order: thread replies (`thread_ts`) and ephemeral ones (`ephemeral_to`) too. */
  messages(): readonly ChatMessage[];
  /** The open modal of a user, as Slack shows it to the app. */
  view(userId: string): object | undefined;
  click(click: Click): Promise<Delivery>;
  submit(submission: Submission): Promise<SubmissionOutcome>;
  fault(fault: Fault): void;
  reset(): void;
  stop(): Promise<void>;
}

/** Starts a development stand-in for Slack; throws when anything looks like production (see assertDevelopment). */
export async function startSlackStandIn(options: StandInOptions = {}): Promise<SlackStandIn> {
  assertDevelopment(options.environment ?? process.env, options.signingSecret);
  const workspace = newWorkspace({
    clock: options.clock ?? Date.now,
    log: options.log ?? (() => undefined),
    ackMilliseconds: options.ackMilliseconds ?? ACK_MILLISECONDS,
    interactionsUrl: options.interactionsUrl === undefined ? undefined : parseInteractionsUrl(options.interactionsUrl),
  });
  const server = createServer((request, response) => handle(workspace, request, response));
  const port = await listen(server, options.port ?? 0);
  return standIn(workspace, server, port);
}

function standIn(workspace: Workspace, server: Server, port: number): SlackStandIn {
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    url: `${baseUrl}/`,
    apiUrl: `${baseUrl}/api/`,
    port,
    setInteractionsUrl: (url) => void (workspace.interactionsUrl = parseInteractionsUrl(url)),
    messages: () => [...workspace.messages.values()],
    view: (userId) => workspace.views.get(userId),
    click: (asked) => click(workspace, asked, baseUrl),
    submit: (asked) => submit(workspace, asked),
    fault: (fault) => workspace.faults.add(fault),
    reset: () => resetWorkspace(workspace),
    stop: () => stop(workspace, server),
  };
}

function handle(workspace: Workspace, request: IncomingMessage, response: ServerResponse): void {
  const port = request.socket.localPort ?? 0;
  void answer(workspace, { request, response, port });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function stop(workspace: Workspace, server: Server): Promise<void> {
  workspace.feed.close();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
