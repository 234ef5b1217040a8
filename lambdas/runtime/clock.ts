import { setTimeout as rest } from 'node:timers/promises';

/** The time, passed in so that tests can set it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** `seconds` after `from`, as an ISO-8601 UTC string with milliseconds: fixed width, so such strings compare as text. */
export function isoAfter(from: Date, seconds: number): string {
  return new Date(from.getTime() + seconds * 1000).toISOString();
}

/** How to wait a number of milliseconds, passed in so that tests need not. */
export interface Pause {
  rest(milliseconds: number): Promise<void>;
}

export const systemPause: Pause = { rest: (milliseconds) => rest(milliseconds) };
