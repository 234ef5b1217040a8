import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn } from '../../local/files.ts';
import type { Table } from '../table.ts';
import { type Quarters, withCrew, withStarts } from './crew.ts';
import { deployedFunctions, FUNCTIONS } from './deployed.ts';
import { FunctionProcess, type FunctionStart } from './function-process.ts';
import { type Bundled, bundleTable, type Cold, coldTable, warmTable } from './function-tables.ts';
import type { PathScene } from './scene.ts';
import { type Crew, type Step, walk } from './walk.ts';

/** Events of each kind before the first that counts as warm: V8 has compiled most of what runs by then. */
const WARM_UP = 5;

type Starts = Readonly<Record<string, FunctionStart>>;

/** Measures each Lambda alone: its bundle, its start in fresh processes, its CPU time for an event once it is warm. */
export async function measureFunctions(scene: PathScene): Promise<readonly Table[]> {
  const { gateway } = scene;
  const bundles = copyOfBundles(gateway.directory);
  try {
    const quarters = { gateway, functions: await deployedFunctions(gateway), bundles };
    return await withStarts(quarters, (starts) => measureAll(quarters, starts, scene));
  } finally {
    rmSync(bundles, { recursive: true, force: true });
  }
}

/** Outside the repository, as on Lambda: its node_modules must not complete a bundle that lacks something. */
function copyOfBundles(directory: string): string {
  const made = join(filesIn(directory).assembly, 'bundles');
  if (!existsSync(made)) throw new Error(`${made} is missing; start the local gateway again, which builds it`);
  const bundles = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  cpSync(made, bundles, { recursive: true });
  return bundles;
}

async function measureAll(quarters: Quarters, starts: Starts, scene: PathScene): Promise<readonly Table[]> {
  const { counts, progress } = scene;
  const bundled = await measureBundles(quarters, starts);
  const colds: Cold[] = [];
  for (let round = 1; round < counts.cold; round += 1) {
    progress(`fresh processes, round ${round} of ${counts.cold}`);
    colds.push(...(await withCrew(starts, (crew) => coldRound(crew, round, scene))));
  }
  progress(`fresh processes, round ${counts.cold}, then ${counts.warm} warm events of each kind`);
  const warm = await withCrew(starts, async (crew) => {
    colds.push(...(await coldRound(crew, counts.cold, scene)));
    return warmWalks(crew, scene);
  });
  return [bundleTable(bundled), coldTable(colds), warmTable(warm)];
}

async function coldRound(crew: Crew, round: number, scene: PathScene): Promise<readonly Cold[]> {
  const object = `cold-${round}.json`;
  const steps = await walk({ crew, object }, scene);
  return FUNCTIONS.map((name) => {
    const first = steps.find((step) => step.function === name);
    if (!first) throw new Error(`No step of the walk is ${name}'s`);
    return { name, start: crew[name].start, first };
  });
}

async function warmWalks(crew: Crew, scene: PathScene): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (let run = 0; run < WARM_UP + scene.counts.warm; run += 1) {
    const taken = await walk({ crew, object: `warm-${run}.json` }, scene);
    if (run >= WARM_UP) steps.push(...taken);
  }
  return steps;
}

async function measureBundles({ functions, bundles }: Quarters, starts: Starts): Promise<readonly Bundled[]> {
  const measured: Bundled[] = [];
  for (const { name, memory, zipBytes } of functions) {
    const counted = await FunctionProcess.launch({ ...(starts[name] as FunctionStart), census: true });
    await counted.stop();
    const folder = join(bundles, name);
    const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    measured.push({ name, memory, zipBytes, bytes, loadedBytes: counted.start.loadedBytes });
  }
  return measured;
}
