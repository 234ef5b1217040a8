import type { OperationEvent } from './events.ts';
import type { Operation } from './operation.ts';
import type { OpenStatus } from './status.ts';

/** Makes a repeated POST one operation: the caller's key and the SHA-256 of the envelope it came with. */
export interface IdempotencyKey {
  readonly agent: string;
  readonly key: string;
  readonly envelope: string;
}

export type Created =
  { readonly kind: 'created' } | { readonly kind: 'exists'; readonly id: string; readonly sameEnvelope: boolean };

/**
 * Where operations live. Reads are strongly consistent but for the listings, which are hints for finding work:
 * nothing is ever authorised from them. Every method throws Unavailable when the table does not answer.
 */
export interface OperationStore {
  /** Writes a new operation, its events and its idempotency key in one transaction. Throws Conflict when two race. */
  create(operation: Operation, events: readonly OperationEvent[], key?: IdempotencyKey): Promise<Created>;
  /** What an earlier `create` with this key made, so that a repeated POST is recognised before anything is counted. */
  existing(key: IdempotencyKey): Promise<Extract<Created, { kind: 'exists' }> | undefined>;
  /** Throws Corrupt when the stored parts contradict each other. */
  read(id: string): Promise<Operation | undefined>;
  events(id: string): Promise<readonly OperationEvent[]>;
  /**
   * Replaces `before` by `after` and appends the events, in one transaction that holds only while the stored version and
   * status are those of `before`. Throws Conflict otherwise. A claim (`after` is EXECUTING) is written only while no stop
   * holds for its agent, in the same transaction; throws Stopped otherwise.
   */
  commit(before: Operation, after: Operation, events: readonly OperationEvent[]): Promise<void>;
  /** Ids of one agent's operations in one session, oldest first. */
  inSession(agent: string, session: string): Promise<readonly string[]>;
  /** Ids of operations in an open status whose deadline is before `time` (ISO-8601). */
  overdue(status: OpenStatus, time: string): Promise<readonly string[]>;
}

/** Keeps the task token by which the workflow waits: stored apart from the operation, and shown to nobody. */
export interface TaskTokenStore {
  keepToken(id: string, token: string): Promise<void>;
  tokenOf(id: string): Promise<string | undefined>;
}
