import { jest } from '@jest/globals';

/** An operation that waits for people, retries or time-outs takes longer than Jest's five seconds. */
jest.setTimeout(60_000);
