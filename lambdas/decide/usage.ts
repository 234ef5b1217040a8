/** What an agent has used today (UTC), the operation in question not counted. */
export interface Usage {
  readonly operations: number;
  readonly costBearing: number;
  /** Operations that the policy denied since the last one that succeeded. */
  readonly deniedInARow: number;
  /** Operations in the same session; 0 without one. */
  readonly sessionOperations: number;
}

export const NO_USAGE: Usage = { operations: 0, costBearing: 0, deniedInARow: 0, sessionOperations: 0 };
