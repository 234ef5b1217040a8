import { median, percentile } from '../statistics.ts';
import type { Cell, Table } from '../table.ts';

/** A call that has no direct counterpart. */
export interface Single {
  readonly title: string;
  readonly gateway: readonly number[];
}

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
export function pairTable(timed: readonly (Timed | Single)[]): Table {
  return {
    title: 'Calls through the gateway, and the same calls made directly',
    columns: ['call', 'runs', 'gateway p50 ms', 'p99 ms', 'direct p50 ms', 'p99 ms', 'ratio of p50'],
    rows: timed.map((one) => [one.title, one.gateway.length, ...figures(one)]),
  };
}

function figures(timed: Timed | Single): Cell[] {
  const gateway = median(timed.gateway);
  const ours = [gateway, percentile(timed.gateway, 99)];
  if (!('direct' in timed)) return [...ours, '', '', ''];
  const direct = median(timed.direct);
  return [...ours, direct, percentile(timed.direct, 99), gateway / direct];
}
