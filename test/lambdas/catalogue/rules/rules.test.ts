import { describe, expect, it } from '@jest/globals';
import { examine } from '../../../../lambdas/catalogue/examine.ts';
import { rulesOf } from '../../../../lambdas/catalogue/rules/index.ts';
import { ALL_CASES } from '../cases/all.ts';
import { callOf } from '../cases/case.ts';

describe.each(ALL_CASES)('the rules of $service', ({ service, cases, unscopable }) => {
  it.each(cases.map((one) => ({ ...one, name: [one.operation, one.title].join(' ').trim() })))(
    'give $name exactly its actions and resources',
    async (one) => {
      const { level, categories, grants } = one;
      const resolution = { tier: 'curated', accessLevel: level, categories, grants };
      expect(await examine(callOf(service, one))).toEqual({ kind: 'known', resolution });
    },
  );

  it.each(unscopable)('give $operation nothing where no grant fits, and say why: $why', async (one) => {
    const found = await examine(callOf(service, one));
    expect(found).toMatchObject({
      kind: 'known',
      resolution: { tier: 'unscopable', why: expect.stringMatching(one.why) },
    });
    expect(found).not.toHaveProperty('resolution.grants');
  });

  it('have a case each', () => {
    const covered = [...cases, ...unscopable].map(({ operation }) => operation);
    expect(Object.keys(rulesOf(service)).filter((operation) => !covered.includes(operation))).toEqual([]);
  });
});
