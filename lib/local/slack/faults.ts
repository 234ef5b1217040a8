/**
 * A disturbance of the next `count` Web API calls (of one `method`, or of any). `seconds` is the Retry-After of a rate
 * limit and the delay of a slow call; an outage answers 503 at once.
 */
export interface Fault {
  readonly kind: 'rate-limit' | 'outage' | 'slow';
  readonly count: number;
  readonly seconds: number;
  readonly method?: string;
}

/** The faults that wait for their calls, in the order they were asked for. */
export interface FaultQueue {
  add(fault: Fault): void;
  take(method: string): Fault | undefined;
  clear(): void;
}

/** Reads a fault from a control request; throws a TypeError that says what is wrong and how to write it. */
export function parseFault(body: Readonly<Record<string, unknown>>): Fault {
  const { kind, count = 1, seconds = 1, method } = body;
  if (!isKind(kind)) throw new TypeError('kind must be "rate-limit", "outage" or "slow"');
  if (!isWithin(count, 1, 1000)) throw new TypeError('count must be a whole number of calls from 1 to 1000');
  if (!isWithin(seconds, 0, 60)) throw new TypeError('seconds must be a whole number from 0 to 60');
  if (method === undefined) return { kind, count, seconds };
  if (typeof method !== 'string') throw new TypeError('method must name a Web API method');
  return { kind, count, seconds, method };
}

/** A queue without faults. */
export function faultQueue(): FaultQueue {
  let waiting: Fault[] = [];
  return {
    add: (fault) => void waiting.push(fault),
    take(method) {
      const index = waiting.findIndex((fault) => fault.method === undefined || fault.method === method);
      const fault = waiting[index];
      if (!fault) return undefined;
      waiting =
        fault.count > 1 ? waiting.with(index, { ...fault, count: fault.count - 1 }) : waiting.toSpliced(index, 1);
      return fault;
    },
    clear: () => void (waiting = []),
  };
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function isKind(value: unknown): value is Fault['kind'] {
  return value === 'rate-limit' || value === 'outage' || value === 'slow';
}
