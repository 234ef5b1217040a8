import { createHmac } from 'node:crypto';
import type { SessionKeys } from '../../lambdas/execute/ports.ts';

/** Secrets of sessions as KMS would make them, and an error that can be set to stand for KMS's silence. */
export interface TestSessionKeys extends SessionKeys {
  error: Error | undefined;
}

/** Keys that differ by agent and session, the same each time. */
export function someSessionKeys(): TestSessionKeys {
  const keys: TestSessionKeys = {
    error: undefined,
    of: async ({ agent, session }) => {
      if (keys.error) throw keys.error;
      return createHmac('sha256', 'a key of the tests')
        .update(JSON.stringify([agent, session]))
        .digest();
    },
  };
  return keys;
}
