/** Runs the property tests again and again with new draws: `npm run fuzz -- 20 [pattern of paths]`. Prints the seed of every run that found something. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = import.meta.dirname;
const [runs = '10', pattern = ''] = process.argv.slice(2);

const drawing = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.engine.test.ts') && file.includes(pattern))
  .filter((file) => readFileSync(join(TESTS, file), 'utf8').includes('support/draws.ts'))
  .map((file) => join(TESTS, file));

if (drawing.length === 0) throw new Error(`No test that draws has "${pattern}" in its path`);

const found: number[] = [];
for (let run = 0; run < Number(runs); run++) {
  const seed = randomInt(2 ** 31);
  const env = { ...process.env, COUNTERSIGN_SEED: String(seed) };
  const jest = [
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    'unit',
    '--silent',
    '--runTestsByPath',
    ...drawing,
  ];
  const { status, stderr } = spawnSync(process.execPath, jest, { env, encoding: 'utf8', cwd: join(TESTS, '..') });
  if (status === 0) continue;
  found.push(seed);
  console.log(stderr);
}
console.log(`${runs} runs of ${drawing.length} suites; seeds that found something: ${found.join(', ') || 'none'}`);
process.exitCode = found.length === 0 ? 0 : 1;
