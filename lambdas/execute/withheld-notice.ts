import { OWN_SERVICE } from '../catalogue/own-service.ts';
import type { Withheld } from '../record/withheld.ts';
import type { JsonObject } from '../runtime/json.ts';

const WHAT: Readonly<Record<Withheld['limit'], string>> = {
  maxRows: 'rows in one answer',
  maxBytes: 'bytes in one answer',
  maxPersonal: 'personal values in one answer',
  maxRowsPerDay: 'rows for this agent today',
  maxBytesPerDay: 'bytes for this agent today',
  maxPersonalPerDay: 'personal values for this agent today',
  resultBytes: 'bytes in one answer',
};

/** Why an answer is withheld; without `measured`, because nobody could count what the agent already has. */
export function sentenceOn({ limit, allowed, measured }: Pick<Withheld, 'limit' | 'allowed' | 'measured'>): string {
  if (measured === undefined)
    return `The policy allows ${allowed} ${WHAT[limit]}, and the count of today was out of reach.`;
  const allows = limit === 'resultBytes' ? 'a record holds' : 'the policy allows';
  return `${measured} ${WHAT[limit]}, and ${allows} ${allowed} (${limit}).`;
}

/** What stands in place of a withheld answer: why, the counts, and the envelope that asks for its release. */
export function noticeOf(operationId: string, withheld: Withheld): JsonObject {
  const { because, limit, allowed, measured, answer, kept } = withheld;
  const counts = { limit, allowed, ...(measured !== undefined && { measured }), answer };
  if (!kept) return { withheld: `${because} It was not kept: ask for less (a page, a range).`, ...counts };
  const input = { OperationId: operationId, Seal: kept.seal };
  const release = { service: OWN_SERVICE, operation: 'ReleaseResult', input };
  const how = 'Ask for less, or post the envelope in `release` with your reason: a reviewer then decides.';
  return { withheld: `${because} ${how}`, ...counts, keptUntil: kept.until, release };
}
