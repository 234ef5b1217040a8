/**
 * Runs thousands of random schedules against the real transition code on the engine's DynamoDB: `npm run races -- 2000 [seed]`.
 * Prints how the operations ended, and the seed of every schedule after which an invariant did not hold.
 */
import { join } from 'node:path';
import { engineClients } from '../lib/local/engine/clients.ts';
import { startEngine } from '../lib/local/engine/engine.ts';
import { LOCAL } from '../lib/local/files.ts';
import { aTable, type Tabled } from './engine/a-table.ts';
import { randomSchedule, runSchedule, seededPick } from './support/schedule.ts';

const [count = 2000, firstSeed = 1] = process.argv.slice(2).map(Number);
/** A table each: a sweep of one schedule must not find the operations of another. */
const LANES = 4;

const ended = new Map<string, number>();
const broken: string[] = [];
let calls = 0;
let next = 0;

async function lane({ store, stops }: Tabled): Promise<void> {
  while (next < count) {
    const seed = firstSeed + next++;
    const pick = seededPick(seed);
    const ran = await runSchedule(randomSchedule(pick), { store, stops, pick, width: 3 });
    ended.set(ran.operation.status, (ended.get(ran.operation.status) ?? 0) + 1);
    calls += ran.calls;
    if (ran.faults.length > 0) broken.push(`seed ${seed}: ${ran.faults.join('; ')}`);
    if (next % 250 === 0) console.log(`  ${next} of ${count} schedules`);
  }
}

const engine = await startEngine({ directory: join(LOCAL, 'engine'), name: 'engine-races', log: console.log });
try {
  const names = Array.from({ length: LANES }, (_, index) => `races-${index}`);
  const stores = await Promise.all(names.map((name) => aTable(engineClients(engine), name)));
  await Promise.all(stores.map(lane));
} finally {
  await engine.stop();
}
console.log(`${count} schedules, seeds ${firstSeed} to ${firstSeed + count - 1}; calls made: ${calls}`);
for (const [status, times] of [...ended].sort()) console.log(`  ${status.padEnd(16)} ${times}`);
console.log(broken.length === 0 ? 'Every invariant held in every schedule.' : broken.join('\n'));
process.exitCode = broken.length === 0 ? 0 : 1;
