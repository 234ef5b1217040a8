import { join } from 'node:path';
import type { BenchReport, BenchSetting } from '../bench.ts';
import type { Cell, Table } from '../table.ts';
import { asText, corpusOf } from './documents.ts';
import { ENGINES } from './engines.ts';
import { measureGrowth } from './growth.ts';
import type { Budget } from './measure.ts';
import type { Installed } from '../install.ts';
import { installNodePeers, installPythonPeers, PEERS, PRESIDIO, PYTHON } from './peers.ts';
import { NODE, work, type Worked } from './processes.ts';
import { measureStreams } from './streams.ts';

const DEFAULT_RUNS = 400;
const OWN = 'Countersign';
const OWN_BUDGET = { seconds: 6, bytes: 8_000_000 };
/** Some peers need seconds for what others do in a millisecond, so each figure of theirs has an end. */
const PEER_BUDGET = { seconds: 4, bytes: 2_000_000 };
const LIMIT = 90;
const SPEEDS = ['CloudTrail', 'DynamoDB', 'logs'] as const;
const TIMES = ['8 KB p50', '8 KB p99', '1 MB'] as const;

/**
 * What masking costs, beside what others offer for the same purpose, in one run on one machine; and how its time grows on texts
 * made to be slow. Needs no gateway. Peers are installed on demand; one that cannot be, or that does not finish, is said to be so.
 */
export async function benchMasking({
  runs = DEFAULT_RUNS,
  progress,
}: Pick<BenchSetting, 'runs' | 'progress'>): Promise<BenchReport> {
  progress('installing the peers, if they are not there');
  const [node, python] = [await installNodePeers(), await installPythonPeers()];
  const worked: Record<string, Worked> = {};
  for (const name of Object.keys(ENGINES)) {
    progress(`measuring ${name}`);
    worked[name] = await measured(name, runs, node);
  }
  progress('measuring Presidio');
  worked['Presidio, patterns only'] = await presidio(runs, python);
  progress('streamed bodies');
  const streams = await measureStreams();
  progress('growth on pathological inputs');
  return {
    conditions: {
      'runs of 8 KB': runs,
      'most seconds for a figure': `${OWN_BUDGET.seconds}; ${PEER_BUDGET.seconds} of a peer`,
      input: 'made by the bench, the same in each run; about one value in 200 is sensitive',
      'given to Countersign': 'SDK answers as objects, logs as text; to the others the same as text',
      throughput: 'the median of as many passes over the documents as the time allows',
      memory: 'growth of the largest resident size over that after loading',
    },
    tables: [speeds(worked), costs(worked), streams, measureGrowth()],
  };
}

async function measured(name: string, runs: number, node: Installed): Promise<Worked> {
  if (name !== OWN && node.kind === 'missing') return { figures: [], fault: `not installed: ${node.because}` };
  const budget: Budget = { ...(name === OWN ? OWN_BUDGET : PEER_BUDGET), runs };
  const worker = join(import.meta.dirname, 'worker.ts');
  return work({ command: NODE, args: [worker, name, PEERS, JSON.stringify(budget)], limit: LIMIT });
}

async function presidio(runs: number, python: Installed): Promise<Worked> {
  if (python.kind === 'missing') return { figures: [], fault: `not installed: ${python.because}` };
  const texts = Object.fromEntries(
    SPEEDS.map((kind) => [kind, corpusOf(kind, PEER_BUDGET.bytes).documents.map(asText)]),
  );
  const large = asText(corpusOf('CloudTrail', 1, 1024 * 1024).documents[0]);
  const input = JSON.stringify({ texts, large, budget: { ...PEER_BUDGET, runs } });
  return work({ command: PYTHON, args: [PRESIDIO], input, limit: LIMIT });
}

function speeds(worked: Readonly<Record<string, Worked>>): Table {
  const own = worked[OWN];
  const rows = Object.entries(worked).map(([name, found]) => [
    name,
    ...SPEEDS.flatMap((kind) => [valueOf(found, kind), ratio(valueOf(own, kind), valueOf(found, kind))]),
    Math.round(SPEEDS.reduce((sum, kind) => sum + sampleOf(found, kind), 0) / 1000),
    found.fault ?? '',
  ]);
  const columns = SPEEDS.flatMap((kind) => [`${kind} MB/s`, 'we are faster by']);
  return { title: 'Throughput, by processor time', columns: ['engine', ...columns, 'sample KB', 'note'], rows };
}

function costs(worked: Readonly<Record<string, Worked>>): Table {
  const rows = Object.entries(worked).map(([name, found]) => [
    name,
    ...TIMES.map((figure) => valueOf(found, figure)),
    sampleOf(found, '8 KB p50') || '-',
    valueOf(found, 'memory'),
    found.fault ?? '',
  ]);
  const columns = ['engine', '8 KB p50 ms', '8 KB p99 ms', '1 MB median ms', 'runs of 8 KB', 'memory MB', 'note'];
  return { title: 'Time for one answer, by the clock, and memory', columns, rows };
}

function valueOf(worked: Worked | undefined, name: string): Cell {
  return worked?.figures.find((figure) => figure.name === name)?.value ?? '-';
}

function sampleOf(worked: Worked, name: string): number {
  return worked.figures.find((figure) => figure.name === name)?.sample ?? 0;
}

function ratio(own: Cell, other: Cell): Cell {
  return typeof own === 'number' && typeof other === 'number' && own !== other ? own / other : '';
}
