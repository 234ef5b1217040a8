import type { Directory } from '../decide/directory.ts';
import { maskText } from '../mask/mask.ts';
import type { OperationStore } from '../record/operation-store.ts';
import { EVERYBODY, nextOrder, type Order, type OrderDraft, type Stop } from '../record/stop.ts';
import type { StopStore } from '../record/stop-store.ts';
import type { Clock } from '../runtime/clock.ts';
import { Conflict } from '../runtime/errors.ts';
import { logFailure } from '../runtime/logger.ts';

/** Begins to close what a stop left waiting, without being waited for. */
export interface Sweeper {
  sweep(): Promise<void>;
}

export interface OrderDeps {
  readonly stops: StopStore;
  readonly operations: OperationStore;
  readonly sweeper: Sweeper;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** What an operator asks for; `scope` is `all`, an agent's ARN, or the end of one. */
export interface Asked {
  readonly type: Order['type'];
  readonly scope: string;
  readonly by: string;
  readonly reason: string;
}

/** A stop that holds from now on, and what had begun before it: those calls end by themselves, within two minutes. */
export interface StopGiven {
  readonly kind: 'stopped';
  readonly stop: Stop;
  readonly running: readonly string[];
  /** Whether closing what waits has begun; otherwise the sweep does it within the minute. */
  readonly closing: boolean;
}

export type Ordered =
  | StopGiven
  | { readonly kind: 'resumed'; readonly scope: string; readonly remaining: readonly Stop[] }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * Takes an operator's order. A stop is in the table before anything else happens; once this returns, nothing of its scope
 * starts. What waits is closed by the sweep, which is called here and comes by each minute anyway.
 */
export async function order(asked: Asked, deps: OrderDeps): Promise<Ordered> {
  const known = asked.type === 'stopped' ? Object.keys(deps.directory.agents) : await stopped(deps.stops);
  const scope = asked.scope === EVERYBODY ? EVERYBODY : named(asked.scope, known);
  if (scope === undefined) return { kind: 'refused', detail: unknown(asked.scope, known) };
  if (asked.type === 'resumed' && !known.includes(scope)) return { kind: 'refused', detail: `${scope} is not stopped` };
  const { type, by } = asked;
  const reason = maskText(asked.reason).text;
  const given = await append({ type, scope, by, reason, at: deps.clock().toISOString() }, deps.stops);
  return type === 'stopped' ? afterStop(given, deps) : { kind: 'resumed', scope, remaining: await deps.stops.stops() };
}

async function stopped(stops: StopStore): Promise<readonly string[]> {
  return (await stops.stops()).map(({ scope }) => scope);
}

/** The one known scope that is this text, or ends with it after a slash. */
function named(text: string, known: readonly string[]): string | undefined {
  if (known.includes(text)) return text;
  const ending = known.filter((scope) => scope.endsWith(`/${text}`));
  return ending.length === 1 ? ending[0] : undefined;
}

function unknown(text: string, known: readonly string[]): string {
  return `${text} is not one of ${known.join(', ') || 'none'}; write its ARN, or a name that only one of them ends with`;
}

const ATTEMPTS = 8;

async function append(draft: OrderDraft, stops: StopStore): Promise<Order> {
  for (let attempt = 1; ; attempt += 1) {
    const next = nextOrder(await stops.lastOrder(), draft);
    try {
      await stops.give(next);
      return next;
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** The stop stands, whatever fails from here on. */
async function afterStop({ scope, by, at, reason }: Order, deps: OrderDeps): Promise<StopGiven> {
  const stop = { scope, by, at, reason };
  const closing = await attempted(async () => {
    await deps.sweeper.sweep();
    return true;
  });
  const running = await attempted(() => runningIn(scope, deps.operations));
  return { kind: 'stopped', stop, running: running ?? [], closing: closing ?? false };
}

async function attempted<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    logFailure('A stop holds, but what follows it failed', error);
    return undefined;
  }
}

/** Later than every deadline. */
const EVER = '9999';

async function runningIn(scope: string, operations: OperationStore): Promise<readonly string[]> {
  const ids = await operations.overdue('EXECUTING', EVER);
  const found = await Promise.all(ids.map((id) => operations.read(id)));
  return found.flatMap((one) =>
    one?.status === 'EXECUTING' && (scope === EVERYBODY || one.shown.agent === scope) ? [one.id] : [],
  );
}
