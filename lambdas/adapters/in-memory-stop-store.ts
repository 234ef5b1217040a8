import { type Order, scopesOf, type Stop } from '../record/stop.ts';
import type { StopStore } from '../record/stop-store.ts';
import { Conflict } from '../runtime/errors.ts';

/** The stops' twin in memory, held to the same contract. An operations' store in memory asks it before each claim. */
export class InMemoryStopStore implements StopStore {
  readonly #orders: Order[] = [];
  readonly #stops = new Map<string, Stop>();

  /** The stop that holds for an agent, at once: a claim in memory has no room for another's step in between. */
  holding(agent: string): Stop | undefined {
    return scopesOf(agent).flatMap((scope) => this.#stops.get(scope) ?? [])[0];
  }

  async stopOf(agent: string): Promise<Stop | undefined> {
    return this.holding(agent);
  }

  async stops(): Promise<readonly Stop[]> {
    return [...this.#stops.values()].sort((one, other) => (one.scope < other.scope ? -1 : 1));
  }

  async lastOrder(): Promise<Order | undefined> {
    return this.#orders.at(-1);
  }

  async order(seq: number): Promise<Order | undefined> {
    return this.#orders[seq - 1];
  }

  async give(order: Order): Promise<void> {
    if (order.seq !== this.#orders.length + 1) throw new Conflict(`orders ${order.seq}`);
    const { scope, by, at, reason } = order;
    this.#orders.push(order);
    if (order.type === 'stopped') this.#stops.set(scope, { scope, by, at, reason });
    else this.#stops.delete(scope);
  }
}
