import { secretMembersOf } from '../catalogue/load.ts';
import type { Usage } from '../decide/decision.ts';
import type { Fault } from '../catalogue/resolution.ts';
import type { MaskingRules } from '../mask/policy/rules.ts';
import type { BoundCall } from '../record/call.ts';
import { sha256 } from '../runtime/sha256.ts';
import { isOpen, type Operation } from '../record/operation.ts';
import type { Created, IdempotencyKey, OperationStore } from '../record/operation-store.ts';
import { receive, type Received, waitSeconds } from '../record/receive.ts';
import { close } from '../record/steps.ts';
import type { PseudonymStore } from '../record/pseudonym-store.ts';
import type { Stop } from '../record/stop.ts';
import type { StopStore } from '../record/stop-store.ts';
import { transition } from '../record/transition.ts';
import type { Clock } from '../runtime/clock.ts';
import { Conflict, Corrupt } from '../runtime/errors.ts';
import { canonicalJson, type Json } from '../runtime/json.ts';
import { logFailure } from '../runtime/logger.ts';
import { assess, type Assessed, type Rules } from './assess.ts';
import { type BudgetDeps, isRecorded, type Overrun, overrunSentence, reserve, usageOf } from './budget.ts';
import { type Envelope, parseEnvelope } from './envelope.ts';
import { recognise } from './pseudonyms.ts';
import { aim, type Releasable, releaseInput } from './release.ts';
import { planOfInput, shownCall, textsBeside } from './shown-call.ts';
import { shownQuestion } from './shown-question.ts';

/** Starts the approval workflow of one operation. Starting it twice is starting it once. */
export interface ApprovalWorkflow {
  start(operationId: string, timeoutSeconds: number): Promise<void>;
}

/** Runs an allowed operation now. `ended` is true when no executor is at work on it any more, whatever became of it. */
export interface Executor {
  run(operationId: string): Promise<{ readonly ended: boolean }>;
}

/** Where the gateway lives, the defaults of an envelope, and the other accounts that it serves. */
export interface Home {
  readonly account: string;
  readonly region: string;
  readonly others?: readonly string[];
}

export interface SubmitDeps extends Rules, BudgetDeps {
  readonly operations: OperationStore;
  readonly stops: StopStore;
  readonly pseudonyms: PseudonymStore;
  readonly workflow: ApprovalWorkflow;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly home: Home;
  readonly masking: MaskingRules;
}

/** One POST: who signed it, and the body it came with. */
export interface Submission {
  readonly agent: string;
  readonly body: string;
  readonly idempotencyKey?: string;
}

export type Submitted =
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }
  | { readonly kind: 'stopped'; readonly stop: Stop }
  | { readonly kind: 'over-budget'; readonly overrun: Overrun; readonly id?: string }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'in-flight' };

/** Takes an envelope: nothing is written before it is valid, and nothing runs before it is written. */
export async function submit(submission: Submission, deps: SubmitDeps): Promise<Submitted> {
  const parsed = parseEnvelope(submission.body);
  if (parsed.kind === 'faulty') return parsed;
  const { envelope } = parsed;
  const aimed = await aim(boundCall(submission.agent, envelope, deps.home), envelope, deps);
  if (aimed.kind === 'faulty') return aimed;
  const served = accountsServed(deps.home);
  if (!served.includes(aimed.call.account)) return elsewhere(aimed.call, served);
  return take({ ...aimed, key: keyOf(submission, envelope), at: deps.clock() }, deps);
}

/** A well-formed call, and the key that makes its repetition one operation. */
interface Asked {
  readonly call: BoundCall;
  /** What a release gives out. */
  readonly original?: Releasable;
  readonly key: IdempotencyKey | undefined;
  readonly at: Date;
}

/** Takes what is asked, unless an operator stopped the agent or the key was used before: then nothing is counted or written. */
async function take(asked: Asked, deps: SubmitDeps): Promise<Submitted> {
  const { call, key, at } = asked;
  const [stop, usage, existing] = await Promise.all([
    deps.stops.stopOf(call.agent),
    usageOf(call, at, deps),
    key && deps.operations.existing(key),
  ]);
  if (stop) return { kind: 'stopped', stop };
  return existing ? repeated(existing, deps) : decideAndWrite({ ...asked, usage }, deps);
}

async function decideAndWrite(asked: Asked & { readonly usage: Usage }, deps: SubmitDeps): Promise<Submitted> {
  const { call, key, at, usage } = asked;
  const recognised = await recognise(call, at, deps);
  if (recognised.kind === 'refused') return { kind: 'faulty', faults: recognised.faults };
  const assessed = await assess(call, deps, { at: at.toISOString(), usage, ...recognised.used });
  if (assessed.kind === 'refused') return { kind: 'faulty', faults: assessed.faults };
  const kept = await received(asked, assessed, deps);
  const reserved = await reserve(kept, at, deps);
  if (reserved.kind === 'over') return refuse({ ...kept, key }, reserved.overrun, deps);
  const { operation, events } = receive(kept, deps.clock());
  const created = await unlessRaced(() => deps.operations.create(operation, events, key));
  if (created.kind === 'created') return { kind: 'operation', operation: await dispatch(operation, deps) };
  await reserved.giveBack(); // certainly not written; after any other failure it may have been, and what it took stays taken
  return created.kind === 'in-flight' ? created : repeated(created, deps);
}

