import type { OperationEvent } from '../record/events.ts';
import { isOpen, type Operation } from '../record/operation.ts';
import type { Json, JsonObject } from '../runtime/json.ts';

/** An operation as its agent sees it: statuses, reasons and the masked result; never an approval token, a card or a signature. */
export function presented(operation: Operation, events?: readonly OperationEvent[]): JsonObject {
  const { id, status, digest, createdAt, shown, question, decision } = operation;
  return {
    id,
    status,
    terminal: !isOpen(operation),
    digest,
    createdAt,
    operation: { service: shown.service, operation: shown.operation, account: shown.account, region: shown.region },
    input: shown.input,
    reason: shown.reason,
    ...(shown.session && { session: { id: shown.session.id } }),
    tier: question.tier,
    decision: { verdict: decision.verdict, reasons: decision.reasons, policies: decision.policies },
    ...ending(operation),
    ...(events && { timeline: events.map(({ at, type, by }) => ({ at, type, by })) }),
  };
}

function ending(operation: Operation): JsonObject {
  if (isOpen(operation)) return operation.status === 'EXECUTING' ? {} : { deadline: operation.deadline };
  const { closedAt } = operation;
  switch (operation.status) {
    case 'SUCCEEDED':
      return { closedAt, result: operation.result, masking: operation.masking as unknown as Json };
    case 'FAILED':
      return { closedAt, error: { ...operation.failure }, masking: operation.masking as unknown as Json };
    default:
      return { closedAt, because: operation.because };
  }
}
