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
  const from = halfTime(asked);
  const further = from !== undefined && at >= from ? (decision.escalate ?? []) : [];
  return [...decision.approvers, ...further];
}

/** The further groups that are to be told of a request now; none where nobody escalates it, or they know. */
export function groupsToTell(operation: Pending, now: Date): readonly string[] {
  if (operation.escalatedAt !== undefined || operation.decision.verdict !== 'ask') return [];
  const at = now.toISOString();
  const from = halfTime(operation);
  const isDue = from !== undefined && from <= at && at < operation.deadline;
  return isDue ? (operation.decision.escalate ?? []) : [];
}

function halfTime({ decision, shown, createdAt }: Asked): string | undefined {
  if (decision.verdict !== 'ask') return undefined;
  return isoAfter(new Date(createdAt), waitSeconds(shown, decision) / 2);
}
