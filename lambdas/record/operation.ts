import type { Decision } from '../decide/decision.ts';
import type { MaskingReport } from '../mask/report.ts';
import type { Json } from '../runtime/json.ts';
import type { BoundCall } from './call.ts';
import type { RecordedQuestion } from './question.ts';
import type { ClosedStatus } from './status.ts';
import type { Withheld } from './withheld.ts';

/** One reviewer's verdict on one digest. */
export interface Verdict {
  /** Slack user id. */
  readonly reviewer: string;
  readonly answer: 'approve' | 'reject';
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly reason?: string;
}

/** Where the request was posted: a verdict counts only when it comes from this very message. */
export interface Card {
  readonly channel: string;
  readonly message: string;
}

/** What a signature makes binding: this digest may run once, under this id, until a time, because these people said so. */
export interface GrantStatement {
  readonly version: 1;
  readonly operationId: string;
  readonly digest: string;
  readonly approvers: readonly string[];
  readonly quorum: number;
  /** The policy set under which the approval was asked for. */
  readonly policySet: string;
  readonly issuedAt: string;
  /** The grant is void from this time on. */
  readonly notAfter: string;
}

/** A grant and its ECDSA P-256 signature (DER, base64) over the SHA-256 of the canonical statement. */
export interface SignedGrant {
  readonly statement: GrantStatement;
  readonly keyId: string;
  readonly signature: string;
}

interface Core {
  /** `op_` and a ULID. */
  readonly id: string;
  /** Counts the events: the optimistic lock of every transition. */
  readonly version: number;
  readonly digest: string;
  /** The bound call with its input, reason and prompt masked: what may be shown, logged in the record and archived. */
  readonly shown: BoundCall;
  /** What the decision was made on, its texts from the input masked. */
  readonly question: RecordedQuestion;
  readonly decision: Decision;
  readonly createdAt: string;
  /** SHA-256 of the newest event. */
  readonly head: string;
}

interface Open extends Core {
  /** The bound call exactly as asked. It is forgotten when the operation closes. */
  readonly call: BoundCall;
  /** ISO-8601 UTC: past it, the operation does not start any more (or, while executing, counts as lost). */
  readonly deadline: string;
}

export type Allowed = Open & { readonly status: 'ALLOWED' };
export type Pending = Open & {
  readonly status: 'PENDING';
  readonly verdicts: readonly Verdict[];
  readonly card?: Card;
  /** When further groups were told that they are asked as well: ISO 8601, UTC. It stays with the operation. */
  readonly escalatedAt?: string;
};
export type Approved = Open & {
  readonly status: 'APPROVED';
  readonly verdicts: readonly Verdict[];
  readonly card: Card;
  readonly grant: SignedGrant;
};
export type Executing = Open & {
  readonly status: 'EXECUTING';
  readonly claimedAt: string;
  readonly verdicts: readonly Verdict[];
  readonly card?: Card;
  readonly grant?: SignedGrant;
};

/** AWS's own code and message, the message masked. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** How a closed operation ended, in the terms of its status. */
export type Outcome =
  | {
      readonly status: 'SUCCEEDED';
      readonly result: Json;
      readonly masking: MaskingReport;
      readonly requestId?: string;
      /** Set when `result` is a notice in place of the answer. */
      readonly withheld?: Withheld;
    }
  | { readonly status: 'FAILED'; readonly failure: Failure; readonly masking: MaskingReport }
  | { readonly status: Exclude<ClosedStatus, 'SUCCEEDED' | 'FAILED'>; readonly because: string };

export type Closed = Core &
  Outcome & {
    readonly closedAt: string;
    readonly claimedAt?: string;
    readonly verdicts: readonly Verdict[];
    readonly card?: Card;
    readonly grant?: SignedGrant;
  };

/** One envelope on its way through the gateway. */
export type Operation = Allowed | Pending | Approved | Executing | Closed;

/** True while the operation can still change. */
export function isOpen(operation: Operation): operation is Allowed | Pending | Approved | Executing {
  return 'call' in operation;
}
