import type { Order, Stop } from './stop.ts';

/**
 * Where stops and the operators' log live: beside the operations, since a claim is written only while no stop holds
 * (`OperationStore.commit`). Reads are strongly consistent. Every method throws Unavailable when the table does not answer.
 */
export interface StopStore {
  /** The stop that holds for an agent, everybody's before its own. */
  stopOf(agent: string): Promise<Stop | undefined>;
  /** All stops that hold. */
  stops(): Promise<readonly Stop[]>;
  lastOrder(): Promise<Order | undefined>;
  order(seq: number): Promise<Order | undefined>;
  /**
   * Appends an order to the log and makes it hold, in one transaction. Once it returned, no claim of a stopped agent is
   * written. Throws Conflict when another order took its place in the log.
   */
  give(order: Order): Promise<void>;
}
