import { gunzipSync } from 'node:zlib';
import { isSigned } from '../../lambdas/approve/grant.ts';
import { countApprovers } from '../../lambdas/decide/directory.ts';
import { groupsAt } from '../../lambdas/record/escalation.ts';
import type { OperationEvent } from '../../lambdas/record/events.ts';
import { type Closed, isOpen, type Operation } from '../../lambdas/record/operation.ts';
import type { OperationStore, TaskTokenStore } from '../../lambdas/record/operation-store.ts';
import { isClosed, type Status } from '../../lambdas/record/status.ts';
import type { Gateway } from './a-gateway.ts';
import type { Ending } from './a-turnstile.ts';

type AnyGateway = Gateway<OperationStore & TaskTokenStore>;

/** What is known when a schedule is over. */
interface Over {
  readonly operation: Operation;
  readonly endings: readonly Ending[];
  /** Whether a stop of its agent returned while it was not claimed, and was never lifted. */
  readonly unclaimed?: boolean;
}

/** Errors that a caller may see when it comes too late or loses a race; everything else is a bug. */
const EXPECTED = new Set(['WrongStatus', 'Conflict']);
const RAN: readonly Status[] = ['SUCCEEDED', 'FAILED', 'OUTCOME_UNKNOWN'];

/** The invariants of the design that do not hold, one sentence each; none when all do. */
export async function brokenInvariants(gateway: AnyGateway, over: Over): Promise<readonly string[]> {
  const { operation } = over;
  const events = await gateway.store.events(operation.id);
  if (isOpen(operation)) return [`it was left ${operation.status}`];
  return [
    ...executionFaults(gateway, operation, events),
    ...(await approvalFaults(gateway, operation, events)),
    ...historyFaults(operation, events),
    ...receiptFaults(gateway, operation),
    ...stopFaults(events, over),
    ...over.endings.filter(isUnexpected).map(({ name, error }) => `${name} threw ${String(error)}`),
  ];
}

function executionFaults({ aws }: AnyGateway, operation: Closed, events: readonly OperationEvent[]): string[] {
  const claims = events.filter(({ type }) => type === 'claimed').length;
  const [issued, calls] = [aws.issued.length, aws.sent.length];
  return told({
    [`it was called ${calls} times`]: calls > 1,
    [`credentials were issued ${issued} times`]: issued > 1,
    [`it was claimed ${claims} times`]: claims > 1,
    'it was called without credentials': calls > issued,
    'credentials were issued without a claim': issued > claims,
    [`it was claimed and ended ${operation.status}`]: claims === 1 && !RAN.includes(operation.status),
    [`it was never claimed and ended ${operation.status}`]: claims === 0 && RAN.includes(operation.status),
    [`it was never called and ended ${operation.status}`]:
      calls === 0 && ['SUCCEEDED', 'FAILED'].includes(operation.status),
  });
}

/** What must have stood in the record when the claim was made. */
async function approvalFaults(
  gateway: AnyGateway,
  operation: Closed,
  events: readonly OperationEvent[],
): Promise<string[]> {
  const claimed = events.find(({ type }) => type === 'claimed');
  const { decision, grant, shown } = operation;
  if (!claimed || decision.verdict !== 'ask') return [];
  const before = events.slice(0, events.indexOf(claimed));
  const said = before.filter(({ type }) => type === 'verdict-given');
  const reviews = said.map(({ by, at }) => ({
    reviewer: by.replace('reviewer:', ''),
    approvers: groupsAt(operation, at),
    agentArn: shown.agent,
  }));
  return told({
    'it was claimed without a grant': !grant,
    'it was claimed on a forged grant': !grant || !isSigned(grant, await gateway.executor.grantKey.publicKey()),
    'it was claimed too late': !grant || claimed.at >= grant.statement.notAfter,
    'it was claimed without its quorum': countApprovers(gateway.api.directory, reviews) < decision.quorum,
    'it was claimed after a rejection': said.some(({ facts }) => facts['answer'] !== 'approve'),
    'somebody was counted twice': new Set(reviews.map(({ reviewer }) => reviewer)).size !== reviews.length,
  });
}

function stopFaults(events: readonly OperationEvent[], { unclaimed = false }: Over): string[] {
  const claimed = events.some(({ type }) => type === 'claimed');
  return told({ 'it was claimed after a stop had returned': unclaimed && claimed });
}

function historyFaults(operation: Closed, events: readonly OperationEvent[]): string[] {
  const endings = events.filter(({ status }) => status !== 'RECEIVED' && isClosed(status));
  const times = events.map(({ at }) => at);
  return told({
    [`it ended ${endings.length} times`]: endings.length !== 1,
    'its newest event is not its end': events.at(-1)?.status !== operation.status,
    'its version is not the number of its events': operation.version !== events.length,
    'its events go back in time': times.join() !== times.toSorted().join(),
    'it kept the exact call': 'call' in operation,
  });
}

function receiptFaults({ receipts }: AnyGateway, { id, status }: Closed): string[] {
  const own = [...receipts.values()].filter(({ key }) => key.includes(id));
  const text = gunzipSync(own[0]?.bytes ?? new Uint8Array()).toString();
  const receipt = JSON.parse(text) as { operation: { status: Status }; integrity: string };
  return told({
    [`it has ${own.length} receipts`]: own.length !== 1,
    [`its receipt says ${receipt.operation.status}`]: receipt.operation.status !== status,
    [`its receipt says: ${receipt.integrity}`]: receipt.integrity !== 'whole',
  });
}

function isUnexpected({ kind, error }: Ending): boolean {
  return kind === 'threw' && !(error instanceof Error && EXPECTED.has(error.name));
}

function told(faults: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(faults).flatMap(([sentence, holds]) => (holds ? [sentence] : []));
}
