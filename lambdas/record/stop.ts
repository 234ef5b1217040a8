import { canonicalJson, type JsonObject } from '../runtime/json.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { Operation } from './operation.ts';

/** The scope of a stop that holds for everybody. Every other scope is an agent's ARN. */
export const EVERYBODY = 'all';

/** A stop that holds: nothing of its scope starts until an operator resumes it. */
export interface Stop {
  /** `all`, or the ARN of one agent. */
  readonly scope: string;
  /** The operator's ARN, as SigV4 proved it, with the session name. */
  readonly by: string;
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly reason: string;
}

/** One line of the operators' log, chained to the line before it. */
export interface Order extends Stop {
  /** 1 for the first. */
  readonly seq: number;
  readonly type: 'stopped' | 'resumed';
  /** SHA-256 of the order before, or null for the first. */
  readonly previous: string | null;
}

/** What an operator orders; its place in the log is added by `nextOrder`. */
export type OrderDraft = Stop & Pick<Order, 'type'>;

/** The order that follows `last`, or the first one. */
export function nextOrder(last: Order | undefined, draft: OrderDraft): Order {
  const { type, scope, by, at, reason } = draft;
  const seq = (last?.seq ?? 0) + 1;
  return { seq, type, scope, by, at, reason, previous: last ? hashOfOrder(last) : null };
}

/** SHA-256 in hex over the order's canonical form. */
export function hashOfOrder(order: Order): string {
  return sha256(canonicalJson({ ...order }));
}

/** What is wrong with a log that begins with the first order, in one sentence, or undefined when it is whole. */
export function logFault(orders: readonly Order[]): string | undefined {
  let previous: string | null = null;
  for (const [index, order] of orders.entries()) {
    if (order.seq !== index + 1) return `order ${index + 1} is missing`;
    if (order.previous !== previous) return `order ${index + 1} does not follow the order before it`;
    previous = hashOfOrder(order);
  }
  return undefined;
}

/** The scopes that hold for an agent: everybody's and its own. */
export function scopesOf(agent: string): readonly [string, string] {
  return [EVERYBODY, agent];
}

/** Who stopped what, when and why: for agents, reviewers and receipts. */
export function stopSentence({ scope, by, at, reason }: Stop): string {
  const whom = scope === EVERYBODY ? 'All agents were' : 'This agent was';
  return `${whom} stopped by ${by} at ${at}: ${reason}`;
}

/** How an operation ends that a stop kept from starting. A stop that was lifted meanwhile still ends what it met. */
export function stoppedOutcome(operation: Pick<Operation, 'status'>, stop: Stop | undefined) {
  const status = operation.status === 'ALLOWED' ? ('DENIED' as const) : ('CANCELLED' as const);
  const because = stop ? stopSentence(stop) : 'The agent was stopped while this was about to start';
  return { status, because: `${because}. Nothing ran.` };
}

/** A stop as it may be shown. */
export function presentedStop({ scope, by, at, reason }: Stop): JsonObject {
  return { scope, by, at, reason };
}
