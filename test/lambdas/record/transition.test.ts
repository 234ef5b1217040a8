import { describe, expect, it } from '@jest/globals';
import type { InMemoryOperationStore } from '../../../lambdas/adapters/in-memory-operation-store.ts';
import type { Operation } from '../../../lambdas/record/operation.ts';
import { isClosed, NEXT, OPEN_STATUSES, type Status } from '../../../lambdas/record/status.ts';
import { addApproval, claim, close, postCard } from '../../../lambdas/record/steps.ts';
import { type Step, transition } from '../../../lambdas/record/transition.ts';
import { Conflict } from '../../../lambdas/runtime/errors.ts';
import { ANNA } from '../../support/a-call.ts';
import { anOperation, aStoreWith, CARD, ID, type Recorded } from '../../support/an-operation.ts';

const NOW = new Date('2026-11-22T12:01:00.000Z');
const STATUSES = Object.keys(NEXT) as Status[];
const BECAUSE = { because: 'a test' };
const REPORT = { findings: 0, rulePack: 'test' } as never;

async function anOperationThatIs(status: Status): Promise<Recorded> {
  switch (status) {
    case 'ALLOWED':
      return anOperation.allowed();
    case 'PENDING':
      return anOperation.pending();
    case 'APPROVED':
      return anOperation.approved();
    case 'EXECUTING':
      return anOperation.executing();
    case 'SUCCEEDED':
      return anOperation.closed({ status, result: {}, masking: REPORT });
    case 'FAILED':
      return anOperation.closed({ status, failure: { code: 'NoSuchKey', message: '' }, masking: REPORT });
    case 'DENIED': {
      const { operation, events } = await anOperation.allowed();
      const store = await aStoreWith({ operation, events });
      const step = close(operation, { status, ...BECAUSE }, { at: NOW, by: 'gateway' });
      return { operation: await transition(store, ID, () => step), events: await store.events(ID) };
    }
    default:
      return anOperation.closed({ status, ...BECAUSE });
  }
}

/** A step straight to a status, whether an arrow leads there or not. */
function stepTo(status: Status, operation: Operation): Step {
  const events = [{ at: NOW.toISOString(), type: 'expired' as const, status, by: 'gateway', facts: {} }];
  return { next: { ...operation, status } as Step['next'], events };
}

const arrows = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to, NEXT[from].includes(to)] as const));

describe('the arrows between statuses', () => {
  it.each(arrows)('from %s to %s: %s', async (from, to, allowed) => {
    const recorded = await anOperationThatIs(from);
    const store = await aStoreWith(recorded);

    const attempt = transition(store, ID, (current) => stepTo(to, current));

    if (allowed) {
      expect(await attempt).toMatchObject({ status: to, version: recorded.operation.version + 1 });
    } else {
      await expect(attempt).rejects.toThrow(`no arrow leads from ${from} to ${to}`);
      expect(await store.read(ID)).toEqual(recorded.operation);
      expect(await store.events(ID)).toHaveLength(recorded.events.length);
    }
  });

  it('leave no closed status, and every open one', () => {
    expect(STATUSES.filter((status) => !isClosed(status))).toEqual(OPEN_STATUSES);
  });

  it('reach every status from RECEIVED', () => {
    const reached = new Set<Status>(['DENIED', 'ALLOWED', 'PENDING']);
    for (const status of reached) for (const next of NEXT[status]) reached.add(next);

    expect([...reached].sort()).toEqual([...STATUSES].sort());
  });
});

describe('transition', () => {
  it('judges again when somebody else wrote in between, and appends to what is there then', async () => {
    const store = await aStoreWith(await anOperation.pending());
    const judged: number[] = [];

    const operation = await transition(store, ID, async (current) => {
      judged.push(current.version);
      if (judged.length === 1) await transition(store, ID, (same) => addApproval(same, anApproval('U0PLATFRM2')));
      return addApproval(current, anApproval(ANNA));
    });

    expect(judged).toEqual([3, 4]);
    expect(operation).toMatchObject({ version: 5, verdicts: [{ reviewer: 'U0PLATFRM2' }, { reviewer: ANNA }] });
  });

  it('gives up with Conflict when every round is lost', async () => {
    const store = await aStoreWith(await anOperation.pending());
    let rounds = 0;
    const losing: InMemoryOperationStore = Object.create(store, {
      read: { value: store.read.bind(store) },
      commit: {
        value: async () => {
          rounds += 1;
          throw new Conflict(ID);
        },
      },
    }) as InMemoryOperationStore;

    await expect(transition(losing, ID, (current) => addApproval(current, anApproval(ANNA)))).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(rounds).toBe(8);
  });

  it('writes nothing when there is nothing to do, and refuses an operation that does not exist', async () => {
    const recorded = await anOperation.pending();
    const store = await aStoreWith(recorded);

    expect(await transition(store, ID, () => undefined)).toEqual(recorded.operation);
    await expect(transition(store, 'op_none', () => undefined)).rejects.toMatchObject({ name: 'NotFound' });
  });
});

describe('steps', () => {
  it.each(STATUSES.filter((status) => status !== 'PENDING'))('take no verdict and no card on %s', async (status) => {
    const { operation } = await anOperationThatIs(status);

    expect(() => addApproval(operation, anApproval(ANNA))).toThrow(
      `is ${status}: an approval is not possible any more`,
    );
    expect(() => postCard(operation, CARD, NOW)).toThrow(`is ${status}: posting the request is not possible any more`);
  });

  it.each(STATUSES.filter((status) => status !== 'ALLOWED' && status !== 'APPROVED'))(
    'claim nothing that is %s',
    async (status) => {
      const { operation } = await anOperationThatIs(status);

      expect(() => claim(operation, NOW)).toThrow(`is ${status}: executing is not possible any more`);
    },
  );

  it.each(STATUSES.filter(isClosed))('close nothing that is %s', async (status) => {
    const { operation } = await anOperationThatIs(status);

    expect(() => close(operation, { status: 'EXPIRED', ...BECAUSE }, { at: NOW, by: 'gateway' })).toThrow(
      'closing is not possible',
    );
  });

  it('forget the exact call when they close, and keep its shown form, its digest and its verdicts', async () => {
    const { operation } = await anOperation.approved();

    const { next } = close(operation, { status: 'CANCELLED', ...BECAUSE }, { at: NOW, by: 'gateway' });

    expect(next).not.toHaveProperty('call');
    expect(next).not.toHaveProperty('deadline');
    expect(next).toMatchObject({
      status: 'CANCELLED',
      digest: operation.digest,
      shown: operation.shown,
      verdicts: operation.verdicts,
    });
  });
});

function anApproval(reviewer: string) {
  return { reviewer, answer: 'approve' as const, at: NOW.toISOString() };
}
