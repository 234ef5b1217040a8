import type { BenchReport, BenchSetting } from '../bench.ts';
import { measureCalls } from './calls.ts';
import { measureFunctions } from './functions.ts';
import { SLOWEST_NOTE } from './pairs.ts';
import { countsFor, sceneOn } from './scene.ts';

const DEFAULT_RUNS = 60;

/**
 * The way of an envelope on the local engine: allowed, denied and asked calls beside the same calls made directly, then each
 * Lambda alone: the size of its bundle, its start in a fresh process, and its own CPU time for an event.
 */
export async function benchPath({ runs = DEFAULT_RUNS, progress, gateway }: BenchSetting): Promise<BenchReport> {
  const counts = countsFor(runs);
  const scene = sceneOn(await gateway(), { counts, progress });
  const calls = await measureCalls(scene);
  const functions = await measureFunctions(scene);
  const conditions = {
    engine: await engineVersion(scene.gateway.endpoint),
    'allowed and denied calls': counts.calls,
    asks: counts.asks,
    'warm events of each kind': counts.warm,
    'fresh processes of each function': counts.cold,
    note: SLOWEST_NOTE,
  };
  return { conditions, tables: [...calls, ...functions] };
}

async function engineVersion(endpoint: string): Promise<string> {
  const { version } = (await (await fetch(`${endpoint}/_ministack/health`)).json()) as { version?: string };
  return `ministack ${version ?? 'of unknown version'}, IAM enforced`;
}
