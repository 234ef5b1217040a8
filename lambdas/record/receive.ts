import { type Decision, limitsIn, roleOf } from '../decide/decision.ts';
import { isoAfter } from '../runtime/clock.ts';
import { canonicalJson, type JsonObject } from '../runtime/json.ts';
import { type BoundCall, callAsJson, digestOf } from './call.ts';
import { sha256 } from '../runtime/sha256.ts';
import { chain, type EventDraft, type OperationEvent } from './events.ts';
import type { Operation } from './operation.ts';
import { questionHash, type RecordedQuestion } from './question.ts';

/** An allowed operation that has not started within this time, in seconds, does not start any more. */
export const ALLOWED_SECONDS = 60;

/** What submit knows of a valid envelope once the policy has answered. */
export interface Received {
  readonly id: string;
  readonly call: BoundCall;
  readonly shown: BoundCall;
  /** As it is kept: nothing unmasked. */
  readonly question: RecordedQuestion;
  readonly decision: Decision;
}

/**
 * The first state of an operation and its first two events: `received`, and what the policy answered. They are written in
 * one transaction, so no operation ever rests undecided. The digest is put in the chain here, and every later step is held to it.
 */
export function receive(received: Received, now: Date): { operation: Operation; events: readonly OperationEvent[] } {
  const digest = digestOf(received.call);
  const { events, head } = chain(received.id, { seq: 0, head: null }, drafts(received, digest, now));
  const { call, ...kept } = received;
  const core = { ...kept, version: events.length, head, digest, createdAt: now.toISOString() };
  return { operation: firstState(core, call, now), events };
}

type Core = Omit<Received, 'call'> & { version: number; head: string; digest: string; createdAt: string };

function firstState(core: Core, call: BoundCall, now: Date): Operation {
  const { decision } = core;
  if (decision.verdict === 'deny') {
    const because = decision.reasons.join('; ');
    return { ...core, status: 'DENIED', because, closedAt: core.createdAt, verdicts: [] };
  }
  if (decision.verdict === 'allow') {
    return { ...core, call, status: 'ALLOWED', deadline: isoAfter(now, ALLOWED_SECONDS) };
  }
  return { ...core, call, status: 'PENDING', verdicts: [], deadline: isoAfter(now, waitSeconds(call, decision)) };
}

/** How long a request stays open: the policy's limit, or the agent's own where that is shorter. */
export function waitSeconds(call: BoundCall, decision: { readonly timeoutSeconds: number }): number {
  return Math.min(decision.timeoutSeconds, call.expiresInSeconds ?? decision.timeoutSeconds);
}

function drafts(received: Received, digest: string, now: Date): readonly EventDraft[] {
  const { call, shown, decision, question } = received;
  const at = now.toISOString();
  const by = `agent:${call.agent}`;
  const facts = { digest, shown: shownHash(shown), question: questionHash(question), tier: question.tier };
  return [{ at, type: 'received', status: 'RECEIVED', by, facts }, decided(decision, at)];
}

/** SHA-256 of the call as reviewers see it: its first event holds it, so what was shown cannot be changed afterwards. */
export function shownHash(shown: BoundCall): string {
  return sha256(canonicalJson(callAsJson(shown)));
}

/** What the second event of an operation says of its decision. */
export function decisionFacts(decision: Decision): JsonObject {
  const { policies, policySet, reasons, observed } = decision;
  const role = roleOf(decision);
  const limits = limitsIn(decision);
  const seen = observed && { observed: { ...observed } };
  const facts = {
    policies,
    policySet,
    reasons,
    ...(role !== undefined && { role }),
    ...(limits && { limits }),
    ...seen,
  };
  if (decision.verdict !== 'ask') return facts;
  const { approvers, quorum, escalate } = decision;
  return { ...facts, approvers, quorum, ...(escalate && { escalate }) };
}

function decided(decision: Decision, at: string): EventDraft {
  const facts = decisionFacts(decision);
  const by = 'policy';
  if (decision.verdict === 'allow') return { at, type: 'allowed', status: 'ALLOWED', by, facts };
  if (decision.verdict === 'deny') return { at, type: 'denied', status: 'DENIED', by, facts };
  return { at, type: 'approval-asked', status: 'PENDING', by, facts };
}
