import * as z from 'zod';
import type { OperationEvent } from '../record/events.ts';
import { isOpen, type Operation } from '../record/operation.ts';
import type { IdempotencyKey } from '../record/operation-store.ts';
import { sha256 } from '../runtime/sha256.ts';
import { Corrupt } from '../runtime/errors.ts';
import type { Json } from '../runtime/json.ts';

/**
 * The table's items. An operation and an event are each kept as one JSON text, so that numbers and empty strings come back
 * exactly; the attributes beside it serve conditions and indexes, and are compared with the text on every read.
 *
 * | pk                | sk           | holds                                           |
 * | `op_<ulid>`       | `META`       | the operation; `sessionKey`/`sk2` and `openStatus`/`deadline` feed the two indexes |
 * | `op_<ulid>`       | `EVT#000001` | one event                                       |
 * | `op_<ulid>`       | `TOKEN`      | the workflow's task token                       |
 * | `key_<sha256>`    | `KEY`        | an Idempotency-Key of one agent                 |
 *
 * Beside them stand counters (dynamodb-budget-store.ts), stops (dynamodb-stop-items.ts) and pseudonyms (dynamodb-pseudonym-store.ts).
 */
export const META = 'META';
export const TOKEN = 'TOKEN';

/** An Idempotency-Key is kept this long, in days: longer than any operation stays open. */
const KEY_DAYS = 30;

export function metaItem(operation: Operation): Record<string, unknown> {
  const { agent, session } = operation.shown;
  return {
    pk: operation.id,
    sk: META,
    version: operation.version,
    status: operation.status,
    digest: operation.digest,
    operation: JSON.stringify(operation),
    ...(session && { sessionKey: sessionKey(agent, session.id), sk2: operation.id }),
    ...(isOpen(operation) && { openStatus: operation.status, deadline: operation.deadline }),
  };
}

export function eventItem(event: OperationEvent): Record<string, unknown> {
  return { pk: event.operation, sk: eventKey(event.seq), event: JSON.stringify(event) };
}

export function keyItem(key: IdempotencyKey, operationId: string, now: Date): Record<string, unknown> {
  const ttl = Math.floor(now.getTime() / 1000) + KEY_DAYS * 86_400;
  return { ...keyOf(key), operationId, envelope: key.envelope, ttl };
}

export function keyOf({ agent, key }: IdempotencyKey) {
  return { pk: `key_${sha256(JSON.stringify([agent, key]))}`, sk: 'KEY' };
}

export function eventKey(seq: number): string {
  return `EVT#${String(seq).padStart(6, '0')}`;
}

export function sessionKey(agent: string, session: string): string {
  return `${agent}#${session}`;
}

const metaShape = z.object({
  pk: z.string(),
  version: z.number(),
  status: z.string(),
  digest: z.string(),
  operation: z.string(),
});

/** Throws Corrupt when the text and the attributes beside it differ. */
export function operationFrom(item: Record<string, unknown>): Operation {
  const id = String(item['pk']);
  const meta = metaShape.safeParse(item);
  if (!meta.success) throw new Corrupt(id, 'the item lacks attributes');
  const operation = parsed(id, meta.data.operation) as unknown as Operation;
  const { version, status, digest } = meta.data;
  const same = operation.id === id && operation.version === version && operation.status === status;
  if (!same || operation.digest !== digest) throw new Corrupt(id, 'its attributes differ from its text');
  return operation;
}

const eventShape = z.object({ pk: z.string(), event: z.string() });

export function eventFrom(item: Record<string, unknown>): OperationEvent {
  const id = String(item['pk']);
  const stored = eventShape.safeParse(item);
  if (!stored.success) throw new Corrupt(id, 'an event lacks its text');
  return parsed(id, stored.data.event) as unknown as OperationEvent;
}

function parsed(id: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new Corrupt(id, 'a text is not JSON', { cause });
  }
}
