import { gzipSync } from 'node:zlib';
import { canonicalJson, type Json, type JsonObject } from '../runtime/json.ts';
import { sha256 } from '../runtime/sha256.ts';
import { chainFault, type OperationEvent } from './events.ts';
import type { Closed } from './operation.ts';

export const RECEIPT_SCHEMA = 'countersign.receipt/1';

/** A receipt as it is archived: canonical JSON and a line feed, gzipped, under a key that only the record decides. */
export interface ArchivedReceipt {
  /** `raw/dt=YYYY-MM-DD/hh=HH/<operation id>.json.gz`, by the hour in which the operation closed (UTC). */
  readonly key: string;
  readonly bytes: Uint8Array;
  /** SHA-256 in hex of the bytes before compression. */
  readonly sha256: string;
}

/**
 * The closed record of an operation as one JSON object. `integrity` is `whole`, or says what is wrong with the event chain:
 * a record that was tampered with gets its receipt like every other, and the receipt says so.
 */
export function receiptOf(operation: Closed, events: readonly OperationEvent[]): JsonObject {
  const { head, ...record } = operation;
  const integrity = chainFault(events, operation) ?? 'whole';
  const parts = { operation: record as unknown as Json, events: events as unknown as Json };
  return { schema: RECEIPT_SCHEMA, ...parts, head, integrity };
}

/** The receipt's archive object. The same operation gives the same key and bytes, however often it is archived. */
export function archivedReceipt(operation: Closed, events: readonly OperationEvent[]): ArchivedReceipt {
  const text = `${canonicalJson(receiptOf(operation, events))}\n`;
  return { key: archiveKey(operation), bytes: gzipSync(text), sha256: sha256(text) };
}

function archiveKey({ closedAt, id }: Closed): string {
  const [day, time] = closedAt.split('T') as [string, string];
  return `raw/dt=${day}/hh=${time.slice(0, 2)}/${id}.json.gz`;
}
