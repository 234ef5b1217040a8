import type { Clock } from '../../lambdas/runtime/clock.ts';

/** Where test time begins. */
export const NOON = '2026-11-22T12:00:00.000Z';

/** A clock that stands still until it is moved. */
export interface MovableClock extends Clock {
  advance(seconds: number): void;
  set(iso: string): void;
}

/** A clock that stands at `at` (ISO-8601). */
export function fixedClock(at: string = NOON): MovableClock {
  let now = new Date(at);
  return Object.assign(() => new Date(now), {
    advance: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    set: (iso: string) => {
      now = new Date(iso);
    },
  });
}
