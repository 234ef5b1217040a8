import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { InMemoryOperationStore } from '../../../lambdas/adapters/in-memory-operation-store.ts';
import { InMemoryStopStore } from '../../../lambdas/adapters/in-memory-stop-store.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { anEnvelope, aRead } from '../../support/a-call.ts';
import { Turnstile } from '../../support/a-turnstile.ts';
import { ACTS, randomSchedule, runSchedule, type Schedule, seededPick } from '../../support/schedule.ts';
import { turnedStore } from '../../support/turned-store.ts';

function stores() {
  const stops = new InMemoryStopStore();
  return { stops, store: new InMemoryOperationStore(stops) };
}

const death = fc.record({
  step: fc.integer({ min: 1, max: 8 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});
const act = fc.constantFrom(...ACTS);
const schedules: fc.Arbitrary<Schedule> = fc.record({
  way: fc.constantFrom('allow', 'ask-one', 'ask-two'),
  outcome: fc.constantFrom('answered', 'refused', 'lost'),
  acts: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: act },
      { weight: 1, arbitrary: fc.tuple(act, death).map(([one, dies]) => ({ ...one, death: dies })) },
    ),
    { minLength: 2, maxLength: 14, size: 'max' },
  ),
});

describe('whatever is clicked, delivered twice, cancelled, timed out, swept or killed, and in whatever order', () => {
  it('an operation runs at most once, on its grant, and ends in one receipt with a whole history', async () => {
    const seen = new Map<string, number>();

    await fc.assert(
      fc.asyncProperty(schedules, fc.infiniteStream(fc.nat()), async (schedule, numbers) => {
        const pick = (choices: number) => (numbers.next().value as number) % choices;
        const { faults, operation } = await runSchedule(schedule, { ...stores(), pick });
        seen.set(operation.status, (seen.get(operation.status) ?? 0) + 1);
        expect(faults).toEqual([]);
      }),
      { numRuns: 300 },
    );

    // The runs are worth something only when they get somewhere.
    for (const status of ['SUCCEEDED', 'REJECTED', 'EXPIRED', 'CANCELLED', 'OUTCOME_UNKNOWN'])
      expect([...seen.keys()]).toContain(status);
  }, 120_000);

  it.each([1, 2, 3, 4])('and so do schedules made from a seed (%d), with three processes at a time', async (seed) => {
    const pick = seededPick(seed);
    for (let run = 0; run < 25; run += 1) {
      const schedule = randomSchedule(pick);
      const { faults } = await runSchedule(schedule, { ...stores(), pick, width: 3 });
      expect({ schedule, faults }).toEqual({ schedule, faults: [] });
    }
  });

  it('the same seed gives the same schedule and the same end', async () => {
    const once = async () => {
      const pick = seededPick(77);
      const schedule = randomSchedule(pick);
      const { operation, endings } = await runSchedule(schedule, { ...stores(), pick });
      return { schedule, status: operation.status, endings: endings.map(({ name, kind }) => ({ name, kind })) };
    };

    expect(await once()).toEqual(await once());
  });
});

describe('every pair of moments', () => {
  // An executor is killed at each of its accesses, before and after, and another one comes: exhaustively, not at random.
  const moments = [1, 2, 3, 4, 5, 6].flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when })));

  it.each(moments)('an executor dies $when access $step, and a second one never calls again', async (dies) => {
    for (const way of ['allow', 'ask-one'] as const) {
      const approve = way === 'allow' ? [] : [{ kind: 'approve', who: 'anna' } as const];
      const acts = [
        ...approve,
        { kind: 'execute' as const, death: dies },
        { kind: 'execute' as const },
        { kind: 'execute' as const },
      ];
      const { faults, calls } = await runSchedule({ way, outcome: 'answered', acts }, { ...stores(), pick: () => 0 });

      expect(faults).toEqual([]);
      expect(calls).toBeLessThanOrEqual(1);
    }
  });

  it('two executors meet at every pair of their accesses, and one of them calls', async () => {
    for (let order = 0; order < 256; order += 1) {
      const gateway = aGateway({ store: new InMemoryOperationStore() });
      Object.assign(gateway.api.executor, { run: async () => ({ ended: false }) });
      const { id } = await gateway.post(anEnvelope(aRead()));
      let bit = 0;
      const turnstile = new Turnstile((choices) => (choices > 1 ? (order >> (bit++ % 8)) & 1 : 0));

      await turnstile.run(
        ['one', 'two'].map((name) => ({
          name,
          run: (turns) => gateway.over(turnedStore(gateway.store, turns)).execute(id),
        })),
      );

      expect(gateway.aws.sent).toHaveLength(1);
      expect(await gateway.read(id)).toMatchObject({ status: 'SUCCEEDED' });
    }
  });
});
