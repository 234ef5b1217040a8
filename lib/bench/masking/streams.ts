import { join } from 'node:path';
import type { Table } from '../table.ts';
import { NODE, work } from './processes.ts';

const MEGABYTES = [1, 10, 100];
const FIGURES = ['MB/s', 'scanned MB', 'shown KB', 'before MB', 'peak MB'];
/** In MiB: a function of 512 MiB has no more for its heap. */
const HEAP = 256;
const LIMIT = 240;

/** What a streamed body of the size of a log file costs: its memory must not grow with it. Each in a process of its own. */
export async function measureStreams(): Promise<Table> {
  const rows = [];
  for (const megabytes of MEGABYTES) {
    const args = [
      `--max-old-space-size=${HEAP}`,
      join(import.meta.dirname, 'stream-worker.ts'),
      String(megabytes * 1_000_000),
    ];
    const { figures, fault = '' } = await work({ command: NODE, args, limit: LIMIT });
    const values = FIGURES.map((name) => figures.find((figure) => figure.name === name)?.value ?? '-');
    rows.push([megabytes, ...values, fault]);
  }
  return {
    title: `A streamed log, read to its end: processor time, and resident memory of the whole process before and at its peak; heap limited to ${HEAP} MiB`,
    columns: ['MB', ...FIGURES, 'note'],
    rows,
  };
}
