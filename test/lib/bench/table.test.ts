import { describe, expect, it } from '@jest/globals';
import { printTable } from '../../../lib/bench/table.ts';

describe('printTable', () => {
  it('puts words to the left, figures to the right and the title on top', () => {
    const printed = printTable({
      title: 'Calls',
      columns: ['call', 'runs', 'ms'],
      rows: [
        ['read', 60, 3.14159],
        ['a longer name', 5, 27.18],
      ],
    });
    expect(printed.split('\n')).toEqual([
      'Calls',
      '',
      'call           runs    ms',
      '-------------  ----  ----',
      'read             60  3.14',
      'a longer name     5  27.2',
    ]);
  });

  it('shows three significant digits of a time and every digit of a size', () => {
    const figures = [0.1234, 9.876, 12.345, 123.456, 1_725_663];
    const printed = printTable({ title: '', columns: ['figure'], rows: figures.map((figure) => [figure]) });
    expect(
      printed
        .split('\n')
        .slice(4)
        .map((line) => line.trim()),
    ).toEqual(['0.12', '9.88', '12.3', '123', '1,725,663']);
  });

  it('keeps a column of figures aligned where a row has none, and ends no line with spaces', () => {
    const printed = printTable({
      title: 'T',
      columns: ['a', 'b'],
      rows: [
        ['x', 1_000],
        ['y', ''],
      ],
    });
    expect(printed.split('\n').slice(4)).toEqual(['x  1,000', 'y']);
  });
});
