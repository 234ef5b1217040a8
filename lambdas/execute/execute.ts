import type { GrantKey } from '../approve/grant.ts';
import { sessionPolicy } from '../catalogue/session-policy.ts';
import { roleOf } from '../decide/decision.ts';
import { type BudgetStore, dayOf } from '../record/budget-store.ts';
import type { Allowed, Approved, Executing, Operation } from '../record/operation.ts';
import { isOpen } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import { claim, close } from '../record/steps.ts';
import { stoppedOutcome } from '../record/stop.ts';
import type { StopStore } from '../record/stop-store.ts';
import { transition } from '../record/transition.ts';
import type { Clock } from '../runtime/clock.ts';
import { NotFound, Stopped } from '../runtime/errors.ts';
import { canonicalJson, type Json } from '../runtime/json.ts';
import { logFailure } from '../runtime/logger.ts';
import { assess, CREDENTIAL_SECONDS, type Rules } from '../submit/assess.ts';
import { checkDecision, checkGrant, checkNeeds, checkRecord, checkSafely, type Objection } from './check-grant.ts';
import {
  bodyReader,
  failure,
  type Finished,
  maskedOutcome,
  type Masking,
  maskingOf,
  namesKept,
} from './masked-outcome.ts';
import { putIn, type PseudonymDeps, type PutIn, type PutInRefused } from './pseudonyms.ts';
import type { AwsCaller, CredentialIssuer, OneShotSession, PreparedCall } from './ports.ts';

export interface ExecuteDeps extends Rules, PseudonymDeps {
  readonly operations: OperationStore;
  readonly stops: StopStore;
  readonly budgets: BudgetStore;
  readonly grantKey: GrantKey;
  readonly credentials: CredentialIssuer;
  readonly aws: AwsCaller;
  readonly clock: Clock;
}

/** All that the executor tells its caller: an id and a status. The result is in the record, masked. */
export interface Executed {
  readonly operationId: string;
  readonly status: Operation['status'];
}

/**
 * Runs one operation, at most once. It is handed an id and trusts nothing else: the stored call is held to its digest, its
 * history, its grant and today's policy; then it is claimed, before any credential exists; and after the claim nothing is
 * tried twice. An operation that may not start, or has, is left as it is or closed with the reason.
 */
export async function execute(operationId: string, deps: ExecuteDeps): Promise<Executed> {
  const found = await deps.operations.read(operationId);
  if (!found) throw new NotFound(operationId);
  if (found.status !== 'ALLOWED' && found.status !== 'APPROVED') return { operationId, status: found.status };
  const checked = await objectionTo(found, deps);
  if (checked.kind === 'refused') return refuse(found, checked.objection, deps);
  const ready = await prepare(found, deps);
  if (ready.kind === 'refused') return refuse(found, ready.objection, deps);
  const claimed = await claimOnce(found, deps);
  if (claimed === 'stopped') return refuse(found, await stopMet(found, deps), deps);
  if (!claimed.mine) return { operationId, status: claimed.status };
  const outcome = await run(claimed.operation, { ...ready, grants: checked.grants }, deps);
  return finish(claimed.operation, await namesKept(outcome, ready.keepShown), deps);
}

type Checked =
  | { readonly kind: 'refused'; readonly objection: Objection }
  | { readonly kind: 'passed'; readonly grants: Executing['question']['grants'] };

async function objectionTo(operation: Allowed | Approved, deps: ExecuteDeps): Promise<Checked> {
  const refused = (objection: Objection): Checked => ({ kind: 'refused', objection });
  const now = deps.clock();
  const events = await deps.operations.events(operation.id);
  const onRecord = checkSafely(() => checkRecord({ operation, events }, now));
  if (onRecord) return refused(onRecord);
  const onGrant = operation.status === 'APPROVED' && (await objectionToGrant(operation, deps));
  if (onGrant) return refused(onGrant);
  const { usage, pseudonyms } = operation.question; // as they were when asked: today's counters hold this operation itself
  const situation = { at: now.toISOString(), usage, ...(pseudonyms && { pseudonyms }) };
  const assessed = await assess(operation.call, deps, situation);
  if (assessed.kind === 'refused')
    return refused({ status: 'DENIED', because: 'The catalogue no longer knows this call.' });
  const { question, decision } = assessed;
  const onToday = checkNeeds({ operation }, question) ?? checkDecision({ operation }, decision, deps.directory);
  return onToday ? refused(onToday) : { kind: 'passed', grants: question.grants };
}

async function objectionToGrant(operation: Approved, { grantKey, clock }: ExecuteDeps): Promise<Objection | undefined> {
  const publicKey = await grantKey.publicKey();
  return checkSafely(() => checkGrant({ operation }, publicKey, clock()));
}

