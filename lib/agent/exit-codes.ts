import { Misuse } from './misuse.ts';
import type { OperationView } from './operation-view.ts';
import { AgentStopped, BadEnvelope, BadOrder, KeyReused, NoSuchOperation, TooLate } from './problems.ts';

/** What the command's exit code tells a script. */
export const EXIT = {
  /** It succeeded, or it is on its way and nobody asked to wait for the end. */
  ok: 0,
  /** The operation was refused, failed or ended without running. */
  refused: 1,
  /** The command line or the envelope is wrong. */
  misuse: 2,
  /** The gateway cannot be reached, or the operation is still open when the wait is over, or something else broke. */
  other: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code for an operation as it was last seen. */
export function exitCodeOf(operation: OperationView, waited: boolean): ExitCode {
  if (!operation.terminal) return waited ? EXIT.other : EXIT.ok;
  return operation.status === 'SUCCEEDED' ? EXIT.ok : EXIT.refused;
}

const MISUSES = [Misuse, BadEnvelope, BadOrder, KeyReused];
const REFUSALS = [TooLate, NoSuchOperation, AgentStopped];

/** The exit code for what was thrown on the way. */
export function exitCodeFor(error: unknown): ExitCode {
  if (MISUSES.some((kind) => error instanceof kind)) return EXIT.misuse;
  return REFUSALS.some((kind) => error instanceof kind) ? EXIT.refused : EXIT.other;
}
