import { describe, expect, it } from '@jest/globals';
import { mask } from '../../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../../lambdas/mask/plan.ts';
import { asText, type Corpus, corpusOf } from '../../../../lib/bench/masking/documents.ts';
import { PATHOLOGICAL } from '../../../../lib/bench/masking/pathological.ts';

describe.each<Corpus['kind']>(['CloudTrail', 'DynamoDB', 'logs'])('the made %s documents', (kind) => {
  const { documents } = corpusOf(kind, 64 * 1024);

  it('are the same in every run', () => {
    expect(corpusOf(kind, 64 * 1024).documents).toEqual(documents);
  });

  it('have about the size that was asked for, and something to mask', () => {
    expect(documents).toHaveLength(8);
    const sizes = documents.map((document) => asText(document).length);
    expect(Math.min(...sizes)).toBeGreaterThan(8000);
    expect(Math.max(...sizes)).toBeLessThan(10_500);
    expect(mask(documents, SCAN_EVERYTHING).report.findings).toBeGreaterThan(5);
  });
});

describe('the inputs made to be slow', () => {
  it.each(PATHOLOGICAL)('are masked without a fault: $name', ({ make }) => {
    const { report } = mask(make(16 * 1024), SCAN_EVERYTHING);

    expect(report.byType).not.toHaveProperty('masking-failed');
  });
});