async function refuse(operation: Operation, objection: Objection, deps: ExecuteDeps): Promise<Executed> {
  const closed = await transition(deps.operations, operation.id, (current) => {
    if (!isOpen(current) || current.status === 'EXECUTING') return undefined;
    return close(current, objection, { at: deps.clock(), by: 'gateway' });
  });
  return { operationId: operation.id, status: closed.status };
}

/** Everything that can fail without AWS is done before the claim, so that the claim is spent on nothing but the call. */
async function prepare(operation: Allowed | Approved, deps: ExecuteDeps): Promise<Prepared | PutInRefused> {
  const put = await putIn(operation, deps);
  if (put.kind === 'refused') return put;
  try {
    const prepared = await deps.aws.prepare(put.call);
    return { kind: 'prepared', prepared, masking: maskingOf(put, prepared.schema), keepShown: put.keepShown };
  } catch (error) {
    logFailure('A call could not be prepared', error, { operationId: operation.id });
    return { kind: 'refused', objection: { status: 'DENIED', because: 'The call could not be prepared.' } };
  }
}

interface Prepared extends Pick<PutIn, 'keepShown'> {
  readonly kind: 'prepared';
  readonly prepared: PreparedCall;
  readonly masking: Masking;
}

/** A stop is not asked for before the claim, where it could come too late: the claim itself is refused while one holds. */
async function claimOnce(checked: Allowed | Approved, deps: ExecuteDeps): Promise<Claimed | 'stopped'> {
  try {
    return await claimUnlessChanged(checked, deps);
  } catch (error) {
    if (error instanceof Stopped) return 'stopped';
    throw error;
  }
}

async function stopMet(operation: Allowed | Approved, { stops }: ExecuteDeps): Promise<Objection> {
  return stoppedOutcome(operation, await stops.stopOf(operation.call.agent));
}

/** The record must still be the very one that was checked, to the letter, and its time must not have run out meanwhile. */
async function claimUnlessChanged(checked: Allowed | Approved, deps: ExecuteDeps): Promise<Claimed> {
  let mine = false;
  const operation = await transition(deps.operations, checked.id, (current) => {
    const now = deps.clock();
    mine = isSame(current, checked) && checked.deadline > now.toISOString();
    return mine ? claim(current, now) : undefined;
  });
  return mine && operation.status === 'EXECUTING' ? { mine, operation } : { mine: false, status: operation.status };
}

function isSame(one: Operation, other: Operation): boolean {
  return canonicalJson(one as unknown as Json) === canonicalJson(other as unknown as Json);
}

type Claimed =
  | { readonly mine: true; readonly operation: Executing }
  | { readonly mine: false; readonly status: Operation['status'] };

async function run(operation: Executing, ready: Ready, deps: ExecuteDeps): Promise<Finished> {
  const { prepared, masking, grants } = ready;
  const policy = sessionPolicy({ ...operation.call, grants, notAfter: credentialEnd(deps.clock()) });
  if (policy.kind !== 'written') return failure({ code: 'SessionPolicyRefused', message: policy.detail }, masking);
  const session = sessionOf(operation);
  const credentials = await issued(() => deps.credentials.issue({ ...session, policy: policy.text }), operation.id);
  if (!credentials)
    return failure({ code: 'CredentialsRefused', message: 'STS made no credentials; the call was not sent.' }, masking);
  return maskedOutcome(await prepared.send(credentials, bodyReader(masking)), masking);
}

function sessionOf({ id, call, decision }: Executing): Omit<OneShotSession, 'policy'> {
  const role = roleOf(decision);
  return { account: call.account, operationId: id, agent: call.agent, ...(role !== undefined && { role }) };
}

interface Ready extends Prepared {
  readonly grants: Executing['question']['grants'];
}

function credentialEnd(now: Date): Date {
  return new Date(now.getTime() + CREDENTIAL_SECONDS * 1000);
}

async function issued<T>(issue: () => Promise<T>, operationId: string): Promise<T | undefined> {
  try {
    return await issue();
  } catch (error) {
    logFailure('STS made no credentials', error, { operationId });
    return undefined;
  }
}

async function finish(operation: Executing, outcome: Finished, deps: ExecuteDeps): Promise<Executed> {
  const closed = await transition(deps.operations, operation.id, (current) => {
    if (current.status !== 'EXECUTING') return undefined;
    return close(current, outcome, { at: deps.clock(), by: 'gateway' });
  });
  if (closed.status === 'SUCCEEDED') await endDenials(closed, deps);
  return { operationId: operation.id, status: closed.status };
}

/** A row of denials ends with a success. One that cannot be ended goes on, and the policy stays as strict as it was. */
async function endDenials({ id, shown, question }: Operation, { budgets, clock }: ExecuteDeps): Promise<void> {
  if (question.usage.deniedInARow === 0) return;
  try {
    await budgets.endDenials({ scope: 'agent', name: shown.agent, day: dayOf(clock()) });
  } catch (error) {
    logFailure('A row of denials could not be ended', error, { operationId: id });
  }
}
