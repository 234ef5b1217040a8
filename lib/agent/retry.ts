import { TryLater, Unreachable } from './problems.ts';

/** Rests for some milliseconds; rejects with the signal's reason when it is aborted. */
export type Rest = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_SECONDS = 30;

/**
 * Repeats a request that may be repeated, at most three times, after failures that pass: no answer, or a problem that says
 * to try later. Waits as long as Retry-After asks, else longer each time; gives up where Retry-After asks for over 30 s.
 */
export async function withRetries<T>(attempt: () => Promise<T>, rest: Rest, signal?: AbortSignal): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pause = count < ATTEMPTS ? pauseAfter(error, count) : undefined;
      if (pause === undefined) throw error;
      await rest(pause, signal);
    }
  }
}

function pauseAfter(error: unknown, count: number): number | undefined {
  if (error instanceof TryLater && error.retryAfterSeconds !== undefined) {
    return error.retryAfterSeconds <= LONGEST_PAUSE_SECONDS ? error.retryAfterSeconds * 1000 : undefined;
  }
  if (!(error instanceof TryLater || error instanceof Unreachable)) return undefined;
  return FIRST_PAUSE_MS * 2 ** (count - 1) * (0.5 + Math.random() / 2); // many agents should not come back at once
}
