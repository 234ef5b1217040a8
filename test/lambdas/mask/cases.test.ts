import { describe, expect, it } from '@jest/globals';
import { mask } from '../../../lambdas/mask/mask.ts';
import { classOfName } from '../../../lambdas/mask/names.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';
import contents from './cases/contents.json' with { type: 'json' };
import names from './cases/names.json' with { type: 'json' };
import shapes from './cases/safe-shapes.json' with { type: 'json' };

describe('content', () => {
  it.each(contents)('masks $name', ({ value, expected }) => {
    const masked = mask({ Text: value }, SCAN_EVERYTHING);

    expect(masked.value).toEqual({ Text: expected });
    expect(masked.report.findings > 0).toBe(expected !== value);
  });
});

describe('AWS shapes', () => {
  it.each(shapes)('leaves %s alone in any field that does not name a secret', (shape) => {
    const answer = { Value: shape, list: [shape], sentence: `found ${shape} there` };

    expect(mask(answer, SCAN_EVERYTHING)).toMatchObject({ value: answer, report: { findings: 0 } });
  });

  it.each([
    'NextToken',
    'nextToken',
    'ClientToken',
    'ClientRequestToken',
    'PaginationToken',
    'ContinuationToken',
    'ETag',
  ])('leaves the opaque text of %s alone', (name) => {
    const answer = { [name]: 'eyJ2IjoxLCJrIjoiYWJjZCJ9k9d8s7f6g5h4j3k2l1q0w9e8r7t6y5u4' };

    expect(mask(answer, SCAN_EVERYTHING)).toMatchObject({ value: answer, report: { findings: 0 } });
  });
});

describe('names', () => {
  it.each(names)('$name', (named) => {
    expect(classOfName(named.name)).toBe(named.class);
  });
});
