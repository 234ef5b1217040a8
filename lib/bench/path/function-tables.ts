import type { FunctionName } from '../../../lambdas/runtime/config.ts';
import { median, percentile } from '../statistics.ts';
import type { Cell, Table } from '../table.ts';
import { FUNCTIONS } from './deployed.ts';
import type { FunctionProcess, Spent } from './function-process.ts';
import type { Step } from './walk.ts';

/** The size of one function's bundle, in bytes: zipped as deployed, unpacked, and the JavaScript that a start loads. */
export interface Bundled {
  readonly name: FunctionName;
  /** In MiB, as deployed. */
  readonly memory: number;
  readonly zipBytes: number;
  readonly bytes: number;
  readonly loadedBytes: number;
}

/** One start of a function in a fresh process, and the first event that it took. */
export interface Cold {
  readonly name: FunctionName;
  readonly start: FunctionProcess['start'];
  readonly first: Spent;
}

/** What Lambda has to fetch, unpack and load. */
export function bundleTable(bundled: readonly Bundled[]): Table {
  return {
    title: 'Bundles',
    columns: ['function', 'zip bytes', 'unpacked bytes', 'JavaScript loaded at start, bytes', 'memory MiB'],
    rows: bundled.map(({ name, zipBytes, bytes, loadedBytes, memory }) => [name, zipBytes, bytes, loadedBytes, memory]),
  };
}

/** Medians over the fresh processes of each function. Node's own start is not in it. */
export function coldTable(colds: readonly Cold[]): Table {
  return {
    title: 'Start in a fresh process: the import of index.mjs, then the first event (medians)',
    columns: [
      'function',
      'starts',
      'import ms',
      'import CPU ms',
      'first event ms',
      'first event CPU ms',
      'CPU ms in all',
    ],
    rows: [...Map.groupBy(colds, ({ name }) => name)].map(([name, starts]): Cell[] => [
      name,
      starts.length,
      median(starts.map(({ start }) => start.wallMs)),
      median(starts.map(({ start }) => start.cpuMs)),
      median(starts.map(({ first }) => first.wallMs)),
      median(starts.map(({ first }) => first.cpuMs)),
      median(starts.map(({ start, first }) => start.cpuMs + first.cpuMs)),
    ]),
  };
}

/** The function's own CPU time for each kind of event: what others do for it meanwhile is not in it. */
export function warmTable(steps: readonly Step[]): Table {
  const kinds = Map.groupBy(steps, (step) => `${step.function} ${step.event}`);
  const rows = [...kinds.values()].map((taken): Cell[] => [
    taken[0]?.function ?? '',
    taken[0]?.event ?? '',
    taken.length,
    median(taken.map(({ cpuMs }) => cpuMs)),
    percentile(
      taken.map(({ cpuMs }) => cpuMs),
      99,
    ),
    median(taken.map(({ wallMs }) => wallMs)),
  ]);
  return {
    title: "A warm function's own CPU time for one event",
    columns: ['function', 'event', 'events', 'CPU p50 ms', 'CPU p99 ms', 'clock p50 ms'],
    rows: rows.toSorted(([one], [other]) => order(one) - order(other)),
  };
}

function order(name: Cell | undefined): number {
  return FUNCTIONS.findIndex((one) => one === name);
}
