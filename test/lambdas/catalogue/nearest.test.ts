import { describe, expect, it } from '@jest/globals';
import { didYouMean, nearest } from '../../../lambdas/catalogue/nearest.ts';

const names = ['GetItem', 'PutItem', 'GetObject', 'GetObjectAcl', 'ListTables'];

describe('the nearest names', () => {
  it('come nearest first, and those that differ in case or hyphens only before all others', () => {
    expect(nearest('get-object', names)).toEqual(['GetObject']);
    expect(nearest('getitem', names)).toEqual(['GetItem']);
    expect(nearest('GutItem', names)).toEqual(['GetItem', 'PutItem']);
  });

  it('are none for a name that resembles nothing, and none for one longer than any name', () => {
    expect(nearest('Frobnicate', names)).toEqual([]);
    expect(nearest('x'.repeat(1_000_000), names)).toEqual([]);
  });

  it('are at most three', () => {
    expect(nearest('Aaaaaaaa', ['Aaaaaaab', 'Aaaaaaac', 'Aaaaaaad', 'Aaaaaaae'])).toHaveLength(3);
  });

  it('make a question of what was meant, or nothing', () => {
    expect(didYouMean('listtables', names)).toBe('; did you mean ListTables?');
    expect(didYouMean('Frobnicate', names)).toBe('');
  });
});
