import { describe, expect, it } from '@jest/globals';
import { isToken, operationsOf, shapeTable } from '../../../lib/catalogue/shapes.ts';

/** Schemas as an SDK client exports them. */
const tree: unknown[] = [3, 'ns', 'Tree', 0, ['Name', 'Children'], [0, () => trees], 1];
const trees = [1, 'ns', 'Trees', 0, () => tree];
const choice = [4, 'ns', 'Choice', 0, ['Text', 'Bytes'], [0, 21]];
const input = [
  3,
  'ns',
  'Input',
  0,
  ['Id', 'Token', 'Tree', 'Choice', 'Tags', 'Body'],
  [[0, 1], [0, 4], () => tree, () => choice, 128, [() => [0, 'ns', 'Stream', { streaming: 1 }, 42], 16]],
  1,
];
const tag = (name: string) => [3, 'ns', name, 0, ['Key', 'Value'], [0, 0], 1];
const [left, right] = [tag('Left'), tag('Right')];
const twin = [3, 'ns', 'Twin', 0, ['Left', 'Rights'], [() => left, () => [1, 'ns', 'Rights', 0, () => right]], 0];

const operations = operationsOf({
  Plant$: [9, 'ns', 'Plant', 0, () => input, () => 'unit'],
  Ask$: [9, 'ns', 'Ask', 0, () => 'unit', () => 'unit'],
  PlantCommand: () => undefined,
  Twins$: [9, 'ns', 'Twins', 0, () => twin, () => 'unit'],
});

describe('the table of shapes', () => {
  it('holds structures, unions, lists and maps in a line each, required members marked', () => {
    const { shapes, inputs } = shapeTable(operations.filter(({ name }) => name === 'Plant'));
    expect(inputs.get('Plant')).toBe(0);
    expect(shapes).toEqual([
      '{Id!s Token?s Tree?1 Choice?3 Tags?4 Body?y',
      '{Name!s Children?2',
      '[1',
      '|Text?s Bytes?x',
      '%s',
    ]);
  });

  it('holds equal shapes once, under whatever names the SDK has them', () => {
    const { shapes } = shapeTable(operations.filter(({ name }) => name === 'Twins'));
    expect(shapes).toEqual(['{Left?1 Rights?2', '{Key!s Value?s', '[1']);
  });

  it('has no entry for an operation without input', () => {
    expect(shapeTable(operations).inputs.has('Ask')).toBe(false);
  });

  it('refuses schemas of a kind that it does not know', () => {
    const strange = operationsOf({ Odd$: [9, 'ns', 'Odd', 0, () => [3, 'ns', 'In', 0, ['A'], [33]], () => 'unit'] });
    expect(() => shapeTable(strange)).toThrow('Unknown simple schema 33');
  });
});

describe('the operations of a client', () => {
  it('come by name, whatever the order of the exports', () => {
    expect(operations.map(({ name }) => name)).toEqual(['Ask', 'Plant', 'Twins']);
  });

  it('tell which members the SDK fills with a token', () => {
    expect(
      operations
        .flatMap(({ input: of }) => of?.members ?? [])
        .filter(isToken)
        .map(({ name }) => name),
    ).toEqual(['Token']);
  });
});