async function repeated(
  { id, sameEnvelope }: Extract<Created, { kind: 'exists' }>,
  deps: SubmitDeps,
): Promise<Submitted> {
  if (!sameEnvelope) return { kind: 'key-reused' };
  const operation = await deps.operations.read(id);
  if (!operation) throw new Corrupt(id, 'its key is there and it is not');
  return { kind: 'operation', operation };
}

/** What a budget refuses is no operation, or a flood of it would fill the table; now and then one is put on record, denied. */
async function refuse(
  { key, ...received }: Received & Pick<Asked, 'key'>,
  overrun: Overrun,
  deps: SubmitDeps,
): Promise<Submitted> {
  const existing = key && (await deps.operations.existing(key)); // a repeated POST may have overtaken the first one's writing
  if (existing) return repeated(existing, deps);
  if (!isRecorded(overrun)) return { kind: 'over-budget', overrun };
  const { policySet } = received.decision;
  const decision = { verdict: 'deny', policies: [], policySet, reasons: [overrunSentence(overrun)] } as const;
  const { operation, events } = receive({ ...received, decision }, deps.clock());
  await deps.operations.create(operation, events);
  return { kind: 'over-budget', overrun, id: operation.id };
}

/** What is kept of a decided call: the exact call, and everything else without its secrets. */
async function received(
  { call, original }: Asked,
  { question, decision }: Assessed,
  { newId, masking }: SubmitDeps,
): Promise<Received> {
  const plan = planOfInput(await secretMembersOf(call), masking);
  const text = textsBeside(call, plan);
  const asked = shownCall(call, plan, text);
  const shown = original ? { ...asked, input: releaseInput(original) } : asked;
  return { id: newId(), call, shown, question: shownQuestion(question, text), decision };
}

/** The envelope with its defaults filled and the agent's verified identity put in. */
export function boundCall(agent: string, envelope: Envelope, home: Home): BoundCall {
  const { service, operation, input, reason, session, expiresInSeconds } = envelope;
  return {
    agent,
    account: envelope.account ?? home.account,
    region: envelope.region ?? home.region,
    service,
    operation,
    input,
    reason,
    ...(session && { session: { id: session.id, ...(session.prompt !== undefined && { prompt: session.prompt }) } }),
    ...(expiresInSeconds !== undefined && { expiresInSeconds }),
  };
}

function accountsServed({ account, others = [] }: Home): readonly string[] {
  return [account, ...others];
}

function elsewhere({ account }: BoundCall, served: readonly string[]): Submitted {
  return {
    kind: 'faulty',
    faults: [
      { pointer: '/account', detail: `${account} is not served here; this gateway serves ${served.join(', ')}` },
    ],
  };
}

function keyOf({ agent, idempotencyKey }: Submission, envelope: Envelope) {
  if (idempotencyKey === undefined) return undefined;
  return { agent, key: idempotencyKey, envelope: sha256(canonicalJson(envelope as unknown as Json)) };
}

async function unlessRaced<C>(write: () => Promise<C>): Promise<C | { kind: 'in-flight' }> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Conflict) return { kind: 'in-flight' };
    throw error;
  }
}

async function dispatch(operation: Operation, deps: SubmitDeps): Promise<Operation> {
  if (operation.status === 'PENDING') return ask(operation, deps);
  if (operation.status === 'ALLOWED') return run(operation, deps);
  return operation;
}

/** A request that cannot be put to anybody ends closed at once, rather than waiting for a question that was never asked. */
async function ask(operation: Extract<Operation, { status: 'PENDING' }>, deps: SubmitDeps): Promise<Operation> {
  const { decision, call, id } = operation;
  try {
    if (decision.verdict === 'ask') await deps.workflow.start(id, waitSeconds(call, decision));
    return operation;
  } catch (error) {
    logFailure('The approval workflow did not start', error, { operationId: id });
    return endUnstarted(id, 'the approval workflow could not be started', deps);
  }
}

async function run(operation: Operation, deps: SubmitDeps): Promise<Operation> {
  const { ended } = await deps.executor.run(operation.id);
  const after = (await deps.operations.read(operation.id)) ?? operation;
  return ended && isOpen(after) ? endUnstarted(operation.id, 'the executor ended without an outcome', deps) : after;
}

async function endUnstarted(id: string, because: string, deps: SubmitDeps): Promise<Operation> {
  return transition(deps.operations, id, (current) => {
    if (!isOpen(current) || current.status === 'APPROVED') return undefined;
    const status = current.status === 'EXECUTING' ? 'OUTCOME_UNKNOWN' : 'EXPIRED';
    return close(current, { status, because }, { at: deps.clock(), by: 'gateway' });
  });
}
