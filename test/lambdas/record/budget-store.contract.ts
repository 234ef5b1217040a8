import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Amount, BudgetStore, Counter } from '../../../lambdas/record/budget-store.ts';
import { newId } from '../../support/an-operation.ts';

const PLAIN: Amount = { operations: 1, costBearing: 0, denied: 0 };
const COSTLY: Amount = { operations: 1, costBearing: 1, denied: 0 };
const DENIED: Amount = { operations: 1, costBearing: 0, denied: 1 };
const UNUSED = { operations: 0, costBearing: 0, deniedInARow: 0, refused: 0 };

/** What every BudgetStore promises; leftovers of other runs do not matter, since counters are never used twice. */
export function describeBudgetStore(name: string, newStore: () => Promise<BudgetStore>): void {
  describe(`${name} keeps the contract of BudgetStore`, () => {
    let store: BudgetStore;
    let counter: Counter;

    beforeEach(async () => {
      store = await newStore();
      counter = { scope: 'agent', name: `arn:aws:iam::111122223333:role/${newId()}`, day: '2026-11-22' };
    });

    it('begins each counter with nothing, one for each scope, name and day', async () => {
      await store.take(counter, PLAIN);

      expect(await store.used(counter)).toEqual({ ...UNUSED, operations: 1 });
      for (const other of [{ scope: 'team' as const }, { name: `${counter.name}2` }, { day: '2026-11-23' }])
        expect(await store.used({ ...counter, ...other })).toEqual(UNUSED);
    });

    it('takes up to the limit and then nothing more', async () => {
      const limits = { operations: 2, costBearing: 9 };

      const taken = [await store.take(counter, PLAIN, limits), await store.take(counter, COSTLY, limits)];

      expect(taken).toEqual([true, true]);
      expect(await store.take(counter, PLAIN, limits)).toBe(false);
      expect(await store.used(counter)).toEqual({ ...UNUSED, operations: 2, costBearing: 1 });
    });

    it('counts what costs by itself, and lets what does not cost pass', async () => {
      const limits = { operations: 9, costBearing: 1 };

      expect(await store.take(counter, COSTLY, limits)).toBe(true);
      expect(await store.take(counter, COSTLY, limits)).toBe(false);
      expect(await store.take(counter, PLAIN, limits)).toBe(true);
      expect(await store.used(counter)).toMatchObject({ operations: 2, costBearing: 1 });
    });

    it('lets nothing pass where the limit is nothing', async () => {
      expect(await store.take(counter, PLAIN, { operations: 0, costBearing: 9 })).toBe(false);
      expect(await store.take(counter, COSTLY, { operations: 9, costBearing: 0 })).toBe(false);
      expect(await store.used(counter)).toEqual(UNUSED);
    });

    it('has room again for what was given back', async () => {
      const limits = { operations: 1, costBearing: 1 };
      await store.take(counter, COSTLY, limits);

      await store.giveBack(counter, COSTLY);

      expect(await store.used(counter)).toEqual(UNUSED);
      expect(await store.take(counter, COSTLY, limits)).toBe(true);
    });

    it('counts denials until they end', async () => {
      await store.take(counter, DENIED);
      await store.take(counter, DENIED);
      expect(await store.used(counter)).toMatchObject({ operations: 2, deniedInARow: 2 });

      await store.endDenials(counter);

      expect(await store.used(counter)).toMatchObject({ operations: 2, deniedInARow: 0 });
    });

    it('counts refusals apart', async () => {
      await store.take(counter, PLAIN);

      await store.refuse(counter);

      expect(await store.refuse(counter)).toEqual({ ...UNUSED, operations: 1, refused: 2 });
    });

    it('lets exactly 100 of 500 that come at once pass', async () => {
      const limits = { operations: 100, costBearing: 100 };

      const taken = await Promise.all(Array.from({ length: 500 }, () => store.take(counter, COSTLY, limits)));

      expect(taken.filter(Boolean)).toHaveLength(100);
      expect(await store.used(counter)).toMatchObject({ operations: 100, costBearing: 100 });
    }, 60_000);
  });
}
