import { beforeAll, describe, expect, it } from '@jest/globals';
import { fc } from '../support/draws.ts';
import { randomSchedule, runSchedule, seededPick } from '../support/schedule.ts';
import { aTable, type Tabled } from './a-table.ts';
import { runningGateway } from './running-gateway.ts';

describe("schedules of clicks, duplicates, cancels, time-outs and crashes on the engine's DynamoDB", () => {
  let tabled: Tabled;
  beforeAll(async () => {
    tabled = await aTable(runningGateway().settings, `races-${process.pid}-${Date.now()}`);
  });

  it('run every operation at most once and leave none without a receipt (test/races.ts runs thousands)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const pick = seededPick(seed);
        const { faults } = await runSchedule(randomSchedule(pick), { ...tabled, pick, width: 3 });
        expect(faults).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
