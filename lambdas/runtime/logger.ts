import { Logger } from '@aws-lambda-powertools/logger';

/**
 * The one logger. Only ids, statuses and error names go through it: never an event, an input, a result, a reason or a
 * header, since a log is outside the masked path.
 */
export const logger = new Logger();

/** Logs that something broke by its error's name alone: an error's message may quote an input. */
export function logFailure(message: string, error: unknown, ids: Record<string, string> = {}): void {
  const name = error instanceof Error ? error.name : typeof error;
  logger.error(message, { ...ids, errorName: name });
}
