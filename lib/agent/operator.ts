import { setTimeout as restFor } from 'node:timers/promises';
import type { Stop } from '../../lambdas/record/stop.ts';
import type { Json } from '../../lambdas/runtime/json.ts';
import { problemError } from './problems.ts';
import { type Rest, withRetries } from './retry.ts';
import { type Gateway, type GatewayRequest, sendSigned } from './signed-request.ts';

/** The gateway, and for tests its time. */
export type OperatorSettings = Gateway & { readonly rest?: Rest };

/** Whom an order is about: one agent, by its ARN or the end of it, or everybody. */
export type Whom = { readonly agent: string } | { readonly all: true };

/** A stop that holds. `running` are the operations that had begun before it; `closing` says whether closing the rest has begun. */
export interface StopView {
  readonly stop: Stop;
  readonly running: readonly string[];
  readonly closing: boolean;
}

export interface ResumeView {
  readonly scope: string;
  /** The stops that hold still. */
  readonly remaining: readonly Stop[];
}

/** An operator's way to the gateway. Orders can be repeated: a second stop of the same agent replaces the first. */
export class OperatorClient {
  readonly #gateway: Gateway;
  readonly #rest: Rest;

  constructor({ rest, ...gateway }: OperatorSettings) {
    this.#gateway = gateway;
    this.#rest = rest ?? ((milliseconds, signal) => restFor(milliseconds, undefined, signal && { signal }));
  }

  /** Stops an agent or everybody: once this returns, nothing of theirs starts. */
  async stop(whom: Whom, reason: string): Promise<StopView> {
    return (await this.#post('/stops', { ...whom, reason })) as unknown as StopView;
  }

  async resume(whom: Whom, reason: string): Promise<ResumeView> {
    return (await this.#post('/stops/resume', { ...whom, reason })) as unknown as ResumeView;
  }

  /** All stops that hold. */
  async stops(): Promise<readonly Stop[]> {
    const { stops } = (await this.#send({ method: 'GET', path: '/stops' })) as { stops?: unknown };
    return stops as readonly Stop[];
  }

  #post(path: string, body: Json): Promise<Json> {
    const headers = { 'content-type': 'application/json' };
    return this.#send({ method: 'POST', path, headers, body: JSON.stringify(body) });
  }

  async #send(request: GatewayRequest): Promise<Json> {
    const attempt = async () => {
      const answer = await sendSigned(request, this.#gateway);
      if (answer.kind === 'document') return answer.body;
      throw problemError(answer);
    };
    return withRetries(attempt, this.#rest);
  }
}
