import { Logger } from '@aws-lambda-powertools/logger';

/**
 * The one logger. Only ids, statuses and error names go through it: never an event, an input, a result, a reason or a
 * header, since a log is outside the masked path.
 */
export const logger = new Logger();

/** Logs that something broke by its error's name and where it was thrown: an error's message may quote an input. */
export function logFailure(message: string, error: unknown, ids: Record<string, string> = {}): void {
  const errorName = error instanceof Error ? error.name : typeof error;
  logger.error(message, { ...ids, errorName, thrownAt: framesOf(error), ...causeOf(error) });
}

/** The frames of a stack, less the message above them. */
function framesOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .map((line) => line.trim());
}

function causeOf(error: unknown): { readonly causeName?: string } {
  return error instanceof Error && error.cause instanceof Error ? { causeName: error.cause.name } : {};
}
