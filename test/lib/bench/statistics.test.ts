import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { median, percentile } from '../../../lib/bench/statistics.ts';

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 200 });

describe('percentile', () => {
  it('is the nearest rank: a value that was measured, never one in between', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([1, 50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([1, 50, 99, 100]);
    expect(percentile([15, 20, 35, 40, 50], 40)).toBe(20);
  });

  it('sorts by size, not by spelling, and leaves the measured values as they were', () => {
    const measured = [100, 9, 20];
    expect(percentile(measured, 99)).toBe(100);
    expect(measured).toEqual([100, 9, 20]);
  });

  it('takes the slowest for p99 of fewer than 100 values, as the report says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 99 }), (some) => {
        expect(percentile(some, 99)).toBe(Math.max(...some));
      }),
    );
  });

  it('leaves at least that share of the values at or below it, and no smaller value does', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (some, percent) => {
        const found = percentile(some, percent);
        const enough = (limit: number) => some.filter((value) => value <= limit).length * 100 >= percent * some.length;
        expect(enough(found)).toBe(true);
        expect(some.filter((value) => value < found).some(enough)).toBe(false);
      }),
    );
  });

  it.each([0, -1, 100.5, Number.NaN])('refuses %p per cent, which is no share', (percent) => {
    expect(() => percentile([1], percent)).toThrow(RangeError);
  });

  it('refuses to speak of nothing', () => {
    expect(() => percentile([], 50)).toThrow('no values');
  });
});

describe('median', () => {
  it('is the middle value, or the mean of the two middle ones', () => {
    expect(median([7, 100, 9])).toBe(9);
    expect(median([4, 100, 1, 2])).toBe(3);
    expect(median([5])).toBe(5);
  });

  it('refuses to speak of nothing', () => {
    expect(() => median([])).toThrow('no values');
  });
});
