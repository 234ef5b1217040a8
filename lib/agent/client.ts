import { randomUUID } from 'node:crypto';
import { setTimeout as restFor } from 'node:timers/promises';
import type { Json, JsonObject } from '../../lambdas/runtime/json.ts';
import type { Envelope } from '../../lambdas/submit/envelope.ts';
import type { OperationView, SessionView } from './operation-view.ts';
import { GatewayProblem, problemError } from './problems.ts';
import { withRetries, type Rest } from './retry.ts';
import { sendSigned, type Answer, type Gateway, type GatewayRequest } from './signed-request.ts';

/** The gateway, and for tests its time. */
export type ClientSettings = Gateway & { readonly rest?: Rest; readonly now?: () => number };

/** `signal` stops the waiting only: the operation goes on, and only `cancel` cancels it. */
export interface GetOptions {
  /** Seconds that the gateway holds the answer back while the operation is open; it holds 20 at most. */
  readonly wait?: number;
  readonly signal?: AbortSignal;
}

export interface SubmitOptions extends GetOptions {
  /** Names this one call: a repeated POST with it never runs twice. By default a random UUID, kept over retries. */
  readonly idempotencyKey?: string;
}

export interface WaitOptions {
  /** Without it, the wait ends when the operation closes, and every operation closes at its deadline at the latest. */
  readonly timeoutSeconds?: number;
  /** Called with each status that is seen, the first included. */
  readonly onStatus?: (operation: OperationView) => void;
  readonly signal?: AbortSignal;
}

export type CallOptions = WaitOptions & Pick<SubmitOptions, 'idempotencyKey'>;

const LONGEST_WAIT_SECONDS = 20;
const BETWEEN_POLLS_MS = 500;

/**
 * An agent's way to the gateway. How an operation ended is a value: look at `status`, also for DENIED and FAILED. What the
 * gateway did not take is thrown as a GatewayProblem, and no answer at all as Unreachable. Every request here can be
 * repeated without harm, and is, up to three times: posts carry an Idempotency-Key, and a second cancel changes nothing.
 */
export class CountersignClient {
  readonly #gateway: Gateway;
  readonly #rest: Rest;
  readonly #now: () => number;

  constructor({ rest, now, ...gateway }: ClientSettings) {
    if (!URL.canParse(gateway.url)) throw new TypeError(`${gateway.url} is not the address of a gateway`);
    this.#gateway = gateway;
    this.#rest = rest ?? ((milliseconds, signal) => restFor(milliseconds, undefined, signal && { signal }));
    this.#now = now ?? (() => performance.now());
  }

  /** Posts an envelope. A policy's denial comes back as an operation with status DENIED. */
  async submit(envelope: Envelope, options: SubmitOptions = {}): Promise<OperationView> {
    const { idempotencyKey = randomUUID(), wait, signal } = options;
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
      ...preferWait(wait),
    };
    const request = { method: 'POST', path: '/operations', headers, body: JSON.stringify(envelope), signal } as const;
    return asOperation(await this.#send(request));
  }

  /** One of the caller's own operations as it is now, or as it is when `wait` seconds are over. */
  async get(id: string, { wait, signal }: GetOptions = {}): Promise<OperationView> {
    return asOperation(
      await this.#send({ method: 'GET', path: `/operations/${part(id)}`, headers: preferWait(wait), signal }),
    );
  }

  /** Waits until an operation is closed or the time is over, and returns it as it then is. */
  async wait(id: string, options: WaitOptions = {}): Promise<OperationView> {
    return this.#follow({ id }, this.#deadline(options), options);
  }

  /** Posts an envelope and waits until the operation is closed or the time is over. */
  async call(envelope: Envelope, options: CallOptions = {}): Promise<OperationView> {
    const { idempotencyKey, onStatus, signal } = options;
    const deadline = this.#deadline(options);
    const wait = this.#secondsTo(deadline);
    const key = idempotencyKey === undefined ? {} : { idempotencyKey };
    const operation = await this.submit(envelope, { ...key, wait, ...(signal && { signal }) });
    onStatus?.(operation);
    if (operation.terminal || this.#now() >= deadline) return operation;
    return this.#follow(operation, deadline, options);
  }

  /** Takes back an operation that waits or is approved. Throws TooLate once it runs or has ended. */
  async cancel(id: string, { signal }: { signal?: AbortSignal } = {}): Promise<OperationView> {
    return asOperation(await this.#send({ method: 'POST', path: `/operations/${part(id)}/cancel`, signal }));
  }

  /** What the caller asked for under one session id. */
  async session(id: string, { signal }: { signal?: AbortSignal } = {}): Promise<SessionView> {
    const body = await this.#send({ method: 'GET', path: `/sessions/${part(id)}`, signal });
    if (!Array.isArray((body as JsonObject)['operations'])) throw unexpected();
    return body as unknown as SessionView;
  }

  async #follow(
    last: { readonly id: string; readonly status?: string },
    deadline: number,
    { onStatus, signal }: WaitOptions,
  ): Promise<OperationView> {
    let { status } = last;
    for (;;) {
      const operation = await this.get(last.id, { wait: this.#secondsTo(deadline), ...(signal && { signal }) });
      if (operation.status !== status) onStatus?.(operation);
      if (operation.terminal || this.#now() >= deadline) return operation;
      ({ status } = operation);
      await this.#rest(BETWEEN_POLLS_MS, signal); // a gateway that does not hold its answer back is not to be hammered
    }
  }

  #deadline({ timeoutSeconds = Infinity }: WaitOptions): number {
    return this.#now() + timeoutSeconds * 1000;
  }

  #secondsTo(deadline: number): number {
    return Math.min(LONGEST_WAIT_SECONDS, Math.max(0, Math.ceil((deadline - this.#now()) / 1000)));
  }

  async #send(request: GatewayRequest): Promise<Json> {
    const attempt = async () => documentIn(await sendSigned(request, this.#gateway));
    return withRetries(attempt, this.#rest, request.signal ?? undefined);
  }
}

/** A denial carries the denied operation, and that is what the caller asked about. */
function documentIn(answer: Answer): Json {
  if (answer.kind === 'document') return answer.body;
  const { type, operation } = answer.problem;
  if (type === 'urn:countersign:denied' && isOperation(operation)) return operation;
  throw problemError(answer);
}

function asOperation(body: Json): OperationView {
  if (!isOperation(body)) throw unexpected();
  return body as unknown as OperationView;
}

function isOperation(body: Json | undefined): body is JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const { id, status, terminal } = body as JsonObject;
  return typeof id === 'string' && typeof status === 'string' && typeof terminal === 'boolean';
}

function unexpected(): GatewayProblem {
  const detail = "The answer is JSON, but nothing that the gateway says; is the address the gateway's?";
  return new GatewayProblem({ problem: { type: 'about:blank', title: 'Not a gateway', status: 200, detail } });
}

function preferWait(seconds = 0): Record<string, string> {
  return seconds > 0 ? { prefer: `wait=${Math.min(Math.ceil(seconds), LONGEST_WAIT_SECONDS)}` } : {};
}

/** Ids hold only characters that need no escape in a path (RFC 3986 pchar); `.` and `..` would change the path. */
function part(id: string): string {
  if (!/^[\w.:@-]{1,128}$/.test(id) || /^\.{1,2}$/.test(id)) throw new TypeError(`${JSON.stringify(id)} is not an id`);
  return id;
}
