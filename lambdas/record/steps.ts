import { isoAfter } from '../runtime/clock.ts';
import { WrongStatus } from '../runtime/errors.ts';
import type { JsonObject } from '../runtime/json.ts';
import type { EventDraft } from './events.ts';
import type { Approved, Card, Closed, Operation, Outcome, Pending, SignedGrant, Verdict } from './operation.ts';
import { isOpen } from './operation.ts';
import type { ClosedStatus } from './status.ts';
import type { Step } from './transition.ts';

/** After the claim an executor has this long, in seconds, before its silence counts as a lost outcome. */
export const EXECUTION_LEASE_SECONDS = 120;

/** The request stands in the channel: `card` is the only message whose clicks count. */
export function postCard(operation: Operation, card: Card, now: Date): Step {
  const pending = expectPending(operation, 'posting the request');
  const facts = { channel: card.channel, message: card.message };
  return {
    next: { ...pending, card },
    events: [event(now, { type: 'card-posted', status: 'PENDING', by: 'gateway', facts })],
  };
}

/** Further groups were told that they are asked as well. */
export function escalate(operation: Operation, groups: readonly string[], now: Date): Step {
  const pending = expectPending(operation, 'asking further groups');
  const at = now.toISOString();
  return {
    next: { ...pending, escalatedAt: at },
    events: [event(now, { type: 'escalated', status: 'PENDING', by: 'gateway', facts: { groups } })],
  };
}

/** A reviewer's approval that does not complete the quorum yet. */
export function addApproval(operation: Operation, verdict: Verdict): Step {
  const pending = expectPending(operation, 'an approval');
  const verdicts = [...pending.verdicts, verdict];
  return { next: { ...pending, verdicts }, events: [verdictEvent(verdict, 'PENDING', operation.digest)] };
}

/** The approval that completes the quorum, with the grant that was signed for it. */
export function approve(operation: Operation, verdict: Verdict, signed: { grant: SignedGrant; card: Card }): Step {
  const pending = expectPending(operation, 'an approval');
  const verdicts = [...pending.verdicts, verdict];
  const { approvers, quorum, notAfter } = signed.grant.statement;
  const next: Omit<Approved, 'version' | 'head'> = {
    ...pending,
    ...signed,
    status: 'APPROVED',
    verdicts,
    deadline: notAfter,
  };
  const facts = { digest: operation.digest, approvers, quorum, notAfter };
  const at = new Date(verdict.at);
  return {
    next,
    events: [
      verdictEvent(verdict, 'PENDING', operation.digest),
      event(at, { type: 'approved', status: 'APPROVED', by: 'gateway', facts }),
    ],
  };
}

/** One rejection ends the request, whatever the quorum. */
export function reject(operation: Operation, verdict: Verdict): Step {
  const pending = expectPending(operation, 'a rejection');
  const rejected = { ...pending, verdicts: [...pending.verdicts, verdict] };
  const because = verdict.reason ?? 'rejected without a reason';
  const step = close(rejected, { status: 'REJECTED', because }, { at: new Date(verdict.at), by: 'gateway' });
  return { ...step, events: [verdictEvent(verdict, 'PENDING', operation.digest), ...step.events] };
}

/** The single-use claim: written before any credential is asked for, and never taken back. */
export function claim(operation: Operation, now: Date): Step {
  if (operation.status !== 'ALLOWED' && operation.status !== 'APPROVED') {
    throw new WrongStatus(operation.id, operation.status, 'executing');
  }
  const verdicts = operation.status === 'APPROVED' ? operation.verdicts : [];
  const deadline = isoAfter(now, EXECUTION_LEASE_SECONDS);
  return {
    next: { ...operation, status: 'EXECUTING', verdicts, claimedAt: now.toISOString(), deadline },
    events: [event(now, { type: 'claimed', status: 'EXECUTING', by: 'gateway', facts: { digest: operation.digest } })],
  };
}

const CLOSING_EVENT: Readonly<Record<ClosedStatus, EventDraft['type']>> = {
  DENIED: 'denied',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  OUTCOME_UNKNOWN: 'outcome-lost',
};

/** Ends an operation. The exact call is forgotten here; its masked form and its digest stay. */
export function close(operation: Operation, outcome: Outcome, when: { at: Date; by: string }): Step {
  if (!isOpen(operation)) throw new WrongStatus(operation.id, operation.status, 'closing');
  const { call: _forgotten, deadline: _past, status: _before, ...kept } = operation;
  const next = { verdicts: [], ...kept, ...outcome, closedAt: when.at.toISOString() } as Omit<
    Closed,
    'version' | 'head'
  >;
  const { status } = outcome;
  return {
    next: next as Step['next'],
    events: [event(when.at, { type: CLOSING_EVENT[status], status, by: when.by, facts: closingFacts(outcome) })],
  };
}

function closingFacts(outcome: Outcome): EventDraft['facts'] {
  if (outcome.status === 'SUCCEEDED') {
    const { masking, withheld } = outcome;
    const facts = { masked: masking.findings, rulePack: masking.rulePack };
    return withheld ? { ...facts, withheld: withheld as unknown as JsonObject } : facts;
  }
  if (outcome.status === 'FAILED') return { code: outcome.failure.code, message: outcome.failure.message };
  return { because: outcome.because };
}

function expectPending(operation: Operation, step: string): Pending {
  if (operation.status !== 'PENDING') throw new WrongStatus(operation.id, operation.status, step);
  return operation;
}

function verdictEvent(verdict: Verdict, status: EventDraft['status'], digest: string): EventDraft {
  const facts = { answer: verdict.answer, digest, ...(verdict.reason !== undefined && { reason: verdict.reason }) };
  return { at: verdict.at, type: 'verdict-given', status, by: `reviewer:${verdict.reviewer}`, facts };
}

function event(at: Date, said: Omit<EventDraft, 'at'>): EventDraft {
  return { at: at.toISOString(), ...said };
}
