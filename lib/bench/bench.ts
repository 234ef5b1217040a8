import type { ReachedGateway } from './shared-gateway.ts';
import type { Table } from './table.ts';

/** What a bench is run with. */
export interface BenchSetting {
  /** How often to measure; undefined leaves it to the bench. */
  readonly runs: number | undefined;
  /** Tells the person who waits what is going on. */
  readonly progress: (line: string) => void;
  /** The running local gateway; it is started on the first call, and only then. */
  readonly gateway: () => Promise<ReachedGateway>;
}

/** What a bench found. Times are in milliseconds, sizes in bytes; nothing in it is judged good or bad. */
export interface BenchReport {
  readonly conditions: Readonly<Record<string, string | number>>;
  readonly tables: readonly Table[];
}

/** Measures something and reports it. Throws when what it measures does not do what it should: such a time means nothing. */
export type Bench = (setting: BenchSetting) => Promise<BenchReport>;
