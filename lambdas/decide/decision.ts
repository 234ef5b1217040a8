import type { AccessLevel, ActionGrant, Category, Resolution } from '../catalogue/resolution.ts';

/** What a policy may look at. Nothing here comes from the agent unchecked but `input`, which the catalogue validated. */
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
}

interface Decided {
  /** Ids of the policies that made the verdict; empty when nothing matched (default deny). */
  readonly policies: readonly string[];
  /** SHA-256 over the whole policy set, so that a record says under which rules it was decided. */
  readonly policySet: string;
  /** Sentences for the agent and the reviewer, never empty. */
  readonly reasons: readonly string[];
}

interface Permitted extends Decided {
  /** The end of the target role's name that the call runs in; without it, in the default role. */
  readonly role?: string;
}

/** The policy's answer. `ask` names the approver groups (any of them may approve), how many people, and for how long. */
export type Decision =
  | (Permitted & { readonly verdict: 'allow' })
  | (Permitted & {
      readonly verdict: 'ask';
      readonly approvers: readonly string[];
      readonly quorum: number;
      readonly timeoutSeconds: number;
    })
  | (Decided & { readonly verdict: 'deny' });

/** The end of the target role's name that a call runs in, undefined for the default role. */
export function roleOf(decision: Decision): string | undefined {
  return decision.verdict === 'deny' ? undefined : decision.role;
}
