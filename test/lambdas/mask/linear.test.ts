import { describe, expect, it } from '@jest/globals';
import { mask } from '../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';
import units from './cases/pathological.json' with { type: 'json' };

const SMALL = 16 * 1024;
const LARGE = 16 * SMALL;
/** Linear work grows sixteenfold, quadratic work 256-fold: the limit lies far from both, so that a busy machine does not matter. */
const MOST_GROWTH = 96;
const TRIES = 3;

/** Processor time of the best of three runs, in microseconds: other processes do not count. */
function cost(text: string): number {
  const runs = Array.from({ length: TRIES }, () => {
    const before = process.cpuUsage();
    mask({ text }, SCAN_EVERYTHING);
    const spent = process.cpuUsage(before);
    return spent.user + spent.system;
  });
  return Math.min(...runs);
}

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

describe('time grows with the length of the text, and no faster, for', () => {
  it.each(units)('%j over and over', (unit) => {
    cost(repeated(unit, SMALL));
    const small = Math.max(cost(repeated(unit, SMALL)), 500);
    const large = cost(repeated(unit, LARGE));

    expect(large / small).toBeLessThan(MOST_GROWTH);
  });
});
