import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine } from '../../lambdas/catalogue/examine.ts';
import { SERVICE_NAMES } from '../../lambdas/catalogue/load.ts';
import { sessionPolicy, SESSION_POLICY_LIMIT, type SessionPolicy } from '../../lambdas/catalogue/session-policy.ts';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';
import { readPolicies } from '../../lambdas/decide/read-policies.ts';
import { ALL_CASES } from '../../test/lambdas/catalogue/cases/all.ts';
import { callOf } from '../../test/lambdas/catalogue/cases/case.ts';
import { bundle, zipBytes, zippedBytes } from '../bundle.ts';
import { HANDLERS } from '../handlers.ts';
import { repository } from '../local/engine/environment.ts';
import type { BenchReport, BenchSetting } from './bench.ts';
import { measureEngineStart } from './engine-start.ts';
import { median, percentile } from './statistics.ts';
import type { Table } from './table.ts';

const DEFAULT_RUNS = 10;
/** The services that agents call most: our judgement, not a measurement. */
const MOST_USED = ['s3', 'dynamodb', 'ec2', 'lambda', 'iam'];
const WASM = /\.wasm$/;

/**
 * What a one-call credential costs: the executor's bundle with every client in it, the start of its policy engine, the time
 * from a call to its session policy over all reviewed example calls, and the import of the most used clients in fresh
 * processes. Needs no engine of AWS.
 */
export async function benchCredentials({
  runs = DEFAULT_RUNS,
  progress,
}: Pick<BenchSetting, 'runs' | 'progress'>): Promise<BenchReport> {
  const outdir = mkdtempSync(join(tmpdir(), 'countersign-credentials-'));
  try {
    progress('bundling the executor');
    const prepared = readPolicies(join(repository, 'policies'));
    const sizes = measureBundle(outdir, prepared);
    progress(`the policy engine, ${runs} fresh processes each`);
    const engine = measureEngineStart(outdir, prepared, runs);
    progress(`session policies of all example calls, ${runs} rounds`);
    const policies = await measurePolicies(runs);
    progress(`fresh processes, ${runs} for each client`);
    return {
      conditions: { services: SERVICE_NAMES.length, rounds: runs, 'fresh processes of each client': runs },
      tables: [sizes, engine, policies, measureImports(outdir, runs)],
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function measureBundle(outdir: string, policies: PreparedPolicies): Table {
  const handler = join(repository, 'lambdas', HANDLERS.execute);
  const { directory } = bundle({ name: 'execute', handler, outdir, policies });
  const files = readdirSync(directory).map((name) => ({ name, bytes: readFileSync(join(directory, name)) }));
  const all = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return {
    title: `The executor's bundle, ${SERVICE_NAMES.length} services`,
    columns: ['part', 'files', 'bytes', 'zip bytes'],
    rows: [
      sizeRow(
        "JavaScript and the catalogue's shapes",
        files.filter(({ name }) => !WASM.test(name)),
      ),
      sizeRow(
        "Cedar's WebAssembly",
        files.filter(({ name }) => WASM.test(name)),
      ),
      ['executor zip (as deployed)', files.length, all, zipBytes(directory)],
    ],
  };
}

interface BundledFile {
  readonly name: string;
  readonly bytes: Buffer;
}

function sizeRow(title: string, files: readonly BundledFile[]): (string | number)[] {
  const sum = (of: (file: BundledFile) => number): number => files.reduce((total, file) => total + of(file), 0);
  return [title, files.length, sum(({ bytes }) => bytes.length), sum(({ name, bytes }) => zippedBytes(name, bytes))];
}

async function measurePolicies(runs: number): Promise<Table> {
  const calls = ALL_CASES.flatMap(({ service, cases }) => cases.map((example) => callOf(service, example)));
  for (const call of calls) await policyOf(call); // loads every model once: a warm executor has them
  const times: number[] = [];
  const lengths: number[] = [];
  let refused = 0;
  for (let round = 0; round < runs; round += 1) {
    for (const call of calls) {
      const start = performance.now();
      const policy = await policyOf(call);
      times.push(performance.now() - start);
      if (policy.kind === 'written') lengths.push(policy.text.length);
      else refused += 1;
    }
  }
  return {
    title: `From a call to its session policy: validation, rule, policy; ${calls.length} example calls`,
    columns: ['', 'p50', 'p99', 'largest'],
    rows: [
      ['time, ms', percentile(times, 50), percentile(times, 99), Math.max(...times)],
      [`characters of ${SESSION_POLICY_LIMIT}`, percentile(lengths, 50), percentile(lengths, 99), Math.max(...lengths)],
      ['refused as too large', '', '', refused / runs],
    ],
  };
}

async function policyOf(call: ReturnType<typeof callOf>): Promise<SessionPolicy> {
  const examined = await examine(call);
  if (examined.kind === 'refused' || !('grants' in examined.resolution))
    throw new Error(`The example ${call.service} ${call.operation} does not resolve`);
  const { grants } = examined.resolution;
  return sessionPolicy({ grants, account: call.account, region: call.region, notAfter: new Date(0) });
}

function measureImports(outdir: string, runs: number): Table {
  const map = join(repository, 'lambdas/adapters/sdk-clients.ts');
  const { directory } = bundle({ name: 'clients', handler: map, outdir });
  const index = JSON.stringify(join(directory, 'index.mjs'));
  const rows = MOST_USED.map((service) => {
    const times = Array.from({ length: runs }, () => importOnce(index, service));
    return [service, median(times), Math.max(...times)];
  });
  return {
    title: 'The first import of a client from the bundle, in a fresh process',
    columns: ['client', 'median ms', 'slowest ms'],
    rows,
  };
}

function importOnce(index: string, service: string): number {
  const script = `const { SDK_CLIENTS } = await import(${index}); const start = performance.now();
    await SDK_CLIENTS.${service}(); process.stdout.write(String(performance.now() - start));`;
  const node = join(repository, 'node_modules/.bin/node');
  return Number(execFileSync(node, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}
