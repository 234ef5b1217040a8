import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Allowed } from '../../../lambdas/record/operation.ts';
import type { OperationStore } from '../../../lambdas/record/operation-store.ts';
import { claim } from '../../../lambdas/record/steps.ts';
import { EVERYBODY, nextOrder, type Order, type OrderDraft } from '../../../lambdas/record/stop.ts';
import type { StopStore } from '../../../lambdas/record/stop-store.ts';
import { transition } from '../../../lambdas/record/transition.ts';
import { Conflict, Stopped } from '../../../lambdas/runtime/errors.ts';
import { aCall, AGENT, OTHER_AGENT } from '../../support/a-call.ts';
import { NOON } from '../../support/a-clock.ts';
import { anOperation, newId, type Recorded } from '../../support/an-operation.ts';

/** The stops and the operations that mind them, empty each time it is asked. */
export type NewStores = () => Promise<{ readonly stops: StopStore; readonly operations: OperationStore }>;

const DANA = 'arn:aws:sts::111122223333:assumed-role/on-call/dana';

/** What every StopStore and the OperationStore beside it promise; `newStores` makes the pair under test. */
export function describeStopStore(name: string, newStores: NewStores): void {
  describe(`${name} keeps the contract of StopStore`, () => {
    let stops: StopStore;
    let operations: OperationStore;

    beforeEach(async () => {
      ({ stops, operations } = await newStores());
    });

    const give = async (draft: Partial<OrderDraft>): Promise<Order> => {
      const said = { type: 'stopped', scope: AGENT, by: DANA, at: NOON, reason: 'it loops', ...draft } as const;
      const order = nextOrder(await stops.lastOrder(), said);
      await stops.give(order);
      return order;
    };
    const created = async (agent = AGENT) => {
      const recorded = await anOperation.allowed({ id: newId(), call: aCall({ agent }) });
      await operations.create(recorded.operation, recorded.events);
      return recorded;
    };
    const claimOf = ({ operation }: Recorded<Allowed>) =>
      transition(operations, operation.id, (current) => claim(current, new Date(NOON)));

    it('knows no stop and no order at first', async () => {
      expect(await stops.stopOf(AGENT)).toBeUndefined();
      expect(await stops.stops()).toEqual([]);
      expect(await stops.lastOrder()).toBeUndefined();
      expect(await stops.order(1)).toBeUndefined();
    });

    it('tells who stopped an agent, when and why, and leaves the others alone', async () => {
      await give({});

      expect(await stops.stopOf(AGENT)).toEqual({ scope: AGENT, by: DANA, at: NOON, reason: 'it loops' });
      expect(await stops.stopOf(OTHER_AGENT)).toBeUndefined();
      expect(await stops.stops()).toHaveLength(1);
    });

    it("holds everybody's stop for each agent, and names it before the agent's own", async () => {
      await give({ scope: AGENT });
      await give({ scope: EVERYBODY, reason: 'an incident' });

      expect(await stops.stopOf(AGENT)).toMatchObject({ scope: EVERYBODY, reason: 'an incident' });
      expect(await stops.stopOf(OTHER_AGENT)).toMatchObject({ scope: EVERYBODY });
      expect((await stops.stops()).map(({ scope }) => scope)).toEqual([EVERYBODY, AGENT]);
    });

    it("lifts what is resumed and nothing else: everybody's resume leaves an agent's own stop", async () => {
      await give({ scope: AGENT });
      await give({ scope: EVERYBODY });
      await give({ type: 'resumed', scope: EVERYBODY });

      expect(await stops.stopOf(OTHER_AGENT)).toBeUndefined();
      expect(await stops.stopOf(AGENT)).toMatchObject({ scope: AGENT });
      await give({ type: 'resumed', scope: AGENT });
      expect(await stops.stops()).toEqual([]);
      await claimOf(await created());
    });

    it('keeps every order in a chain, and gives each back', async () => {
      const given = [await give({}), await give({ type: 'resumed', reason: 'it is mended' })];

      expect(await stops.lastOrder()).toEqual(given[1]);
      expect([await stops.order(1), await stops.order(2)]).toEqual(given);
    });

    it('lets one of two orders have a place in the log, and the other change nothing', async () => {
      const said = { type: 'stopped', by: DANA, at: NOON, reason: 'both' } as const;
      const orders = [AGENT, OTHER_AGENT].map((scope) => nextOrder(undefined, { ...said, scope }));

      const results = await Promise.allSettled(orders.map((order) => stops.give(order)));

      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(Conflict);
      expect(await stops.stops()).toHaveLength(1);
    });

    it.each([AGENT, EVERYBODY])('writes no claim while %s is stopped, whichever the operation is', async (scope) => {
      const waiting = await Promise.all(Array.from({ length: 12 }, () => created()));
      await give({ scope });

      for (const recorded of waiting) {
        await expect(claimOf(recorded)).rejects.toBeInstanceOf(Stopped);
        expect(await operations.read(recorded.operation.id)).toEqual(recorded.operation);
        expect(await operations.events(recorded.operation.id)).toHaveLength(2);
      }
    });

    it('lets the claims of others pass while an agent is stopped', async () => {
      const other = await created(OTHER_AGENT);
      await give({ scope: AGENT });

      expect(await claimOf(other)).toMatchObject({ status: 'EXECUTING' });
    });

    it('calls a claim that came second a lost race, not a stop', async () => {
      const recorded = await created();
      await claimOf(recorded);
      await give({ scope: AGENT });
      const { operation } = recorded;
      const again = { ...operation, status: 'EXECUTING' as const, claimedAt: NOON, verdicts: [], version: 3 };

      await expect(operations.commit(operation, again, [])).rejects.toBeInstanceOf(Conflict);
    });

    it('has either claimed before a stop returned, or not at all', async () => {
      const waiting = await Promise.all(Array.from({ length: 20 }, () => created()));
      const statuses = () =>
        Promise.all(waiting.map(async ({ operation }) => (await operations.read(operation.id))?.status));
      const claims = Promise.allSettled(waiting.map(claimOf));

      await give({});
      const whenItReturned = await statuses();

      for (const ended of await claims) if (ended.status === 'rejected') expect(ended.reason).toBeInstanceOf(Stopped);
      expect(await statuses()).toEqual(whenItReturned);
    });
  });
}
