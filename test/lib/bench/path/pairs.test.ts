import { describe, expect, it } from '@jest/globals';
import { pairTable, timePair, WARM_UP } from '../../../../lib/bench/path/pairs.ts';

/** A pair whose ways take a given time on a clock of its own, and what was run in which order. */
function aPair(milliseconds: { gateway: number; direct: number }) {
  let clock = 0;
  const ran: string[] = [];
  const way = (name: 'gateway' | 'direct') => async (run: number) => {
    ran.push(`${name} ${run}`);
    clock += run < WARM_UP ? 1_000 : milliseconds[name];
  };
  return { pair: { title: 'a call', gateway: way('gateway'), direct: way('direct') }, ran, now: () => clock };
}

describe('timePair', () => {
  it('makes both calls by turns and lets each go first in every other run, so that neither has the better time', async () => {
    const { pair, ran, now } = aPair({ gateway: 20, direct: 4 });
    await timePair(pair, 1, now);
    expect(ran).toEqual([
      ...['gateway 0', 'direct 0', 'direct 1', 'gateway 1'],
      ...['gateway 2', 'direct 2', 'direct 3', 'gateway 3'],
    ]);
  });

  it('counts the asked number of runs and leaves the warm-up out', async () => {
    const { pair, now } = aPair({ gateway: 20, direct: 4 });
    expect(await timePair(pair, 2, now)).toEqual({ title: 'a call', gateway: [20, 20], direct: [4, 4] });
  });

  it('fails with the call that does not end as it should: its time would mean nothing', async () => {
    const { pair } = aPair({ gateway: 1, direct: 1 });
    const broken = { ...pair, direct: () => Promise.reject(new Error('denied')) };
    await expect(timePair(broken, 1)).rejects.toThrow('denied');
  });
});

describe('pairTable', () => {
  it('puts the median, the slowest and the ratio of the medians beside each other', () => {
    const { rows } = pairTable([{ title: 'read', gateway: [30, 10, 20], direct: [4, 5, 9] }]);
    expect(rows).toEqual([['read', 3, 20, 30, 5, 9, 4]]);
  });

  it('leaves the direct call out where there is none', () => {
    expect(pairTable([{ title: 'door', gateway: [3, 1, 2] }]).rows).toEqual([['door', 3, 2, 3, '', '', '']]);
  });
});
