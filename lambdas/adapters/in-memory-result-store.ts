import type { Limits } from '../decide/limits.ts';
import { excessOfDay } from '../execute/measure.ts';
import type { AgentDay, Counted, KeptResult, ResultStore } from '../execute/result-store.ts';
import type { Measured } from '../record/withheld.ts';

const NOTHING: Measured = { rows: 0, bytes: 0, personal: 0 };

/** The twin of the results table in memory, held to the same contract. */
export class InMemoryResultStore implements ResultStore {
  readonly #kept = new Map<string, string>();
  readonly #days = new Map<string, Measured>();

  async keep(kept: KeptResult): Promise<void> {
    if (this.#kept.has(kept.operationId)) throw new Error(`A result of ${kept.operationId} is kept already`);
    this.#kept.set(kept.operationId, JSON.stringify(kept));
  }

  async take(operationId: string): Promise<KeptResult | undefined> {
    const text = this.#kept.get(operationId);
    this.#kept.delete(operationId);
    return text === undefined ? undefined : (JSON.parse(text) as KeptResult);
  }

  async count({ agent, day }: AgentDay, answer: Measured, limits: Limits): Promise<Counted> {
    // No await between reading and writing: together they are the conditional update.
    const place = JSON.stringify([agent, day]);
    const before = this.#days.get(place) ?? NOTHING;
    const total = {
      rows: before.rows + answer.rows,
      bytes: before.bytes + answer.bytes,
      personal: before.personal + answer.personal,
    };
    const excess = excessOfDay(total, limits);
    if (excess) return { kind: 'over', excess };
    this.#days.set(place, total);
    return { kind: 'counted' };
  }
}
