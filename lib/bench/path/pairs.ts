import { median, percentile } from '../statistics.ts';
import type { Cell, Table } from '../table.ts';

/** One call made both ways; each is given the number of its run and throws when it does not end as it should. */
export interface Pair {
  readonly title: string;
  readonly gateway: (run: number) => Promise<void>;
  readonly direct: (run: number) => Promise<void>;
}

/** What a pair took, in milliseconds, run by run. */
export interface Timed {
  readonly title: string;
  readonly gateway: readonly number[];
  readonly direct: readonly number[];
}

/** Runs before the first that counts: connections and workers are up by then. */
export const WARM_UP = 3;

export const SLOWEST_NOTE = 'the p99 of fewer than 100 runs is the slowest run';

/**
 * Times both ways of a call by turns, so that whatever else the machine does meets both; who goes first changes each run.
 * Runs are numbered from 0, the warm-up included.
 */
export async function timePair(pair: Pair, runs: number, now = () => performance.now()): Promise<Timed> {
  const times: { gateway: number[]; direct: number[] } = { gateway: [], direct: [] };
  for (let run = 0; run < WARM_UP + runs; run += 1) {
    for (const way of run % 2 === 0 ? (['gateway', 'direct'] as const) : (['direct', 'gateway'] as const)) {
      const began = now();
      await pair[way](run);
      if (run >= WARM_UP) times[way].push(now() - began);
    }
  }
  return { title: pair.title, ...times };
}

/** Both ways side by side; the ratio is that of the medians. */
export function pairTable(timed: readonly Timed[]): Table {
  return {
    title: 'Calls through the gateway, and the same calls made directly',
    columns: ['call', 'runs', 'gateway p50 ms', 'p99 ms', 'direct p50 ms', 'p99 ms', 'ratio of p50'],
    rows: timed.map(({ title, gateway, direct }): Cell[] => [
      title,
      gateway.length,
      median(gateway),
      percentile(gateway, 99),
      median(direct),
      percentile(direct, 99),
      median(gateway) / median(direct),
    ]),
  };
}
