import { closedCard, outcomeLine } from '../approve/card.ts';
import type { ReviewChannel, WaitingWorkflow } from '../approve/channel.ts';
import { isOpen, type Operation, type Outcome } from '../record/operation.ts';
import type { OperationStore, TaskTokenStore } from '../record/operation-store.ts';
import { close } from '../record/steps.ts';
import { transition } from '../record/transition.ts';
import type { Clock } from '../runtime/clock.ts';
import { NotFound } from '../runtime/errors.ts';

export interface CloseDeps {
  readonly operations: OperationStore & TaskTokenStore;
  readonly channel: ReviewChannel;
  readonly workflow: WaitingWorkflow;
  readonly clock: Clock;
}

/** What the workflow knows when it ends: the id, and the name of the error that ended it early. */
export interface CloseRequest {
  readonly operationId: string;
  readonly failure?: string;
  /** Set by the sweep: only what is still overdue is closed, since an executor may have claimed it a moment ago. */
  readonly onlyOverdue?: boolean;
}

/**
 * The end of every way: whatever is still open is closed, so that it gets its receipt, and the reviewers are told. Doing it
 * again changes nothing. Throws SlackUnavailable when only the telling failed.
 */
export async function closeOperation(
  request: CloseRequest,
  deps: CloseDeps,
): Promise<{ operationId: string; status: string }> {
  const found = await deps.operations.read(request.operationId);
  if (!found) throw new NotFound(request.operationId);
  const operation = await transition(deps.operations, found.id, (current) => {
    if (request.onlyOverdue && !isOverdue(current, deps.clock())) return undefined;
    const outcome = endOf(current, request.failure);
    return outcome && close(current, outcome, { at: deps.clock(), by: 'gateway' });
  });
  const goesOn = await endWait(operation, deps);
  if (!goesOn) await announce(operation, deps.channel);
  return { operationId: operation.id, status: operation.status };
}

/** How an operation that is still open ends now that nothing is at work on it; undefined when it has ended. */
function endOf(operation: Operation, failure: string | undefined): Outcome | undefined {
  switch (operation.status) {
    case 'PENDING':
      return { status: 'EXPIRED', because: unanswered(failure) };
    case 'ALLOWED':
    case 'APPROVED':
      return { status: 'EXPIRED', because: 'It was not started in time; nothing ran.' };
    case 'EXECUTING':
      return {
        status: 'OUTCOME_UNKNOWN',
        because: 'The executor was lost after the claim; the call may have run. It is not run again.',
      };
    default:
      return undefined;
  }
}

function unanswered(failure: string | undefined): string {
  if (failure === undefined || failure === 'States.Timeout') return 'Nobody answered in time; nothing ran.';
  if (failure.startsWith('Slack')) return 'The request did not reach the reviewers (Slack); nothing ran.';
  return 'The approval could not be completed; nothing ran.';
}

/**
 * An operation that ended while its workflow still waits, because it was cancelled or swept, ends the wait too. True when
 * the workflow goes on: its own last state then tells the reviewers, and they are told once.
 */
async function endWait(operation: Operation, deps: CloseDeps): Promise<boolean> {
  if (operation.status !== 'CANCELLED' && operation.status !== 'EXPIRED') return false;
  const token = await deps.operations.tokenOf(operation.id);
  return token !== undefined && deps.workflow.decided(token, operation.status);
}

async function announce(operation: Operation, channel: ReviewChannel): Promise<void> {
  const card = 'card' in operation ? operation.card : undefined;
  if (!card || isOpen(operation)) return;
  await channel.update(card, closedCard(operation));
  await channel.reply(card, outcomeLine(operation));
}

/** True for an open operation whose time is over. */
export function isOverdue(operation: Operation, now: Date): boolean {
  return isOpen(operation) && operation.deadline < now.toISOString();
}
