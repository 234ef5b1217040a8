import { isSigned } from '../approve/grant.ts';
import { countApprovers, type Directory, type Review } from '../decide/directory.ts';
import { type Decision, roleOf } from '../decide/decision.ts';
import { digestOf } from '../record/call.ts';
import { groupsAt } from '../record/escalation.ts';
import { chainFault, type OperationEvent } from '../record/events.ts';
import type { Allowed, Approved, SignedGrant } from '../record/operation.ts';
import { type Needs, needsOf, questionHash } from '../record/question.ts';
import { ALLOWED_SECONDS, decisionFacts, shownHash } from '../record/receive.ts';
import { isoAfter } from '../runtime/clock.ts';
import { canonicalJson, type Json } from '../runtime/json.ts';

/** Why an operation must not start: expired when only its time is over, cancelled by a stop, denied for everything else. */
export interface Objection {
  readonly status: 'DENIED' | 'EXPIRED' | 'CANCELLED';
  readonly because: string;
}

/** An operation that may be about to start, and the history that was written with it. */
export interface Candidate {
  readonly operation: Allowed | Approved;
  readonly events: readonly OperationEvent[];
}

const denied = (because: string): Objection => ({ status: 'DENIED', because });

/** A check of a record; one that lacks parts cannot be checked, and what cannot be checked does not run. */
export function checkSafely(check: () => Objection | undefined): Objection | undefined {
  try {
    return check();
  } catch {
    return denied('The record cannot be checked: parts of it are missing or of another form.');
  }
}

/** Holds the stored call to what was received and decided: its digest, its history, its time. */
export function checkRecord({ operation, events }: Candidate, now: Date): Objection | undefined {
  if (digestOf(operation.call) !== operation.digest)
    return denied('The stored call is not the one that was decided on (digest).');
  const fault = chainFault(events, operation);
  if (fault) return denied(`The operation's history was altered: ${fault}.`);
  if (events[0]?.facts['digest'] !== operation.digest) return denied('The digest is not the one that was received.');
  const altered = alteredSince(operation, events);
  if (altered) return denied(`The record differs from its history: ${altered}.`);
  if (operation.deadline <= now.toISOString()) return { status: 'EXPIRED', because: 'It was not started in time.' };
  return undefined;
}

/** What the operation says otherwise than the events that led to it, undefined when they agree. */
function alteredSince(operation: Allowed | Approved, events: readonly OperationEvent[]): string | undefined {
  const [received, decided] = events;
  if (!received || !decided) return 'its beginning';
  const agrees = {
    'its status': events.length === operation.version && events.at(-1)?.status === operation.status,
    'what was shown': received.facts['shown'] === shownHash(operation.shown),
    'what was asked': received.facts['question'] === questionHash(operation.question),
    'its decision': canonicalJson(decided.facts) === canonicalJson(decisionFacts(operation.decision)),
    'its deadline': operation.deadline === startBy(operation, received.at),
  };
  return Object.entries(agrees).find(([, same]) => !same)?.[0];
}

/** Until when it may start: an approval has the grant's time, everything else a fixed one since it was received. */
function startBy(operation: Allowed | Approved, receivedAt: string): string {
  if (operation.status === 'APPROVED') return operation.grant.statement.notAfter;
  return isoAfter(new Date(receivedAt), ALLOWED_SECONDS);
}

/** Holds a grant to the operation it is used for. Every field is compared; nothing in it is believed before its signature. */
export function checkGrant(
  { operation }: { operation: Approved },
  publicKey: Uint8Array,
  now: Date,
): Objection | undefined {
  const { statement } = operation.grant;
  if (!signatureHolds(operation.grant, publicKey))
    return denied('The grant was not signed by the gateway (signature).');
  if (statement.operationId !== operation.id) return denied('The grant is for another operation.');
  if (statement.digest !== operation.digest) return denied('The grant is for another call (digest).');
  const approvers = operation.verdicts.filter(({ answer }) => answer === 'approve').map(({ reviewer }) => reviewer);
  if (approvers.join() !== statement.approvers.join())
    return denied('The approvers on record are not those of the grant.');
  if (statement.policySet !== operation.decision.policySet) return denied('The grant was made under other policies.');
  if (statement.notAfter <= now.toISOString()) return { status: 'EXPIRED', because: 'The grant is too old.' };
  return undefined;
}

/** An unreadable signature or key is no signature. */
function signatureHolds(grant: SignedGrant, publicKey: Uint8Array): boolean {
  try {
    return isSigned(grant, publicKey);
  } catch {
    return false;
  }
}

/** Holds what reviewers saw of the call's needs to what the catalogue says today: nobody approved anything else. */
export function checkNeeds({ operation }: Pick<Candidate, 'operation'>, today: Needs): Objection | undefined {
  const [then, now] = [operation.question, today].map((needs) => canonicalJson(needsOf(needs) as unknown as Json));
  return then === now ? undefined : denied('The call needs other rights than those that were decided on (needs).');
}

/** Holds what was decided then to what the policy says now: it may have relaxed, but nothing runs on less than it asks today. */
export function checkDecision(
  { operation }: Pick<Candidate, 'operation'>,
  today: Decision,
  directory: Directory,
): Objection | undefined {
  if (today.verdict === 'deny') return denied(`The policy denies this now: ${today.reasons.join(' ')}`);
  if (roleOf(today) !== roleOf(operation.decision)) return denied('The policy names another target role now (role).');
  if (today.verdict === 'allow') return undefined;
  if (operation.status === 'ALLOWED') return denied('The policy asks for an approval now, and there is none.');
  const counted = countApprovers(directory, reviewsOf(operation, today));
  if (counted >= today.quorum) return undefined;
  return denied(
    `The policy asks for ${today.quorum} of ${today.approvers.join(', ')} now; ${counted} of the approvers count.`,
  );
}

/** Who approved, each with the groups that today's decision would have asked at that time. */
function reviewsOf(operation: Approved, today: Decision): readonly Review[] {
  const signed = operation.verdicts.filter(({ reviewer }) => operation.grant.statement.approvers.includes(reviewer));
  return signed.map(({ reviewer, at }) => ({
    reviewer,
    approvers: groupsAt(operation, at, today),
    agentArn: operation.call.agent,
  }));
}
