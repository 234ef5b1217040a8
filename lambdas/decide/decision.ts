import type { Facts } from './input-facts.ts';
import type { Limits } from './limits.ts';
import type { AccessLevel, ActionGrant, Category, Resolution } from '../catalogue/resolution.ts';

/** What an agent has done so far today (UTC), this call not counted. Whole numbers from 0. */
export interface Usage {
  readonly operations: number;
  readonly costBearing: number;
  /** Denials by policy since the agent's last call that succeeded. */
  readonly deniedInARow: number;
  /** Operations of the session that the call belongs to; 0 for a call without one. */
  readonly sessionOperations: number;
}

/** The usage of an agent that has done nothing. */
export const NO_USAGE: Usage = { operations: 0, costBearing: 0, deniedInARow: 0, sessionOperations: 0 };

/** What a policy may look at, as plain JSON. Nothing here comes from the agent unchecked: the catalogue validated the input. */
export interface Question {
  readonly agent: { readonly arn: string; readonly team: string };
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly tier: Resolution['tier'];
  readonly accessLevel: AccessLevel;
  readonly categories: readonly Category[];
  readonly grants: readonly ActionGrant[];
  /** Set for what the gateway does itself: no role is assumed and AWS is not called. `grants` is empty then. */
  readonly credentials?: 'none';
  /** The target account's labels in the directory; `unlabelled` alone for an account that it does not know. */
  readonly labels: readonly string[];
  readonly facts: Facts;
  /** When it is asked: ISO-8601, UTC. */
  readonly at: string;
  readonly usage: Usage;
  /** The pseudonyms of the input, in whose place the call is made with real values; absent where there are none. */
  readonly pseudonyms?: readonly UsedPseudonym[];
}

/** Whether it is asked about a withheld answer: the release is all that the gateway does without credentials. */
export function isRelease({ credentials }: Pick<Question, 'credentials'>): boolean {
  return credentials === 'none';
}

/** A pseudonym in an input, and which answer showed it to the agent: the operation, and the JSON path in it. */
export interface UsedPseudonym {
  readonly token: string;
  readonly type: string;
  readonly operation: string;
  readonly path: string;
}

interface Decided {
  /** Ids of the policies that made the verdict; empty when nothing matched (default deny). */
  readonly policies: readonly string[];
  /** SHA-256 over the whole policy set, so that a record says under which rules it was decided. */
  readonly policySet: string;
  /** Sentences for the agent and the reviewer, never empty. */
  readonly reasons: readonly string[];
  /** What would have been decided with the observed policies among the others; only where that differs. */
  readonly observed?: Observed;
}

/** The verdict that policies with `@mode("observe")` would have led to. It binds nobody. */
export interface Observed {
  readonly verdict: 'allow' | 'ask' | 'deny';
  readonly policies: readonly string[];
  readonly reasons: readonly string[];
}

interface Permitted extends Decided {
  /** The end of the target role's name that the call runs in; without it, in the default role. */
  readonly role?: string;
  /** The strictest of the permits' limits on the answer; absent when none of them sets any. */
  readonly limits?: Limits;
}

/** The policy's answer. `ask` names the approver groups (any of them may approve), how many people, and for how long. */
export type Decision =
  | (Permitted & { readonly verdict: 'allow' })
  | (Permitted & {
      readonly verdict: 'ask';
      readonly approvers: readonly string[];
      readonly quorum: number;
      readonly timeoutSeconds: number;
      /** Groups that are asked as well when half of the time has passed; absent when there are none. */
      readonly escalate?: readonly string[];
    })
  | (Decided & { readonly verdict: 'deny' });

/** The end of the target role's name that a call runs in, undefined for the default role. */
export function roleOf(decision: Decision): string | undefined {
  return decision.verdict === 'deny' ? undefined : decision.role;
}

/** The limits on the answer, undefined when there are none. */
export function limitsIn(decision: Decision): Limits | undefined {
  return decision.verdict === 'deny' ? undefined : decision.limits;
}
