import type { Call } from '../catalogue/call.ts';
import { OWN_SERVICE } from '../catalogue/own-service.ts';
import type { BoundCall } from '../record/call.ts';
import type { Closed, Operation } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import type { Keeping, Withheld } from '../record/withheld.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Fault } from '../runtime/fault.ts';
import type { JsonObject } from '../runtime/json.ts';
import { isOperationId } from '../runtime/operation-id.ts';
import { SHA256 } from '../runtime/sha256.ts';
import type { Envelope } from './envelope.ts';
import { readOwn } from './read.ts';

/** An operation whose answer was withheld and is kept. */
export type Releasable = Extract<Closed, { status: 'SUCCEEDED' }> & { readonly withheld: Withheld & { kept: Keeping } };

export interface ReleaseDeps {
  readonly operations: OperationStore;
  readonly clock: Clock;
}

/** What a release names, and its digest with it: an operation, and the seal of the very answer that was withheld. */
export interface SealedAnswer {
  readonly operationId: string;
  readonly seal: string;
}

/** What is to be released, or why nothing is, in words for the agent, and the member of the input that is at fault. */
export type Found =
  | { readonly kind: 'releasable'; readonly original: Releasable }
  | { readonly kind: 'none'; readonly why: string; readonly member: 'OperationId' | 'Seal' };

/** A call as it is bound, and what it releases; or what is wrong with asking for that. */
export type Aimed =
  | { readonly kind: 'aimed'; readonly call: BoundCall; readonly original?: Releasable }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** What a call asks to release; undefined for every other call, and for a release in another form than the catalogue's. */
export function releasedBy({ service, operation, input }: Call): SealedAnswer | undefined {
  const { OperationId: operationId, Seal: seal } = input;
  if (service !== OWN_SERVICE || operation !== 'ReleaseResult') return undefined;
  if (typeof operationId !== 'string' || typeof seal !== 'string') return undefined;
  return isOperationId(operationId) && SHA256.test(seal) ? { operationId, seal } : undefined;
}

/**
 * Finds what an agent may have released: its own operations only. Somebody else's is as absent as none, so that nothing can
 * be learnt by asking.
 */
export async function findReleasable(
  named: SealedAnswer,
  agent: string,
  { operations, clock }: ReleaseDeps,
): Promise<Found> {
  const none = (why: string, member: 'OperationId' | 'Seal' = 'OperationId'): Found => ({ kind: 'none', why, member });
  const original = await readOwn(named.operationId, agent, operations);
  if (!original) return none('is no operation of yours');
  if (!('withheld' in original) || !original.withheld) return none('has no withheld result');
  if (!isKept(original)) return none('has a result that was not kept: ask for less');
  const { until, seal } = original.withheld.kept;
  if (seal !== named.seal) return none('is not the seal of its withheld result: copy it from the notice', 'Seal');
  if (until <= clock().toISOString()) return none(`has a result that was kept until ${until}: ask for the call again`);
  return { kind: 'releasable', original };
}

function isKept(operation: Operation): operation is Releasable {
  return operation.status === 'SUCCEEDED' && operation.withheld?.kept !== undefined;
}

/**
 * Points a release at what it releases: it counts as made in the account and region where the answer came from, since that
 * is what policies look at. Every other call stays as it is; so does a release of another form, which the catalogue refuses.
 */
export async function aim(call: BoundCall, envelope: Envelope, deps: ReleaseDeps): Promise<Aimed> {
  const named = releasedBy(call);
  if (!named) return { kind: 'aimed', call };
  const found = await findReleasable(named, call.agent, deps);
  if (found.kind === 'none')
    return { kind: 'faulty', faults: [{ pointer: `/input/${found.member}`, detail: found.why }] };
  const { account, region } = found.original.shown;
  const faults = [misplaced('account', envelope.account, account), misplaced('region', envelope.region, region)];
  const wrong = faults.filter((fault) => fault !== undefined);
  if (wrong.length > 0) return { kind: 'faulty', faults: wrong };
  return { kind: 'aimed', call: { ...call, account, region }, original: found.original };
}

function misplaced(member: string, said: string | undefined, ran: string): Fault | undefined {
  if (said === undefined || said === ran) return undefined;
  return { pointer: `/${member}`, detail: `the operation ran in ${ran}: leave it out` };
}

/** The input of a release as reviewers see it: beside what was sent, counts, the limit and the call as its own record shows it, masked. */
export function releaseInput({ id, shown, withheld }: Releasable): JsonObject {
  const { because, answer, kept } = withheld;
  const { service, operation, input } = shown;
  return {
    OperationId: id,
    Seal: kept.seal,
    Withheld: { because, ...answer, keptUntil: kept.until },
    Call: { service, operation, input },
  };
}
