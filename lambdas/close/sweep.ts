import { type EscalateDeps, escalateRequest } from '../approve/escalate.ts';
import { isOpen, type Operation } from '../record/operation.ts';
import { OPEN_STATUSES } from '../record/status.ts';
import { close } from '../record/steps.ts';
import { EVERYBODY, type Stop, stoppedOutcome } from '../record/stop.ts';
import type { StopStore } from '../record/stop-store.ts';
import { transition } from '../record/transition.ts';
import { logFailure } from '../runtime/logger.ts';
import { type CloseDeps, closeOperation, isOverdue } from './close.ts';

export type SweepDeps = CloseDeps & EscalateDeps & { readonly stops: StopStore };

/** How many operations were closed, and how many could not be, or not be escalated: those are found again the next time. */
export interface Swept {
  readonly closed: number;
  readonly left: number;
}

/**
 * Closes what an operator's stop keeps from starting, and what is overdue, however it came to be forgotten: a workflow that
 * never started, a lost signal, a dead executor. Then escalates what nobody decides. One operation that cannot be swept does not keep
 * the others from it.
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const stopped = await sweepStopped(deps);
  const overdue = await sweepOverdue(deps);
  const untold = await sweepUndecided(deps);
  return { closed: stopped.closed + overdue.closed, left: stopped.left + overdue.left + untold };
}

/** Later than every deadline. */
const EVER = '9999';

/** How many requests could not be escalated now. */
async function sweepUndecided(deps: SweepDeps): Promise<number> {
  return brokenOf(await deps.operations.overdue('PENDING', EVER), (id) => escalateRequest(id, deps));
}

async function sweepOverdue(deps: SweepDeps): Promise<Swept> {
  const now = deps.clock().toISOString();
  const found = await Promise.all(OPEN_STATUSES.map((status) => deps.operations.overdue(status, now)));
  const ids = found.flat();
  const left = await brokenOf(ids, (id) => closeOverdue(id, deps));
  return { closed: ids.length - left, left };
}

async function closeOverdue(operationId: string, deps: SweepDeps): Promise<boolean> {
  const operation = await deps.operations.read(operationId);
  if (operation && isOverdue(operation, deps.clock())) await closeOperation({ operationId, onlyOverdue: true }, deps);
  return true;
}

/** So many at a time: an emergency has many, and each takes several round trips. */
const ABREAST = 10;

/** What is being executed is left to end: its call was made before the stop. */
async function sweepStopped(deps: SweepDeps): Promise<Swept> {
  const stops = await deps.stops.stops();
  if (stops.length === 0) return { closed: 0, left: 0 };
  const startable = ['PENDING', 'ALLOWED', 'APPROVED'] as const;
  const ids = (await Promise.all(startable.map((status) => deps.operations.overdue(status, EVER)))).flat();
  const ends: (boolean | undefined)[] = [];
  for (let from = 0; from < ids.length; from += ABREAST) {
    const some = ids.slice(from, from + ABREAST);
    ends.push(...(await Promise.all(some.map((id) => unlessBroken(id, () => closeStopped(id, stops, deps))))));
  }
  return { closed: ends.filter(Boolean).length, left: ends.filter((end) => end === undefined).length };
}

/** True when the operation was closed here. */
async function closeStopped(id: string, stops: readonly Stop[], deps: SweepDeps): Promise<boolean> {
  let mine = false;
  await transition(deps.operations, id, (current) => {
    const stop = isStartable(current) ? stops.find((one) => holdsFor(one, current)) : undefined;
    mine = stop !== undefined;
    return stop && close(current, stoppedOutcome(current, stop), { at: deps.clock(), by: 'gateway' });
  });
  if (mine) await closeOperation({ operationId: id }, deps); // it is closed: this wakes the workflow and tells the reviewers
  return mine;
}

function isStartable(operation: Operation): boolean {
  return isOpen(operation) && operation.status !== 'EXECUTING';
}

function holdsFor({ scope }: Stop, { shown }: Operation): boolean {
  return scope === EVERYBODY || scope === shown.agent;
}

/** Does the work for each operation in turn, and says for how many it could not be done. */
async function brokenOf(ids: readonly string[], work: (id: string) => Promise<boolean>): Promise<number> {
  let broken = 0;
  for (const id of ids) if ((await unlessBroken(id, () => work(id))) === undefined) broken += 1;
  return broken;
}

async function unlessBroken<T>(operationId: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    logFailure('An operation could not be swept', error, { operationId });
    return undefined;
  }
}
