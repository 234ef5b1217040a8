import type { LimitName } from '../decide/limits.ts';

/** What an answer holds: records in its lists, bytes of the masked result as JSON, personal values that were masked. */
export type Measured = { readonly rows: number; readonly bytes: number; readonly personal: number };

/** Why an answer was withheld from its agent. Counts and names only: nothing of what the answer said. */
export interface Withheld {
  /** One sentence for the agent and the reviewers. */
  readonly because: string;
  /** The limit that was met; `resultBytes` is the gateway's own, by what the record can hold. */
  readonly limit: LimitName | 'resultBytes';
  readonly allowed: number;
  /** What was held against the limit, for a day's limit with what went before; absent when the day's count was out of reach. */
  readonly measured?: number;
  readonly answer: Measured;
  /** Absent when the answer was not kept: then nothing can be released. */
  readonly kept?: Keeping;
}

/** Until when a withheld answer is kept (ISO-8601 UTC), and what it is known by. */
export interface Keeping {
  readonly until: string;
  /** SHA-256 over what is kept, a random salt included, so that the record tells it and tells nothing of it. */
  readonly seal: string;
}
