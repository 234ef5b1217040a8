import { describe, expect, it } from '@jest/globals';
import { excessOf, excessOfDay, measure } from '../../../lambdas/execute/measure.ts';
import { mask } from '../../../lambdas/mask/mask.ts';
import { PERSONAL_TYPES } from '../../../lambdas/mask/personal-types.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';
import { newTally, reportOf } from '../../../lambdas/mask/report.ts';
import type { Json } from '../../../lambdas/runtime/json.ts';

const nothing = reportOf(newTally());
const rows = (answer: Json) => measure(answer, nothing)?.rows;
const item = { id: { S: '1' }, tags: { L: [{ S: 'a' }, { S: 'b' }] } };
const csv = ['id,name', '1,a', '2,b'].join('\n');

describe('the rows of an answer', () => {
  it.each<[string, Json, number]>([
    ['a scan, whatever lists its items hold', { Items: [item, item, item], Count: 3, ScannedCount: 3 }, 3],
    ['a scan that found nothing', { Items: [], Count: 0 }, 0],
    ['one item is one row, whatever lists it holds', { Item: item, ConsumedCapacity: { Units: 1 } }, 1],
    ['a batch over two tables', { Responses: { orders: [item, item], users: [item] }, UnprocessedKeys: {} }, 3],
    ['a list of objects and of common prefixes', { Contents: [{ Key: 'a' }], CommonPrefixes: [{ Prefix: 'b/' }] }, 2],
    ['names alone', { QueueUrls: ['a', 'b'] }, 2],
    ['log events', { events: [{ message: 'a' }, { message: 'b' }], searchedLogStreams: [] }, 2],
    [
      'rows of Athena, without what describes the columns',
      { ResultSet: { Rows: [{ Data: [{}, {}] }, { Data: [] }], ResultSetMetadata: { ColumnInfo: [{}, {}] } } },
      2,
    ],
    [
      'rows of the RDS Data API',
      {
        records: [
          [{}, {}],
          [{}, {}],
        ],
        columnMetadata: [{}, {}],
      },
      2,
    ],
    ['the same as JSON in a text', { formattedRecords: '[{"a":1},{"a":2},{"a":3}]' }, 3],
    ['rows of Redshift as CSV', { Records: [{ CSVRecords: csv }, { CSVRecords: csv }] }, 6],
    ['records of a stream', { Records: [{ Data: 'a' }, { Data: 'b' }] }, 2],
    ['instances in their reservations', { Reservations: [{ Instances: [{}, {}] }, { Instances: [{}] }] }, 3],
    ['a reservation without instances', { Reservations: [{}] }, 1],
    ['a file of CSV', { Body: csv, ContentLength: 30 }, 3],
    ['a file of JSON lines', { Body: '{"a":1}\n{"a":2}\n' }, 2],
    ['a file of JSON', { Body: '{"customers":[{},{}]}' }, 2],
    ['a text, with commas in it', { Body: 'Dear Anna,\nall is well here.\nYours' }, 1],
    ['an empty answer', {}, 1],
    ['a notice', '[withheld:masking-failed]', 1],
  ])('of %s', (_, answer, expected) => {
    expect(rows(answer)).toBe(expected);
  });
});

describe('what else is measured', () => {
  it('bytes are those of the masked result as JSON', () => {
    expect(measure({ a: 'é' }, nothing)?.bytes).toBe(10);
  });

  it('personal values are those that masking found; secrets are none', () => {
    const { value, report } = mask(
      {
        Items: [
          'anna@example.com',
          'bert@example.com',
          'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY',
        ],
      },
      SCAN_EVERYTHING,
    );

    expect(report.findings).toBe(3);
    expect(measure(value, report)?.personal).toBe(2);
  });

  it('knows every type of masking that speaks of a person', () => {
    expect([...PERSONAL_TYPES]).toEqual(
      expect.arrayContaining(['card', 'email', 'iban', 'ip-address', 'phone', 'us-ssn', 'person-name', 'national-id']),
    );
  });
});

describe('an answer that is nested deeper than the stack', () => {
  const nested = (depth: number) => Array.from({ length: depth }).reduce<Json>((value) => ({ a: value }), 1);

  it('is measured when it is a text, which nobody has to take apart', () => {
    const deep = `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`;

    expect(rows({ Items: [item, item], Body: deep })).toBe(2);
  });

  it('has no measure, at whichever depth the counting or the writing ends', () => {
    expect(measure(nested(1_000), nothing)).toMatchObject({ rows: 1 });
    for (const depth of [20_000, 50_000]) expect(measure(nested(depth), nothing)).toBeUndefined();
  });
});

describe('a limit', () => {
  const answer = { rows: 10, bytes: 2_000, personal: 5 };

  it('holds what is above it and lets through what just meets it', () => {
    expect(excessOf(answer, { maxRows: 10, maxBytes: 2_000, maxPersonal: 5 })).toBeUndefined();
    expect(excessOf(answer, { maxRows: 9 })).toEqual({ limit: 'maxRows', measured: 10, allowed: 9 });
    expect(excessOf(answer, { maxBytes: 1_999 })).toEqual({ limit: 'maxBytes', measured: 2_000, allowed: 1_999 });
    expect(excessOf(answer, { maxPersonal: 4 })).toEqual({ limit: 'maxPersonal', measured: 5, allowed: 4 });
  });

  it('of a day is none on one answer, and the other way round', () => {
    expect(excessOf(answer, { maxRowsPerDay: 1, maxBytesPerDay: 1, maxPersonalPerDay: 1 })).toBeUndefined();
    expect(excessOfDay(answer, { maxRows: 1, maxBytes: 1, maxPersonal: 1 })).toBeUndefined();
    expect(excessOfDay(answer, { maxBytesPerDay: 1 })).toMatchObject({ limit: 'maxBytesPerDay' });
  });
});
