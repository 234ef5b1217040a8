import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';
import { maskBody } from '../../../lambdas/mask/stream/body.ts';
import { asText, corpusOf } from './documents.ts';
import { type Figure, processorTime } from './measure.ts';

/** Masks a streamed log of so many bytes, `stream-worker.ts BYTES`, and prints what it cost, one figure a line. */
const bytes = Number(process.argv[2]);
const CHUNK = 64 * 1024;
const MEGABYTE = 1e6;
const log = Buffer.from(corpusOf('logs', 1_000_000).documents.map(asText).join('\n'));

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < bytes; sent += CHUNK) {
    const from = sent % (log.length - CHUNK);
    yield log.subarray(from, from + CHUNK);
  }
}

const before = peakMegabytes();
const start = processorTime();
const { text, report } = await maskBody(
  { member: 'Body', bytes: chunks() },
  { plan: SCAN_EVERYTHING, known: new Map(), limits: { read: 2 * bytes, shown: 224 * 1024 } },
);
tell({ name: 'MB/s', value: bytes / MEGABYTE / ((processorTime() - start) / 1000), sample: bytes });
tell({ name: 'scanned MB', value: report.bytesScanned / MEGABYTE, sample: 1 });
tell({ name: 'shown KB', value: Buffer.byteLength(text) / 1000, sample: 1 });
tell({ name: 'before MB', value: before, sample: 1 });
tell({ name: 'peak MB', value: peakMegabytes(), sample: 1 });

function tell(figure: Figure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

/** The most memory that the process has had in RAM so far, everything in it counted. */
function peakMegabytes(): number {
  return (process.resourceUsage().maxRSS * 1024) / MEGABYTE;
}
