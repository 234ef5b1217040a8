import { InMemoryOperationStore } from '../../lambdas/adapters/in-memory-operation-store.ts';
import { InMemoryStopStore } from '../../lambdas/adapters/in-memory-stop-store.ts';
import type { OperationEvent } from '../../lambdas/record/events.ts';
import type { Operation } from '../../lambdas/record/operation.ts';
import type { Created, IdempotencyKey, OperationStore, TaskTokenStore } from '../../lambdas/record/operation-store.ts';
import type { OpenStatus } from '../../lambdas/record/status.ts';

/** What somebody with write access to the table puts in place of a record. */
export interface Forgery {
  readonly operation?: (operation: Operation) => object;
  readonly events?: (events: readonly OperationEvent[]) => readonly OperationEvent[];
}

/** The store in memory, with a door for whoever writes past the gateway. */
export class BackdoorStore implements OperationStore, TaskTokenStore {
  #inner: InMemoryOperationStore;
  readonly #stops: InMemoryStopStore;
  readonly #ids = new Set<string>();

  constructor(stops: InMemoryStopStore = new InMemoryStopStore()) {
    this.#stops = stops;
    this.#inner = new InMemoryOperationStore(stops);
  }

  /** Rewrites a record without any of the gateway's own steps. Idempotency keys are forgotten on the way. */
  async alter(id: string, forgery: Forgery): Promise<void> {
    const before = this.#inner;
    this.#inner = new InMemoryOperationStore(this.#stops);
    for (const each of this.#ids) {
      const [operation, events, token] = [
        await before.read(each),
        await before.events(each),
        await before.tokenOf(each),
      ];
      if (!operation) continue;
      const forged = each === id ? { ...operation, ...forgery.operation?.(operation) } : operation;
      await this.#inner.create(forged as Operation, each === id ? (forgery.events?.(events) ?? events) : events);
      if (token !== undefined) await this.#inner.keepToken(each, token);
    }
  }

  create(operation: Operation, events: readonly OperationEvent[], key?: IdempotencyKey): Promise<Created> {
    this.#ids.add(operation.id);
    return this.#inner.create(operation, events, key);
  }

  existing(key: IdempotencyKey) {
    return this.#inner.existing(key);
  }

  read(id: string): Promise<Operation | undefined> {
    return this.#inner.read(id);
  }

  events(id: string): Promise<readonly OperationEvent[]> {
    return this.#inner.events(id);
  }

  commit(before: Operation, after: Operation, events: readonly OperationEvent[]): Promise<void> {
    return this.#inner.commit(before, after, events);
  }

  inSession(agent: string, session: string): Promise<readonly string[]> {
    return this.#inner.inSession(agent, session);
  }

  overdue(status: OpenStatus, time: string): Promise<readonly string[]> {
    return this.#inner.overdue(status, time);
  }

  keepToken(id: string, token: string): Promise<void> {
    return this.#inner.keepToken(id, token);
  }

  tokenOf(id: string): Promise<string | undefined> {
    return this.#inner.tokenOf(id);
  }
}
