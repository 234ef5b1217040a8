import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Counted, KeptResult, ResultStore } from '../../../lambdas/execute/result-store.ts';
import { newTally, reportOf } from '../../../lambdas/mask/report.ts';
import { AGENT, OTHER_AGENT } from '../../support/a-call.ts';
import { newId } from '../../support/an-operation.ts';

const one = { rows: 1, bytes: 10, personal: 2 };

function aKept(operationId = newId()): KeptResult {
  const result = { Items: [{ 'an "odd" name': '' }, { n: 1.5e21 }], NextToken: null };
  const kept = { operationId, agent: AGENT, until: '2099-01-01T00:00:00.000Z', salt: '5a'.repeat(32), result };
  return { ...kept, masking: reportOf(newTally()) };
}

/** What every ResultStore promises; `newStore` makes the one under test. Agents and ids are never used twice. */
export function describeResultStore(name: string, newStore: () => Promise<ResultStore>): void {
  describe(`${name} keeps the contract of ResultStore`, () => {
    let store: ResultStore;
    let today: { agent: string; day: string };

    beforeEach(async () => {
      store = await newStore();
      today = { agent: `${AGENT}-${newId()}`, day: '2099-11-22' };
    });

    it('hands out exactly what was kept, once', async () => {
      const kept = aKept();
      await store.keep(kept);

      expect(await store.take(kept.operationId)).toEqual(kept);
      expect(await store.take(kept.operationId)).toBeUndefined();
      expect(await store.take(newId())).toBeUndefined();
    });

    it('hands it to one of many who ask at once', async () => {
      const kept = aKept();
      await store.keep(kept);

      const taken = await Promise.all(Array.from({ length: 10 }, () => store.take(kept.operationId)));

      expect(taken.filter((each) => each !== undefined)).toHaveLength(1);
    });

    it('keeps one answer for each operation: a second one does not replace it', async () => {
      const kept = aKept();
      await store.keep(kept);

      await expect(store.keep({ ...kept, result: 'another' })).rejects.toThrow();
      expect(await store.take(kept.operationId)).toEqual(kept);
    });

    it('counts up to a limit of the day and not beyond, and what was refused counts for nothing', async () => {
      const limits = { maxRowsPerDay: 3 };
      const count = (rows: number) => store.count(today, { ...one, rows }, limits);

      expect(await count(2)).toEqual({ kind: 'counted' });
      expect(await count(2)).toEqual({
        kind: 'over',
        excess: { limit: 'maxRowsPerDay', measured: 4, allowed: 3 },
      });
      expect(await count(1)).toEqual({ kind: 'counted' });
      expect(await count(1)).toMatchObject({ kind: 'over', excess: { measured: 4 } });
    });

    it('says which limit it was, also when one answer alone is above it', async () => {
      await store.count(today, one, { maxPersonalPerDay: 2 });

      expect(await store.count(today, one, { maxRowsPerDay: 9, maxPersonalPerDay: 3 })).toEqual({
        kind: 'over',
        excess: { limit: 'maxPersonalPerDay', measured: 4, allowed: 3 },
      });
      expect(await store.count(today, one, { maxBytesPerDay: 9 })).toEqual({
        kind: 'over',
        excess: { limit: 'maxBytesPerDay', measured: 20, allowed: 9 },
      });
    });

    it('counts without a limit too, and each agent and each day by itself', async () => {
      const limits = { maxRowsPerDay: 3 };
      await store.count(today, { ...one, rows: 5 }, {});

      expect(await store.count(today, one, limits)).toMatchObject({ kind: 'over', excess: { measured: 6 } });
      expect(await store.count({ ...today, day: '2099-11-23' }, one, limits)).toEqual({ kind: 'counted' });
      expect(await store.count({ ...today, agent: `${OTHER_AGENT}-${newId()}` }, one, limits)).toEqual({
        kind: 'counted',
      });
    });

    it('lets exactly as many of many at once through as there is room for', async () => {
      const counted = await Promise.all(
        Array.from({ length: 60 }, () => store.count(today, one, { maxRowsPerDay: 25, maxBytesPerDay: 100_000 })),
      );

      expect(counted.filter(({ kind }: Counted) => kind === 'counted')).toHaveLength(25);
    });
  });
}
