import type { Resolution } from '../../lambdas/catalogue/resolution.ts';
import type { Decision } from '../../lambdas/decide/decision.ts';
import type { MaskingReport } from '../../lambdas/mask/report.ts';
import type { OperationEvent } from '../../lambdas/record/events.ts';
import type { Failure } from '../../lambdas/record/operation.ts';
import type { ClosedStatus, OpenStatus } from '../../lambdas/record/status.ts';
import type { Json, JsonObject } from '../../lambdas/runtime/json.ts';

interface Described {
  /** `op_` and a ULID. */
  readonly id: string;
  /** SHA-256 in hex of the operation: what a reviewer approves. */
  readonly digest: string;
  /** ISO-8601 UTC, as every time here. */
  readonly createdAt: string;
  readonly operation: {
    readonly service: string;
    readonly operation: string;
    readonly account: string;
    readonly region: string;
  };
  /** The input with its secrets masked, as reviewers see it. */
  readonly input: JsonObject;
  readonly reason: string;
  readonly session?: { readonly id: string };
  readonly tier: Resolution['tier'];
  readonly decision: Pick<Decision, 'verdict' | 'reasons' | 'policies'>;
  /** What happened so far, in order; only from `get` and `wait`. */
  readonly timeline?: readonly Pick<OperationEvent, 'at' | 'type' | 'by'>[];
}

/** It can still change: it waits for a reviewer, or it is being made. `deadline` is absent while it executes. */
export type OpenView = Described & {
  readonly terminal: false;
  readonly status: OpenStatus;
  readonly deadline?: string;
};

/** AWS answered; `result` is the masked answer and `masking` the report of what was masked. */
export type SucceededView = Described & {
  readonly terminal: true;
  readonly status: 'SUCCEEDED';
  readonly closedAt: string;
  readonly result: Json;
  readonly masking: MaskingReport;
};

/** AWS refused the call; `error` has AWS's own code and its message, masked. */
export type FailedView = Described & {
  readonly terminal: true;
  readonly status: 'FAILED';
  readonly closedAt: string;
  readonly error: Failure;
  readonly masking: MaskingReport;
};

/** It never ran (or, for OUTCOME_UNKNOWN, nobody knows whether it did); `because` says why in a sentence. */
export type EndedView = Described & {
  readonly terminal: true;
  readonly status: Exclude<ClosedStatus, 'SUCCEEDED' | 'FAILED'>;
  readonly closedAt: string;
  readonly because: string;
};

export type ClosedView = SucceededView | FailedView | EndedView;

/** An operation as the gateway shows it to the agent that asked. */
export type OperationView = OpenView | ClosedView;

/** The operations of one session, oldest first. */
export interface SessionView {
  readonly session: string;
  readonly operations: readonly OperationView[];
}
