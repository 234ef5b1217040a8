import { describe, expect, it } from '@jest/globals';
import { chain, chainFault, hashOf, type OperationEvent } from '../../../lambdas/record/events.ts';
import { anOperation, ID } from '../../support/an-operation.ts';

async function aChain() {
  const { operation, events } = await anOperation.approved();
  return { events, end: { id: operation.id, head: operation.head } };
}

const at = (events: readonly OperationEvent[], index: number) => events[index] as OperationEvent;

describe('the event chain', () => {
  it('is whole as the steps wrote it, numbered from 1, and names the digest in its first event', async () => {
    const { events, end } = await aChain();

    expect(chainFault(events, end)).toBeUndefined();
    expect(events.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'received'],
      [2, 'approval-asked'],
      [3, 'card-posted'],
      [4, 'verdict-given'],
      [5, 'approved'],
    ]);
    expect(at(events, 0)).toMatchObject({ previous: null, facts: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  });

  it.each<readonly [string, (events: readonly OperationEvent[]) => readonly OperationEvent[], RegExp]>([
    ['its end is cut off', (events) => events.slice(0, -1), /newest event is not the one/],
    ['its beginning is cut off', (events) => events.slice(1), /event 1 is missing/],
    ['a middle event is taken out', (events) => events.toSpliced(2, 1), /event 3 is missing/],
    [
      'two events change places',
      (events) => events.toSpliced(2, 2, at(events, 3), at(events, 2)),
      /event 3 is missing/,
    ],
    [
      'a fact of an event is altered',
      (events) => events.with(3, { ...at(events, 3), facts: {} }),
      /event 5 does not follow/,
    ],
    [
      'a reviewer is altered',
      (events) => events.with(3, { ...at(events, 3), by: 'reviewer:U0' }),
      /event 5 does not follow/,
    ],
    ['the last event is altered', (events) => events.with(4, { ...at(events, 4), at: '2027' }), /newest event is not/],
    [
      'an event comes from another operation',
      (events) => events.with(0, { ...at(events, 0), operation: 'op_2' }),
      /another operation/,
    ],
    ['everything is gone', () => [], /newest event is not/],
  ])('is not whole when %s', async (_name, alter, why) => {
    const { events, end } = await aChain();

    expect(chainFault(alter(events), end)).toMatch(why);
  });

  it('cannot be grown anew with another fact and still end in the same head', async () => {
    const { events, end } = await aChain();
    const drafts = events.map(({ at: time, type, status, by, facts }) => ({ at: time, type, status, by, facts }));
    const forged = chain(
      ID,
      { seq: 0, head: null },
      drafts.with(0, { ...(drafts[0] as (typeof drafts)[0]), by: 'agent:other' }),
    );

    expect(chainFault(forged.events, { id: ID, head: forged.head })).toBeUndefined();
    expect(chainFault(forged.events, end)).toMatch(/newest event is not/);
  });

  it('hashes every field of an event', async () => {
    const { events } = await aChain();
    const event = at(events, 4);
    const others = {
      operation: 'x',
      seq: 9,
      at: 'x',
      type: 'denied',
      status: 'DENIED',
      by: 'x',
      facts: {},
      previous: null,
    };

    for (const [field, value] of Object.entries(others)) {
      expect([field, hashOf({ ...event, [field]: value })]).not.toEqual([field, hashOf(event)]);
    }
  });

  it('needs at least one event', () => {
    expect(() => chain(ID, { seq: 0, head: null }, [])).toThrow('a chain needs at least one event');
  });
});
