import type { Decision } from '../decide/decision.ts';
import { isoAfter } from '../runtime/clock.ts';
import type { Operation, Pending } from './operation.ts';
import { waitSeconds } from './receive.ts';

/** An operation as far as it tells when further groups are asked. */
type Asked = Pick<Operation, 'decision' | 'shown' | 'createdAt'>;

/**
 * The groups whose members decide at a time (ISO 8601, UTC): those that were asked, and from half of the wait on also those that the
 * policy escalates to. The groups are of the operation's own decision, or of another one on the same call, such as today's.
 */
export function groupsAt(asked: Asked, at: string, decision: Decision = asked.decision): readonly string[] {
  if (decision.verdict !== 'ask') return [];
  const { approvers, escalate = [] } = decision;
  return isHalfOver(asked, at) ? [...approvers, ...escalate] : approvers;
}

/** The further groups that are to be told of a request now; none where nobody escalates it, or they know. */
export function groupsToTell(operation: Pending, now: Date): readonly string[] {
  const { decision, deadline, escalatedAt } = operation;
  const at = now.toISOString();
  if (decision.verdict !== 'ask' || escalatedAt !== undefined || at >= deadline) return [];
  return isHalfOver(operation, at) ? (decision.escalate ?? []) : [];
}

function isHalfOver({ decision, shown, createdAt }: Asked, at: string): boolean {
  return decision.verdict === 'ask' && at >= isoAfter(new Date(createdAt), waitSeconds(shown, decision) / 2);
}
