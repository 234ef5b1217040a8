import type { Limits } from '../decide/limits.ts';
import type { MaskingReport } from '../mask/report.ts';
import type { Measured } from '../record/withheld.ts';
import { canonicalJson, type Json } from '../runtime/json.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { Excess } from './measure.ts';

/** A masked answer that its agent did not get, kept apart from the record. */
export interface KeptResult {
  readonly operationId: string;
  readonly agent: string;
  /** ISO-8601 UTC: from then on it counts as gone, whether or not the table has forgotten it. */
  readonly until: string;
  /** 32 random bytes in hex, so that its seal cannot be guessed from what it may hold. */
  readonly salt: string;
  readonly result: Json;
  readonly masking: MaskingReport;
}

/** One agent's day, `2026-11-22` in UTC. */
export interface AgentDay {
  readonly agent: string;
  readonly day: string;
}

/** Whether an answer was counted; `over` counted nothing and says which limit of the day stood against it. */
export type Counted = { readonly kind: 'counted' } | { readonly kind: 'over'; readonly excess: Excess };

/**
 * What only the executor may see: withheld answers, and what each agent got in a day. Every method throws Unavailable when
 * the table does not answer.
 */
export interface ResultStore {
  /** Keeps an answer, once for each operation. */
  keep(kept: KeptResult): Promise<void>;
  /** Hands a kept answer out and forgets it: of all who ask, one gets it. */
  take(operationId: string): Promise<KeptResult | undefined>;
  /**
   * Adds an answer to a day in one atomic step, unless that would lead above one of the day's limits. An answer may be
   * counted twice when the table's reply is lost, and never not at all.
   */
  count(day: AgentDay, answer: Measured, limits: Limits): Promise<Counted>;
}

/** What a kept answer is known by in the record; see `Keeping`. */
export function sealOf(kept: KeptResult): string {
  return sha256(canonicalJson(kept as unknown as Json));
}
