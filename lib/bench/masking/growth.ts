import { mask } from '../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';
import type { Table } from '../table.ts';
import { processorTime } from './measure.ts';
import { manyShortKeys, PATHOLOGICAL } from './pathological.ts';

const KILO = 1024;
/** So many milliseconds are spent on the largest size, or the fewest runs. */
const ENOUGH = 2000;
const FEWEST_RUNS = 5;
const MOST_RUNS = 12;
/** What a name says is remembered for some thousand names: these drive out those of the run before. */
const OTHER_NAMES = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`other${at}`, at]));
const SIZES = [64 * KILO, 256 * KILO, 1024 * KILO, 4096 * KILO];

/** How the time to mask each pathological input grows with its size: 1 is linear, 2 quadratic. */
export function measureGrowth(): Table {
  const rows = PATHOLOGICAL.map(({ name, make }) => rowOf(name, make, (value) => mask(value, SCAN_EVERYTHING)));
  rows.push(rowOf('many short keys, only copied: what V8 itself takes', manyShortKeys, copy));
  rows.sort((one, other) => Number(other.at(-1)) - Number(one.at(-1)));
  return {
    title:
      "Growth of Countersign's time on inputs made to be slow, the steepest first (processor time, fastest of several runs)",
    columns: ['input', ...SIZES.map((bytes) => `${bytes / KILO} KB ms`), 'exponent'],
    rows,
  };
}

function rowOf<Value>(name: string, make: (bytes: number) => Value, work: (value: Value) => unknown) {
  const times = fastest(SIZES.map(make), work);
  return [name, ...times, exponent(times)];
}

/**
 * Processor time of the fastest of several runs on each value, which has least of the compiler and the garbage collector in it. The
 * values take turns, so that a slow moment of the machine does not fall on one of them.
 */
function fastest<Value>(values: readonly Value[], work: (value: Value) => unknown): readonly number[] {
  let best = values.map(() => Infinity);
  for (let run = 0, left = ENOUGH; run < FEWEST_RUNS || (left > 0 && run < MOST_RUNS); run++) {
    const times = values.map((value) => timeOf(value, work));
    best = best.map((time, at) => Math.min(time, times[at] ?? Infinity));
    left -= times.at(-1) ?? 0;
  }
  return best;
}

function timeOf<Value>(value: Value, work: (value: Value) => unknown): number {
  mask(OTHER_NAMES, SCAN_EVERYTHING);
  const start = processorTime();
  work(value);
  return processorTime() - start;
}

function copy(members: Readonly<Record<string, unknown>>): unknown {
  const into: Record<string, unknown> = {};
  for (const key of Object.keys(members)) into[key] = members[key];
  return into;
}

/** The slope of the least-squares line through the logarithms of size and time. */
function exponent(times: readonly number[]): number {
  const points = times.map((time, index) => [Math.log(SIZES[index] ?? 1), Math.log(time)] as const);
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([size]) => size), mean(([, time]) => time)];
  return mean(([size, time]) => (size - x) * (time - y)) / mean(([size]) => (size - x) ** 2);
}
