import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';
import { bundle } from '../bundle.ts';
import { repository } from '../local/engine/environment.ts';
import { median } from './statistics.ts';
import type { Table } from './table.ts';

interface Spent {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Loaded: read, compiled and instantiated. Ready: schema and policies handed over as well. Both since the beginning. */
interface EngineStart {
  readonly loaded: Spent;
  readonly ready: Spent;
}

const child = join(import.meta.dirname, 'engine-start-child.mjs');
const node = join(repository, 'node_modules/.bin/node');

/** The start of the policy engine in fresh processes: the npm package as it is, and what the functions carry of it. */
export function measureEngineStart(outdir: string, policies: PreparedPolicies, runs: number): Table {
  const handler = join(import.meta.dirname, 'engine-calls.ts');
  const { directory } = bundle({ name: 'engine', handler, outdir, policies });
  const engines = [
    ['the npm package', createRequire(import.meta.url).resolve('@cedar-policy/cedar-wasm/nodejs')],
    ["the functions' bundle", join(directory, 'index.mjs')],
  ] as const;
  const start = (module: string): EngineStart =>
    JSON.parse(
      execFileSync(node, [child, module, join(directory, 'policies.json')], { encoding: 'utf8' }),
    ) as EngineStart;
  const rounds = Array.from({ length: runs }, () => engines.map(([, module]) => start(module))); // by turns
  return {
    title: `The policy engine's start in a fresh process, ${Object.keys(policies.policies).length} policies; medians`,
    columns: ['engine', 'loaded, ms', 'CPU ms', 'ready, ms', 'CPU ms until ready'],
    rows: engines.map(([name], at) => {
      const of = (aspect: (start: EngineStart) => number): number =>
        median(rounds.flatMap((round) => round.slice(at, at + 1)).map(aspect));
      return [
        name,
        of(({ loaded }) => loaded.wallMs),
        of(({ loaded }) => loaded.cpuMs),
        of(({ ready }) => ready.wallMs),
        of(({ ready }) => ready.cpuMs),
      ];
    }),
  };
}
