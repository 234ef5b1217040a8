import { OWN_SERVICE } from '../catalogue/own-service.ts';
import type { LimitName } from '../decide/limits.ts';
import type { Withheld } from '../record/withheld.ts';
import type { JsonObject } from '../runtime/json.ts';
import type { Excess } from './measure.ts';

const WHAT: Readonly<Record<LimitName, string>> = {
  maxRows: 'rows in one answer',
  maxBytes: 'bytes in one answer',
  maxPersonal: 'personal values in one answer',
  maxRowsPerDay: 'rows for this agent today',
  maxBytesPerDay: 'bytes for this agent today',
  maxPersonalPerDay: 'personal values for this agent today',
};

/** Why an answer is withheld; without `measured`, because nobody could count what the agent already has. */
export function sentenceOn({ limit, allowed, measured }: Omit<Excess, 'measured'> & { measured?: number }): string {
  if (measured === undefined)
    return `The policy allows ${allowed} ${WHAT[limit]}, and the count of today was out of reach.`;
  return `${measured} ${WHAT[limit]}, and the policy allows ${allowed} (${limit}).`;
}

/** What stands in place of a withheld answer: why, the counts, and the envelope that asks for its release. */
export function noticeOf(operationId: string, withheld: Withheld): JsonObject {
  const { because, limit, allowed, measured, answer, kept } = withheld;
  const counts = { limit, allowed, ...(measured !== undefined && { measured }), answer };
  if (!kept) return { withheld: `${because} It was not kept: ask for less.`, ...counts };
  const release = { service: OWN_SERVICE, operation: 'ReleaseResult', input: { OperationId: operationId } };
  const how = 'Ask for less, or post the envelope in `release` with your reason: a reviewer then decides.';
  return { withheld: `${because} ${how}`, ...counts, keptUntil: kept.until, release };
}
