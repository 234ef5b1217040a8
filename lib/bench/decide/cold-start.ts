import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Question } from '../../../lambdas/decide/decision.ts';
import type { PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { repository } from '../../local/engine/environment.ts';
import { median } from '../statistics.ts';
import type { Cell } from '../table.ts';

/** The parts of a start, in milliseconds each. */
const PARTS = ['engine', 'set', 'first'] as const;
export const COLD_COLUMNS = ['policies', 'Cedar loaded ms', 'set ready ms', 'first decision ms'];

/** The medians over fresh processes: Cedar's WebAssembly loaded and compiled, the policy set ready, the first decision. */
export function coldStart(prepared: PreparedPolicies, question: Question, runs: number): readonly Cell[] {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-decide-'));
  try {
    const files = [join(folder, 'set.json'), join(folder, 'question.json')] as const;
    writeFileSync(files[0], JSON.stringify(prepared));
    writeFileSync(files[1], JSON.stringify(question));
    const starts = Array.from({ length: runs }, () => startOnce(files));
    return [Object.keys(prepared.policies).length, ...PARTS.map((part) => median(starts.map((start) => start[part])))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Start = Readonly<Record<(typeof PARTS)[number], number>>;

function startOnce(files: readonly string[]): Start {
  const child = join(import.meta.dirname, 'cold-start-child.mjs');
  const modules = join(repository, 'lambdas/decide');
  return JSON.parse(execFileSync(process.execPath, [child, ...files, modules], { encoding: 'utf8' })) as Start;
}
