import { describe, expect, it } from '@jest/globals';
import type { OperationView } from '../../../../lib/agent/operation-view.ts';
import { partsTable } from '../../../../lib/bench/path/parts.ts';

/** An operation whose events came at these milliseconds. */
function asked(times: Record<string, number>): OperationView {
  const timeline = Object.entries(times).map(([type, at]) => ({ type, at: new Date(at).toISOString(), by: 'gateway' }));
  return { id: 'op_1', timeline } as unknown as OperationView;
}

const went = { received: 0, 'card-posted': 100, 'verdict-given': 150, claimed: 160, succeeded: 190 };

describe('partsTable', () => {
  it('takes the median of each part over all asks, by the times of the records', () => {
    const { rows } = partsTable([asked(went), asked({ ...went, succeeded: 260 }), asked({ ...went, succeeded: 200 })]);
    expect(rows.map(([from, to, milliseconds]) => [from, to, milliseconds])).toEqual([
      ['received', 'card-posted', 100],
      ['card-posted', 'verdict-given', 50],
      ['verdict-given', 'claimed', 10],
      ['claimed', 'succeeded', 40],
      ['received', 'succeeded', 200],
    ]);
  });

  it('fails for an operation that did not go that way, by name', () => {
    const { claimed: _, ...unclaimed } = went;
    expect(() => partsTable([asked(unclaimed)])).toThrow('op_1 has no event claimed');
  });
});
