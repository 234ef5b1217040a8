import type { OperationStore, TaskTokenStore } from '../record/operation-store.ts';
import { postCard } from '../record/steps.ts';
import { transition } from '../record/transition.ts';
import type { Clock } from '../runtime/clock.ts';
import { NotFound, WrongStatus } from '../runtime/errors.ts';
import { closedCard, requestCard } from './card.ts';
import type { ReviewChannel } from './channel.ts';

/** What the workflow hands over: the id, and the token by which it waits. */
export interface ApprovalRequest {
  readonly operationId: string;
  readonly taskToken: string;
}

export interface RequestDeps {
  readonly operations: OperationStore & TaskTokenStore;
  readonly channel: ReviewChannel;
  readonly clock: Clock;
}

/**
 * Keeps the token and puts the request into the channel, once: a retry after the card was recorded posts nothing.
 * Throws WrongStatus when there is nothing to decide any more (a card that came too late loses its buttons first), SlackUnavailable or SlackRefused when the card did not get there.
 */
export async function requestApproval(request: ApprovalRequest, deps: RequestDeps): Promise<void> {
  const { operationId, taskToken } = request;
  const operation = await deps.operations.read(operationId);
  if (!operation) throw new NotFound(operationId);
  if (operation.status !== 'PENDING') throw new WrongStatus(operationId, operation.status, 'asking for approval');
  await deps.operations.keepToken(operationId, taskToken);
  if (operation.card) return;
  const card = await deps.channel.post(requestCard(operation));
  const after = await transition(deps.operations, operationId, (current) =>
    current.status === 'PENDING' ? postCard(current, card, deps.clock()) : undefined,
  );
  if (after.status === 'PENDING') return;
  await deps.channel.update(card, closedCard(after));
  throw new WrongStatus(operationId, after.status, 'asking for approval');
}
