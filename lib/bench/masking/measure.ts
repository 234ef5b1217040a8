import { asText, corpusOf, type Corpus } from './documents.ts';
import { median, percentile } from '../statistics.ts';

/** An engine under measurement: how it masks one document, and whether it takes objects or only their text. */
export interface Engine {
  readonly takes: 'objects' | 'text';
  mask(document: unknown): unknown;
}

/** How long an engine is measured at most, in seconds for each figure, and how many bytes it is given. */
export interface Budget {
  readonly seconds: number;
  readonly bytes: number;
  readonly runs: number;
}

/** One figure, as a worker prints it. `sample` says over how many bytes or runs it was taken. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly sample: number;
}

const KINDS: readonly Corpus['kind'][] = ['CloudTrail', 'DynamoDB', 'logs'];
const MEGABYTE = 1e6;

/** Measures an engine and reports each figure when it has it, so that a run which is cut short has told the others. */
export async function measure(engine: Engine, budget: Budget, report: (figure: Figure) => void): Promise<void> {
  const before = residentMegabytes();
  for (const kind of KINDS) report(await throughput(engine, kind, budget));
  for (const figure of await latencies(engine, budget)) report(figure);
  report(await largeAnswer(engine, budget));
  report({ name: 'memory', value: residentMegabytes() - before, sample: 1 });
}

/** So long an engine runs on documents like those that are measured, before they are: a function that has answered once is warm. */
const WARM_UP = 1500;

/** MB of input text in a second of processor time: the median of as many passes over the documents as the time allows. */
async function throughput(engine: Engine, kind: Corpus['kind'], budget: Budget): Promise<Figure> {
  const documents = prepared(engine, corpusOf(kind, budget.bytes));
  await warmUp(engine, documents);
  const until = performance.now() + budget.seconds * 1000;
  const passes = [await passOver(engine, documents, until)];
  while (performance.now() < until) passes.push(await passOver(engine, documents, until));
  return {
    name: kind,
    value: median(passes.map(({ bytes, milliseconds }) => bytes / MEGABYTE / (milliseconds / 1000))),
    sample: passes.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** One pass, or what the time allows of it: how much was masked, in how much processor time. */
async function passOver(engine: Engine, documents: Prepared, until: number) {
  const start = processorTime();
  let bytes = 0;
  for (const { document, size } of documents) {
    await engine.mask(document);
    bytes += size;
    if (performance.now() > until) break;
  }
  return { bytes, milliseconds: processorTime() - start };
}

async function warmUp(engine: Engine, documents: Prepared): Promise<void> {
  const until = performance.now() + WARM_UP;
  for (let next = 0; performance.now() < until; next++) await engine.mask(documents[next % documents.length]?.document);
}

async function latencies(engine: Engine, budget: Budget): Promise<readonly Figure[]> {
  const documents = prepared(engine, corpusOf('CloudTrail', 64 * 8192));
  const times = await timed(engine, documents, budget);
  const sample = times.length;
  return [
    { name: '8 KB p50', value: percentile(times, 50), sample },
    { name: '8 KB p99', value: percentile(times, 99), sample },
  ];
}

async function largeAnswer(engine: Engine, budget: Budget): Promise<Figure> {
  const documents = prepared(engine, corpusOf('CloudTrail', 1, 1024 * 1024));
  const times = await timed(engine, documents, { ...budget, runs: 7 });
  return { name: '1 MB', value: median(times), sample: times.length };
}

type Prepared = readonly { readonly document: unknown; readonly size: number }[];

/** Milliseconds of each run; at least one, whatever it takes. */
async function timed(engine: Engine, documents: Prepared, { seconds, runs }: Budget): Promise<readonly number[]> {
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await engine.mask(documents[run % documents.length]?.document);
    times.push(performance.now() - start);
    if (performance.now() > until) break;
  }
  return times;
}

function prepared({ takes }: Engine, { documents }: Corpus): Prepared {
  return documents.map((document) => {
    const text = asText(document);
    return { document: takes === 'text' ? text : document, size: Buffer.byteLength(text) };
  });
}

/** Milliseconds that this process has had a processor so far, on all threads: what else the machine does is not in it. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The most memory that the process has had in RAM so far. */
function residentMegabytes(): number {
  return (process.resourceUsage().maxRSS * 1024) / MEGABYTE;
}
