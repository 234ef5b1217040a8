import type { Call } from '../catalogue/call.ts';
import { canonicalJson, type JsonObject } from '../runtime/json.ts';
import { sha256 } from '../runtime/sha256.ts';

export type { Call };

/** The agent's session that an operation belongs to. `prompt` is what the agent was told, in its own words. */
export interface Session {
  readonly id: string;
  readonly prompt?: string;
}

/** Everything a decision and an approval bind: who asks, where, what, why. */
export interface BoundCall extends Call {
  /** ARN of the agent's IAM user or role, without any caller-chosen session name. */
  readonly agent: string;
  readonly reason: string;
  readonly session?: Session;
  /** The agent's own limit on how long the request stays open, in seconds; it can only shorten the policy's. */
  readonly expiresInSeconds?: number;
}

const DIGEST_VERSION = 1;

/** SHA-256 in lower-case hex over the canonical (RFC 8785) operation. Two equal requests have one digest. */
export function digestOf(call: BoundCall): string {
  return sha256(canonicalJson({ ...callAsJson(call), version: DIGEST_VERSION }));
}

/** The bound call as plain JSON: what `digestOf` hashes, less the version. */
export function callAsJson(call: BoundCall): JsonObject {
  const { agent, account, region, service, operation, input, reason, session, expiresInSeconds } = call;
  return {
    agent,
    account,
    region,
    service,
    operation,
    input,
    reason,
    ...(session && { session: { ...session } }),
    ...(expiresInSeconds !== undefined && { expiresInSeconds }),
  };
}
