import { newTally, reportOf } from '../mask/report.ts';
import { dayOf } from '../record/budget-store.ts';
import type { Allowed, Approved, Executing } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import type { Clock } from '../runtime/clock.ts';
import { canonicalJson } from '../runtime/json.ts';
import { logFailure } from '../runtime/logger.ts';
import { findReleasable, releasedBy, releaseInput, type SealedAnswer } from '../submit/release.ts';
import type { Objection } from './check-grant.ts';
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
  const named = releasedBy(call);
  if (!named) return undefined;
  const found = await findReleasable(named, call.agent, deps);
  if (found.kind === 'none') return denied(`Nothing can be released: ${found.member} ${found.why}.`);
  if (canonicalJson(shown.input) === canonicalJson(releaseInput(found.original))) return undefined;
  return denied('What reviewers were shown is not what would be released.');
}

/** A claimed release, and what its call names. */
export interface Release {
  readonly operation: Executing;
  readonly named: SealedAnswer;
}

/**
 * Hands out a kept answer, once, after its release was claimed. It was masked when it was kept and a reviewer agreed, so no
 * limit holds it again; it counts for the agent's day like every answer, before it goes out.
 */
export async function releaseResult({ operation, named }: Release, deps: ReleaseDeps): Promise<Finished> {
  const { agent } = operation.call;
  try {
    const found = await findReleasable(named, agent, deps);
    if (found.kind === 'none') return failed('NothingToRelease', `${found.member} ${found.why}.`);
    await deps.results.count({ agent, day: dayOf(deps.clock()) }, found.original.withheld.answer, {});
    return handedOut(await deps.results.take(named.operationId), named);
  } catch (error) {
    logFailure('A kept result could not be released', error, { operationId: operation.id });
    return failed('ResultUnreachable', 'The kept result was out of reach. Ask for its release again, or for the call.');
  }
}

/** The seal that the release's digest holds, and with it the grant, says which answer reviewers agreed to. */
function handedOut(kept: KeptResult | undefined, { operationId, seal }: SealedAnswer): Finished {
  if (!kept) return failed('ResultGone', `The result of ${operationId} was released already, or is no longer kept.`);
  if (sealOf(kept) !== seal)
    return failed('ResultAltered', `What is kept for ${operationId} is not what was withheld.`);
  return { status: 'SUCCEEDED', result: kept.result, masking: kept.masking };
}

function failed(code: string, message: string): Finished {
  return { status: 'FAILED', failure: { code, message }, masking: reportOf(newTally()) };
}
