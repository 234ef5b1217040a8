import { type Directory, eligibleOf } from '../decide/directory.ts';
import { groupsToTell } from '../record/escalation.ts';
import type { Pending } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import { escalate } from '../record/steps.ts';
import { transition } from '../record/transition.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ReviewChannel } from './channel.ts';

export interface EscalateDeps {
  readonly operations: OperationStore;
  readonly channel: ReviewChannel;
  readonly directory: Directory;
  readonly clock: Clock;
}

/**
 * Tells the groups that a policy escalates to, once half of a request's time has passed, in the thread of its card. What they may
 * decide does not hang on it. Told first and recorded then: after a fault they are told again, and not forgotten. False if there was
 * nobody to tell. Throws SlackUnavailable when Slack does not take the message now.
 */
export async function escalateRequest(operationId: string, deps: EscalateDeps): Promise<boolean> {
  const operation = await deps.operations.read(operationId);
  if (operation?.status !== 'PENDING' || !operation.card) return false;
  const groups = groupsToTell(operation, deps.clock());
  if (groups.length === 0) return false;
  await deps.channel.reply(operation.card, sentence(operation, groups, deps.directory));
  await transition(deps.operations, operationId, (current) =>
    current.status === 'PENDING' && current.escalatedAt === undefined
      ? escalate(current, groups, deps.clock())
      : undefined,
  );
  return true;
}

function sentence({ shown, deadline }: Pending, groups: readonly string[], directory: Directory): string {
  const until = deadline.slice(11, 19);
  const named = groups.map((group) => {
    const members = eligibleOf(directory, { groups: [group], agentArn: shown.agent });
    return `${group} (${members.map((member) => `<@${member}>`).join(', ') || 'nobody in it may decide this'})`;
  });
  return `Half of the time has passed. Asked as well from now on: ${named.join('; ')}. Open until ${until} UTC.`;
}
