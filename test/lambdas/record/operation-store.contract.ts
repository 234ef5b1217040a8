import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OperationEvent } from '../../../lambdas/record/events.ts';
import type { Operation, Pending } from '../../../lambdas/record/operation.ts';
import type { OperationStore, TaskTokenStore } from '../../../lambdas/record/operation-store.ts';
import { addApproval, close } from '../../../lambdas/record/steps.ts';
import { transition } from '../../../lambdas/record/transition.ts';
import { Conflict } from '../../../lambdas/runtime/errors.ts';
import { aCall, AGENT, ANNA, BERT, OTHER_AGENT } from '../../support/a-call.ts';
import { anOperation, newId, type Recorded } from '../../support/an-operation.ts';

type Store = OperationStore & TaskTokenStore;

/** An empty store each time it is asked, or one whose leftovers do not matter because ids are never used twice. */
export type NewStore = () => Promise<Store>;

/** What every OperationStore promises; `newStore` makes the one under test. */
export function describeOperationStore(name: string, newStore: NewStore): void {
  describe(`${name} keeps the contract of OperationStore`, () => {
    let store: Store;
    let recorded: Recorded<Pending>;

    beforeEach(async () => {
      store = await newStore();
      recorded = await anOperation.pendingWithoutCard({ id: newId() });
    });

    const create = (one: Recorded = recorded) => store.create(one.operation, one.events);
    const read = async () => (await store.read(recorded.operation.id)) as Pending;

    describe('create and read', () => {
      it('gives back exactly what was written, and undefined for what was not', async () => {
        expect(await create()).toEqual({ kind: 'created' });

        expect(await read()).toEqual(recorded.operation);
        expect(await store.events(recorded.operation.id)).toEqual(recorded.events);
        expect(await store.read(newId())).toBeUndefined();
        expect(await store.events(newId())).toEqual([]);
      });

      it('keeps numbers, empty texts, odd member names and every character as they are', async () => {
        const input = {
          n: 1e-7,
          big: 9007199254740991,
          neg: -0.5,
          '': '',
          null: null,
          '\u0000': ['€', '😀', '\u2028'],
          list: [],
        };
        const odd = await anOperation.pendingWithoutCard({ id: newId(), call: aCall({ input }) });

        await create(odd);

        expect(await store.read(odd.operation.id)).toEqual(odd.operation);
      });

      it('does not share what it keeps with its callers', async () => {
        await create();
        const first = (await read()) as { reason?: string };
        first.reason = 'changed by the reader';

        expect(await read()).toEqual(recorded.operation);
      });

      it('refuses an id that exists', async () => {
        await create();

        await expect(create()).rejects.toBeInstanceOf(Conflict);
      });

      it('lets one of two simultaneous creations win', async () => {
        const results = await Promise.allSettled([create(), create()]);

        expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(Conflict);
      });
    });

    describe('idempotency keys', () => {
      const key = (changes = {}) => ({ agent: AGENT, key: recorded.operation.id, envelope: 'e1', ...changes });
      const createAgain = async (changes = {}) => {
        const again = await anOperation.pendingWithoutCard({ id: newId() });
        return { again, created: await store.create(again.operation, again.events, key(changes)) };
      };

      it('lead the same envelope to the first operation, and write nothing', async () => {
        await store.create(recorded.operation, recorded.events, key());

        const { again, created } = await createAgain();

        expect(created).toEqual({ kind: 'exists', id: recorded.operation.id, sameEnvelope: true });
        expect(await store.read(again.operation.id)).toBeUndefined();
        expect(await store.events(again.operation.id)).toEqual([]);
      });

      it('say when the envelope is another one', async () => {
        await store.create(recorded.operation, recorded.events, key());

        const { created } = await createAgain({ envelope: 'e2' });

        expect(created).toEqual({ kind: 'exists', id: recorded.operation.id, sameEnvelope: false });
      });

      it('belong to one agent each', async () => {
        await store.create(recorded.operation, recorded.events, key());

        expect((await createAgain({ agent: OTHER_AGENT })).created).toEqual({ kind: 'created' });
      });

      it('make one operation of two simultaneous requests', async () => {
        const other = await anOperation.pendingWithoutCard({ id: newId() });
        const results = await Promise.allSettled([
          store.create(recorded.operation, recorded.events, key()),
          store.create(other.operation, other.events, key()),
        ]);

        const created = results.filter((result) => result.status === 'fulfilled' && result.value.kind === 'created');
        expect(created).toHaveLength(1);
        const found = [await store.read(recorded.operation.id), await store.read(other.operation.id)];
        expect(found.filter((one) => one !== undefined)).toHaveLength(1);
      });
    });

    describe('commit', () => {
      const approvedBy = (reviewer: string) => (current: Operation) =>
        addApproval(current, { reviewer, answer: 'approve', at: '2026-11-22T12:01:00.000Z' });

      it('replaces the operation and appends the events', async () => {
        await create();

        const after = await transition(store, recorded.operation.id, approvedBy(ANNA));

        expect(await read()).toEqual(after);
        const events = await store.events(after.id);
        expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
        expect(events.slice(0, 2)).toEqual(recorded.events);
      });

      it.each(['version', 'status', 'digest'] as const)(
        'refuses when the stored %s is another, and changes nothing',
        async (field) => {
          await create();
          const { operation } = recorded;
          const stale = {
            ...operation,
            [field]: { version: 1, status: 'ALLOWED', digest: 'f'.repeat(64) }[field],
          } as Operation;
          const event = { ...(recorded.events[1] as OperationEvent), seq: 3 };

          await expect(store.commit(stale, { ...operation, version: 3 }, [event])).rejects.toBeInstanceOf(Conflict);

          expect(await read()).toEqual(operation);
          expect(await store.events(operation.id)).toEqual(recorded.events);
        },
      );

      it('refuses an operation that does not exist', async () => {
        const { operation, events } = recorded;

        await expect(store.commit(operation, { ...operation, version: 3 }, events)).rejects.toBeInstanceOf(Conflict);
        expect(await store.read(operation.id)).toBeUndefined();
      });

      it('lets each of two simultaneous transitions count once', async () => {
        await create();
        const { id } = recorded.operation;

        await Promise.all([transition(store, id, approvedBy(ANNA)), transition(store, id, approvedBy(BERT))]);

        const { verdicts, version } = await read();
        expect(verdicts.map(({ reviewer }) => reviewer).sort()).toEqual([ANNA, BERT]);
        expect(version).toBe(4);
        expect(await store.events(id)).toHaveLength(4);
      });
    });

    describe('the listings', () => {
      const session = () => `run-${recorded.operation.id}`;
      const inSession = (agent: string) =>
        anOperation.pendingWithoutCard({ id: newId(), call: aCall({ agent, session: { id: session() } }) });

      it('name the operations of one agent in one session, oldest first', async () => {
        const first = await inSession(AGENT);
        const second = await inSession(AGENT);
        for (const one of [second, first, await inSession(OTHER_AGENT), recorded]) await create(one);

        expect(await store.inSession(AGENT, session())).toEqual([first.operation.id, second.operation.id]);
        expect(await store.inSession(AGENT, 'run-none')).toEqual([]);
      });

      it('name what is overdue in a status, and nothing that is closed', async () => {
        await create();
        const { id, deadline } = recorded.operation;
        const later = new Date(Date.parse(deadline) + 1).toISOString();

        expect(await store.overdue('PENDING', later)).toContain(id);
        expect(await store.overdue('PENDING', deadline)).not.toContain(id);
        expect(await store.overdue('ALLOWED', later)).not.toContain(id);
        const when = { at: new Date(later), by: 'gateway' };
        await transition(store, id, (current) => close(current, { status: 'EXPIRED', because: 'late' }, when));
        expect(await store.overdue('PENDING', later)).not.toContain(id);
      });
    });

    describe('task tokens', () => {
      it('are kept apart from the operation; a new one replaces the old', async () => {
        await create();
        const { id } = recorded.operation;

        expect(await store.tokenOf(id)).toBeUndefined();
        await store.keepToken(id, 'token-1');
        await store.keepToken(id, 'token-2');

        expect(await store.tokenOf(id)).toBe('token-2');
        expect(JSON.stringify([await read(), await store.events(id)])).not.toContain('token-');
      });
    });
  });
}
