/** Every status an operation can have; the arrows are in `NEXT`. */
export type Status = OpenStatus | ClosedStatus;
export type OpenStatus = 'ALLOWED' | 'PENDING' | 'APPROVED' | 'EXECUTING';
export type ClosedStatus = 'DENIED' | 'REJECTED' | 'EXPIRED' | 'CANCELLED' | 'SUCCEEDED' | 'FAILED' | 'OUTCOME_UNKNOWN';

/**
 * The only arrows there are. `RECEIVED` is the first event of every operation and never a resting place: it is written in
 * one transaction with the decision. ALLOWED and APPROVED may still end DENIED, when the executor's own checks refuse.
 */
export const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  ALLOWED: ['EXECUTING', 'DENIED', 'EXPIRED'],
  PENDING: ['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'],
  APPROVED: ['EXECUTING', 'DENIED', 'EXPIRED', 'CANCELLED'],
  EXECUTING: ['SUCCEEDED', 'FAILED', 'OUTCOME_UNKNOWN'],
  DENIED: [],
  REJECTED: [],
  EXPIRED: [],
  CANCELLED: [],
  SUCCEEDED: [],
  FAILED: [],
  OUTCOME_UNKNOWN: [],
};

export const OPEN_STATUSES: readonly OpenStatus[] = ['ALLOWED', 'PENDING', 'APPROVED', 'EXECUTING'];

/** True for a status that nothing leaves: the operation has its receipt. */
export function isClosed(status: Status): status is ClosedStatus {
  return NEXT[status].length === 0;
}
