import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '../../local/engine/environment.ts';
import type { Figure } from './measure.ts';

/** What came of a worker: its figures, and why there are no more, if it did not end well. */
export interface Worked {
  readonly figures: readonly Figure[];
  readonly fault?: string;
}

/** A worker process: what to run, what it reads, and when it is ended, in seconds. */
export interface Worker {
  readonly command: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly limit: number;
}

/** The pinned Node 24. */
export const NODE = join(repository, 'node_modules/.bin/node');

/** Runs a worker to its end, or to its limit: an expression that backtracks for ever does not keep the others waiting. */
export async function work({ command, args, input = '', limit }: Worker): Promise<Worked> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const kept = { out: '', err: '', cut: false };
    const timer = setTimeout(() => (kept.cut = child.kill('SIGKILL')), limit * 1000);
    child.stdout.on('data', (text: Buffer) => (kept.out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (kept.err = (kept.err + text.toString()).slice(-4096)));
    child.stdin.on('error', () => undefined); // its end says why it did not read
    child.once('error', (error) => (kept.err = error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ figures: figuresIn(kept.out), ...faultOf(code, kept, limit) });
    });
    child.stdin.end(input);
  });
}

function faultOf(code: number | null, { err, cut }: { err: string; cut: boolean }, limit: number) {
  if (cut) return { fault: `ended after ${limit} s` };
  if (code === 0) return {};
  return { fault: `failed: ${err.trim().split('\n').at(-1)?.slice(0, 120) ?? ''}` };
}

function figuresIn(out: string): readonly Figure[] {
  return out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Figure);
}
