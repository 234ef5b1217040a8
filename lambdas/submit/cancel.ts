import type { Operation } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import { close } from '../record/steps.ts';
import { transition } from '../record/transition.ts';
import type { Clock } from '../runtime/clock.ts';
import { logFailure } from '../runtime/logger.ts';
import { readOwn } from './read.ts';

/** Tells the workflow and the channel that an operation is over. */
export interface Announcer {
  announce(operationId: string): Promise<void>;
}

export interface CancelDeps {
  readonly operations: OperationStore;
  readonly announcer: Announcer;
  readonly clock: Clock;
}

export type Cancelled =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'too-late'; readonly operation: Operation };

/**
 * Takes back an operation that waits or is approved. One that executes or has ended stays as it is: too late. Cancelling a
 * cancelled operation is no error. Undefined when the caller has no such operation.
 */
export async function cancel(id: string, agent: string, deps: CancelDeps): Promise<Cancelled | undefined> {
  const own = await readOwn(id, agent, deps.operations);
  if (!own) return undefined;
  let mine = false;
  const operation = await transition(deps.operations, id, (current) => {
    mine = current.status === 'PENDING' || current.status === 'APPROVED';
    if (!mine) return undefined;
    return close(
      current,
      { status: 'CANCELLED', because: 'cancelled by the agent' },
      { at: deps.clock(), by: `agent:${agent}` },
    );
  });
  if (mine) await announce(id, deps.announcer);
  return { kind: operation.status === 'CANCELLED' ? 'operation' : 'too-late', operation };
}

/** The cancellation stands whether or not the reviewers hear of it now: the workflow tells them at its own end. */
async function announce(id: string, announcer: Announcer): Promise<void> {
  try {
    await announcer.announce(id);
  } catch (error) {
    logFailure('A cancellation could not be announced', error, { operationId: id });
  }
}
