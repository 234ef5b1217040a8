import type { OperationEvent } from '../record/events.ts';
import { isOpen, type Operation } from '../record/operation.ts';
import type { Created, IdempotencyKey, OperationStore, TaskTokenStore } from '../record/operation-store.ts';
import type { OpenStatus } from '../record/status.ts';
import { Conflict, Stopped } from '../runtime/errors.ts';
import { InMemoryStopStore } from './in-memory-stop-store.ts';

type Exists = Extract<Created, { kind: 'exists' }>;

/** The table's twin in memory, held to the same contract: stored as text, so nothing is shared with the caller. */
export class InMemoryOperationStore implements OperationStore, TaskTokenStore {
  readonly #operations = new Map<string, string>();
  readonly #events = new Map<string, readonly OperationEvent[]>();
  readonly #keys = new Map<string, { id: string; envelope: string }>();
  readonly #tokens = new Map<string, string>();
  readonly #stops: InMemoryStopStore;

  constructor(stops: InMemoryStopStore = new InMemoryStopStore()) {
    this.#stops = stops;
  }

  async create(operation: Operation, events: readonly OperationEvent[], key?: IdempotencyKey): Promise<Created> {
    const earlier = key && this.#earlier(key);
    if (earlier) return earlier;
    if (this.#operations.has(operation.id)) throw new Conflict(operation.id);
    this.#put(operation, events);
    if (key) this.#keys.set(placeOf(key), { id: operation.id, envelope: key.envelope });
    return { kind: 'created' };
  }

  async existing(key: IdempotencyKey): Promise<Exists | undefined> {
    return this.#earlier(key);
  }

  async read(id: string): Promise<Operation | undefined> {
    return this.#stored(id);
  }

  async events(id: string): Promise<readonly OperationEvent[]> {
    return structuredClone(this.#events.get(id) ?? []);
  }

  async commit(before: Operation, after: Operation, events: readonly OperationEvent[]): Promise<void> {
    // No await between the comparison and the write: together they are the transaction.
    const stored = this.#stored(before.id);
    const same =
      stored?.version === before.version && stored.status === before.status && stored.digest === before.digest;
    if (!same) throw new Conflict(before.id);
    if (after.status === 'EXECUTING' && this.#stops.holding(after.call.agent)) throw new Stopped(before.id);
    this.#put(after, [...(this.#events.get(before.id) ?? []), ...events]);
  }

  async inSession(agent: string, session: string): Promise<readonly string[]> {
    const found = this.#all().filter(({ shown }) => shown.agent === agent && shown.session?.id === session);
    return found.map(({ id }) => id).sort();
  }

  async overdue(status: OpenStatus, time: string): Promise<readonly string[]> {
    const found = this.#all().filter((one) => one.status === status && isOpen(one) && one.deadline < time);
    return found.map(({ id }) => id);
  }

  async keepToken(id: string, token: string): Promise<void> {
    this.#tokens.set(id, token);
  }

  async tokenOf(id: string): Promise<string | undefined> {
    return this.#tokens.get(id);
  }

  #earlier(key: IdempotencyKey): Exists | undefined {
    const earlier = this.#keys.get(placeOf(key));
    return earlier && { kind: 'exists', id: earlier.id, sameEnvelope: earlier.envelope === key.envelope };
  }

  #stored(id: string): Operation | undefined {
    const text = this.#operations.get(id);
    return text === undefined ? undefined : (JSON.parse(text) as Operation);
  }

  #put(operation: Operation, events: readonly OperationEvent[]): void {
    this.#operations.set(operation.id, JSON.stringify(operation));
    this.#events.set(operation.id, structuredClone(events));
  }

  #all(): Operation[] {
    return [...this.#operations.values()].map((text) => JSON.parse(text) as Operation);
  }
}

function placeOf({ agent, key }: IdempotencyKey): string {
  return JSON.stringify([agent, key]);
}
