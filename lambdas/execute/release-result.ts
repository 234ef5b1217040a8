import { newTally, reportOf } from '../mask/report.ts';
import type { Allowed, Approved, Executing } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import type { Clock } from '../runtime/clock.ts';
import { canonicalJson } from '../runtime/json.ts';
import { logFailure } from '../runtime/logger.ts';
import { findReleasable, releasedBy, type Releasable, releaseInput } from '../submit/release.ts';
import type { Objection } from './check-grant.ts';
import { dayOf } from './guard-result.ts';
import type { Finished } from './masked-outcome.ts';
import { type KeptResult, type ResultStore, sealOf } from './result-store.ts';

export interface ReleaseDeps {
  readonly operations: OperationStore;
  readonly results: ResultStore;
  readonly clock: Clock;
}

const denied = (because: string): Objection => ({ status: 'DENIED', because });

/** Why an approved release must not go out; undefined for a release that may, and for every other call. */
export async function checkRelease(operation: Allowed | Approved, deps: ReleaseDeps): Promise<Objection | undefined> {
  const { call, shown } = operation;
  const id = releasedBy(call);
  if (id === undefined) return undefined;
  const found = await findReleasable(id, call.agent, deps);
  if (found.kind === 'none') return denied(`Nothing can be released: ${id} ${found.why}.`);
  if (canonicalJson(shown.input) === canonicalJson(releaseInput(found.original))) return undefined;
  return denied('What reviewers were shown is not what would be released.');
}

/**
 * Hands out a kept answer, once, after its release was claimed. It was masked when it was kept and a reviewer agreed, so no
 * limit holds it again; it counts for the agent's day like every answer, before it goes out.
 */
export async function releaseResult(operation: Executing, deps: ReleaseDeps): Promise<Finished> {
  const { call, id } = operation;
  try {
    const found = await findReleasable(releasedBy(call) ?? '', call.agent, deps);
    if (found.kind === 'none') return failed('NothingToRelease', `The operation ${found.why}.`);
    const { original } = found;
    await deps.results.count(dayOf(call.agent, deps.clock()), original.withheld.answer, {});
    return handedOut(await deps.results.take(original.id), original);
  } catch (error) {
    logFailure('A kept result could not be released', error, { operationId: id });
    return failed('ResultUnreachable', 'The kept result was out of reach. Ask for its release again, or for the call.');
  }
}

function handedOut(kept: KeptResult | undefined, original: Releasable): Finished {
  if (!kept) return failed('ResultGone', `The result of ${original.id} was released already, or is no longer kept.`);
  if (sealOf(kept) !== original.withheld.kept.seal || kept.agent !== original.shown.agent)
    return failed('ResultAltered', `What is kept for ${original.id} is not what was withheld.`);
  return { status: 'SUCCEEDED', result: kept.result, masking: kept.masking };
}

function failed(code: string, message: string): Finished {
  return { status: 'FAILED', failure: { code, message }, masking: reportOf(newTally()) };
}
