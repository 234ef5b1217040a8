import { randomBytes } from 'node:crypto';
import type { Limits } from '../decide/limits.ts';
import { dayOf } from '../record/budget-store.ts';
import type { Keeping, Measured, Withheld } from '../record/withheld.ts';
import { type Clock, isoAfter } from '../runtime/clock.ts';
import type { Json } from '../runtime/json.ts';
import { logFailure } from '../runtime/logger.ts';
import type { Finished } from './masked-outcome.ts';
import { countsByDay, excessOf, measure, OF_DAY } from './measure.ts';
import { type ResultStore, sealOf } from './result-store.ts';
import { noticeOf, sentenceOn } from './withheld-notice.ts';

export interface GuardDeps {
  readonly results: ResultStore;
  readonly clock: Clock;
}

/** Whose answer it is, and the limits that today's policy sets on it. */
export interface Guarded {
  readonly operationId: string;
  readonly agent: string;
  readonly limits: Limits;
}

type Answered = Extract<Finished, { status: 'SUCCEEDED' }>;

/** What an answer is above; without `measured`, because nobody could count what the agent already has. */
type Over = Pick<Withheld, 'limit' | 'allowed' | 'measured'>;

/** A withheld answer is kept this long, in seconds: seven days. */
export const KEEP_SECONDS = 7 * 86_400;

/** A DynamoDB item ends at 400 KB; what is larger than this fits in no record and is not kept, since half an answer misleads. */
export const MAX_RESULT_BYTES = 256 * 1024;

/**
 * Holds a masked answer to its limits: within them it goes out as it is, counted for the day; above one of them a notice
 * goes in its place, and the answer is kept apart until a reviewer releases it. Doubt withholds. The call itself was made,
 * so the operation ends SUCCEEDED either way.
 */
export async function guardResult(outcome: Finished, guarded: Guarded, deps: GuardDeps): Promise<Finished> {
  if (outcome.status !== 'SUCCEEDED') return outcome;
  const answer = measure(outcome.result, outcome.masking);
  if (!answer) return replaced(outcome, { withheld: 'The masked result is nested too deeply to be measured.' });
  const over = tooLarge(answer) ?? excessOf(answer, guarded.limits) ?? (await excessToday(answer, guarded, deps));
  if (!over) return outcome;
  const kept = over.limit === 'resultBytes' ? undefined : await keep(outcome, guarded, deps);
  const withheld = { ...over, because: sentenceOn(over), answer, ...(kept && { kept }) };
  return { ...replaced(outcome, noticeOf(guarded.operationId, withheld)), withheld };
}

function tooLarge({ bytes }: Measured): Over | undefined {
  if (bytes <= MAX_RESULT_BYTES) return undefined;
  return { limit: 'resultBytes', measured: bytes, allowed: MAX_RESULT_BYTES };
}

/** The day's limit that this answer would break, or could not be held against. Counting comes before giving out. */
async function excessToday(answer: Measured, guarded: Guarded, deps: GuardDeps): Promise<Over | undefined> {
  const { agent, limits } = guarded;
  if (!countsByDay(limits)) return undefined;
  try {
    const counted = await deps.results.count({ agent, day: dayOf(deps.clock()) }, answer, limits);
    return counted.kind === 'over' ? counted.excess : undefined;
  } catch (error) {
    logFailure('An answer could not be counted', error, { operationId: guarded.operationId });
    const limit = Object.values(OF_DAY).find((name) => limits[name] !== undefined) ?? OF_DAY.rows;
    return { limit, allowed: limits[limit] ?? 0 };
  }
}

/** An answer that cannot be kept stays withheld all the same: then it can only be asked for again. */
async function keep(outcome: Answered, guarded: Guarded, deps: GuardDeps): Promise<Keeping | undefined> {
  const { operationId, agent } = guarded;
  const { result, masking } = outcome;
  const until = isoAfter(deps.clock(), KEEP_SECONDS);
  const kept = { operationId, agent, until, salt: randomBytes(32).toString('hex'), result, masking };
  try {
    const seal = sealOf(kept); // first: what has no seal could never be released
    await deps.results.keep(kept);
    return { until, seal };
  } catch (error) {
    logFailure('A withheld answer could not be kept', error, { operationId });
    return undefined;
  }
}

/** The places of what was masked go too: a path is made of the answer's own member names. */
function replaced(outcome: Answered, result: Json): Answered {
  return { ...outcome, result, masking: { ...outcome.masking, paths: [] } };
}
