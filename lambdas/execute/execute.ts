import type { GrantKey } from '../approve/grant.ts';
import { sessionPolicy } from '../catalogue/session-policy.ts';
import { mask, maskText } from '../mask/mask.ts';
import { type MaskPlan, planFor } from '../mask/plan.ts';
import type { Allowed, Approved, Executing, Operation, Outcome } from '../record/operation.ts';
import { isOpen } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import { claim, close } from '../record/steps.ts';
import { transition } from '../record/transition.ts';
import type { Clock } from '../runtime/clock.ts';
import { NotFound } from '../runtime/errors.ts';
import { canonicalJson, type Json } from '../runtime/json.ts';
import { logFailure } from '../runtime/logger.ts';
import { assess, CREDENTIAL_SECONDS, type Rules } from '../submit/assess.ts';
import { checkDecision, checkGrant, checkNeeds, checkRecord, type Objection } from './check-grant.ts';
import type { AwsCaller, CallOutcome, CredentialIssuer, PreparedCall } from './ports.ts';

export interface ExecuteDeps extends Rules {
  readonly operations: OperationStore;
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
  const prepared = await prepare(found, deps);
  if (!prepared) return refuse(found, { status: 'DENIED', because: 'The call could not be prepared.' }, deps);
  const claimed = await claimOnce(found, deps);
  if (!claimed.mine) return { operationId, status: claimed.status };
  const outcome = await run(claimed.operation, { prepared, grants: checked.grants }, deps);
  return finish(claimed.operation, outcome, deps);
}

type Checked =
  | { readonly kind: 'refused'; readonly objection: Objection }
  | { readonly kind: 'passed'; readonly grants: Executing['needs']['grants'] };

async function objectionTo(operation: Allowed | Approved, deps: ExecuteDeps): Promise<Checked> {
  const refused = (objection: Objection): Checked => ({ kind: 'refused', objection });
  const now = deps.clock();
  const events = await deps.operations.events(operation.id);
  const onRecord = checkRecord({ operation, events }, now);
  if (onRecord) return refused(onRecord);
  const onGrant = operation.status === 'APPROVED' && checkGrant({ operation }, await deps.grantKey.publicKey(), now);
  if (onGrant) return refused(onGrant);
  const assessed = await assess(operation.call, deps);
  if (assessed.kind === 'refused')
    return refused({ status: 'DENIED', because: 'The catalogue no longer knows this call.' });
  const { needs, decision } = assessed;
  const onToday = checkNeeds({ operation }, needs) ?? checkDecision({ operation }, decision, deps.directory);
  return onToday ? refused(onToday) : { kind: 'passed', grants: needs.grants };
}

async function refuse(operation: Operation, objection: Objection, deps: ExecuteDeps): Promise<Executed> {
  const closed = await transition(deps.operations, operation.id, (current) => {
    if (!isOpen(current) || current.status === 'EXECUTING') return undefined;
    return close(current, objection, { at: deps.clock(), by: 'gateway' });
  });
  return { operationId: operation.id, status: closed.status };
}

/** Everything that can fail without AWS is done before the claim, so that the claim is spent on nothing but the call. */
async function prepare(operation: Allowed | Approved, deps: ExecuteDeps): Promise<PreparedCall | undefined> {
  try {
    return await deps.aws.prepare(operation.call);
  } catch (error) {
    logFailure('A call could not be prepared', error, { operationId: operation.id });
    return undefined;
  }
}

/** The record must still be the very one that was checked, to the letter, and its time must not have run out meanwhile. */
async function claimOnce(checked: Allowed | Approved, deps: ExecuteDeps): Promise<Claimed> {
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

type Finished = Outcome & { readonly status: 'SUCCEEDED' | 'FAILED' | 'OUTCOME_UNKNOWN' };

async function run(operation: Executing, ready: Ready, deps: ExecuteDeps): Promise<Finished> {
  const { prepared, grants } = ready;
  const plan = planFor({ ...operation.call, schema: prepared.schema });
  const policy = sessionPolicy({ ...operation.call, grants, notAfter: credentialEnd(deps.clock()) });
  if (policy.kind !== 'written') return failed({ code: 'SessionPolicyRefused', message: policy.detail }, plan);
  const session = { account: operation.call.account, operationId: operation.id, agent: operation.call.agent };
  const credentials = await issued(() => deps.credentials.issue({ ...session, policy: policy.text }), operation.id);
  if (!credentials)
    return failed({ code: 'CredentialsRefused', message: 'STS made no credentials; the call was not sent.' }, plan);
  return masked(await prepared.send(credentials), plan);
}

interface Ready {
  readonly prepared: PreparedCall;
  readonly grants: Executing['needs']['grants'];
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

/** Masking happens here, in the executor's memory, before anything is written or returned. */
function masked(outcome: CallOutcome, plan: MaskPlan): Finished {
  if (outcome.kind === 'lost') return { status: 'OUTCOME_UNKNOWN', because: maskText(outcome.because).text };
  if (outcome.kind === 'refused') return failed(outcome, plan);
  const { value, report } = mask(outcome.output, plan);
  const ids = outcome.requestId === undefined ? {} : { requestId: outcome.requestId };
  return { status: 'SUCCEEDED', result: capped(value), masking: report, ...ids };
}

function failed({ code, message }: { code: string; message: string }, plan: MaskPlan): Finished {
  const { text, report } = maskText(message, plan);
  return { status: 'FAILED', failure: { code: maskText(code).text, message: text }, masking: report };
}

/** A DynamoDB item ends at 400 KB; what is larger than this is withheld whole, since half an answer misleads. */
const MAX_RESULT_BYTES = 256 * 1024;

function capped(result: Json): Json {
  const bytes = Buffer.byteLength(JSON.stringify(result));
  if (bytes <= MAX_RESULT_BYTES) return result;
  return {
    withheld: `The masked result has ${bytes} bytes and the limit is ${MAX_RESULT_BYTES}: ask for less (a page, a range).`,
  };
}

async function finish(operation: Executing, outcome: Finished, deps: ExecuteDeps): Promise<Executed> {
  const closed = await transition(deps.operations, operation.id, (current) => {
    if (current.status !== 'EXECUTING') return undefined;
    return close(current, outcome, { at: deps.clock(), by: 'gateway' });
  });
  return { operationId: operation.id, status: closed.status };
}
