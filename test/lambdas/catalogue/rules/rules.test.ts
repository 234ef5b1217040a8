import { describe, expect, it } from '@jest/globals';
import { examine } from '../../../../lambdas/catalogue/examine.ts';
import { SERVICE_NAMES } from '../../../../lambdas/catalogue/load.ts';
import { rulesOf } from '../../../../lambdas/catalogue/rules/index.ts';
import { ALL_CASES } from '../cases/all.ts';
import { callOf } from '../cases/case.ts';

const nameOf = ({ operation, title = '' }: { operation: string; title?: string }) => `${operation} ${title}`.trim();

describe.each(ALL_CASES)('the rules of $service', ({ service, cases, unscopable, refused = [] }) => {
  it.each(cases.map((one) => ({ ...one, name: nameOf(one) })))(
    'give $name exactly its actions and resources',
    async (one) => {
      const { level, categories, grants } = one;
      const resolution = { tier: 'curated', accessLevel: level, categories, grants };
      expect(await examine(callOf(service, one))).toEqual({ kind: 'known', resolution });
    },
  );

  if (unscopable.length > 0)
    it.each(unscopable)('give $operation nothing where no grant fits, and say why: $why', async (one) => {
      const found = await examine(callOf(service, one));
      expect(found).toMatchObject({
        kind: 'known',
        resolution: { tier: 'unscopable', why: expect.stringMatching(one.why) },
      });
      expect(found).not.toHaveProperty('resolution.grants');
    });

  if (refused.length > 0)
    it.each(refused)('refuse $operation for what stands at $pointer', async (one) => {
      const found = await examine(callOf(service, one));
      expect(found).toMatchObject({ kind: 'refused', faults: [{ pointer: one.pointer }] });
    });

  it('have a case each', () => {
    const covered = [...cases, ...unscopable].map(({ operation }) => operation);
    expect(Object.keys(rulesOf(service)).filter((operation) => !covered.includes(operation))).toEqual([]);
  });
});

describe('the reviewed rules as a whole', () => {
  it('are all of services of the catalogue, and every service with rules has cases', () => {
    const ruled = SERVICE_NAMES.filter((service) => Object.keys(rulesOf(service)).length > 0);
    expect(ruled.toSorted()).toEqual(ALL_CASES.map(({ service }) => service).toSorted());
  });

  it('give grants to at least 150 operations of at least 25 services', () => {
    const scoped = ALL_CASES.map(({ cases }) => new Set(cases.map(({ operation }) => operation)).size);
    expect(scoped.filter((count) => count > 0).length).toBeGreaterThanOrEqual(25);
    expect(scoped.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(150);
  });
});
