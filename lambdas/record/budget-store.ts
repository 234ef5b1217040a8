/** Whose use is counted, on which day. */
export interface Counter {
  /** A session's name is its agent's ARN, `#` and its id. */
  readonly scope: 'agent' | 'team' | 'session';
  readonly name: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
}

/** What one operation takes from a counter. */
export interface Amount {
  readonly operations: 1;
  readonly costBearing: 0 | 1;
  /** Adds to the denials in a row. */
  readonly denied: 0 | 1;
}

/** What a counter may reach. */
export interface Limits {
  readonly operations: number;
  readonly costBearing: number;
}

/** What a counter holds; zeros for one that was never used. */
export interface Used {
  readonly operations: number;
  readonly costBearing: number;
  readonly deniedInARow: number;
  /** Submissions that a budget refused. */
  readonly refused: number;
}

/**
 * Counters of what agents use. Reads are strongly consistent; each write is atomic by itself. Every method throws
 * Unavailable when the table does not answer: what cannot be counted does not run.
 */
export interface BudgetStore {
  used(counter: Counter): Promise<Used>;
  /** Takes an amount, if the counter stays within its limits; false when it would not, and then nothing is taken. */
  take(counter: Counter, amount: Amount, limits?: Limits): Promise<boolean>;
  /** Undoes a `take` whose operation was surely not written. */
  giveBack(counter: Counter, amount: Amount): Promise<void>;
  /** Counts a refusal, and tells what the counter holds now. */
  refuse(counter: Counter): Promise<Used>;
  /** Sets the denials in a row to zero. */
  endDenials(counter: Counter): Promise<void>;
}

/** True when even an unused counter could not take the amount. */
export function neverFits(amount: Amount, limits: Limits): boolean {
  return limits.operations < amount.operations || limits.costBearing < amount.costBearing;
}

/** The day of a time, by which counters are kept. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The end of a counter's day, when its budget is whole again. */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(day) + 86_400_000);
}
