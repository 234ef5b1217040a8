import { canonicalJson, type JsonObject } from '../runtime/json.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { Status } from './status.ts';

/** What happened, in the past tense. */
export type EventType =
  | 'received'
  | 'allowed'
  | 'denied'
  | 'approval-asked'
  | 'card-posted'
  | 'escalated'
  | 'verdict-given'
  | 'approved'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'claimed'
  | 'succeeded'
  | 'failed'
  | 'outcome-lost';

/** One immutable line of an operation's history, chained to the line before it. Holds no secret and nothing unmasked. */
export interface OperationEvent {
  readonly operation: string;
  /** 1 for the first. */
  readonly seq: number;
  readonly at: string;
  readonly type: EventType;
  /** The status that the event led to; the first event leads to RECEIVED. */
  readonly status: Status | 'RECEIVED';
  /** `agent:<arn>`, `policy`, `reviewer:<slack id>` or `gateway`. */
  readonly by: string;
  readonly facts: JsonObject;
  /** SHA-256 of the event before, or null for the first. */
  readonly previous: string | null;
}

/** What a step says of itself; its place in the chain is added by `chain`. */
export type EventDraft = Pick<OperationEvent, 'at' | 'type' | 'status' | 'by' | 'facts'>;

/** SHA-256 in hex over the event's canonical form. */
export function hashOf(event: OperationEvent): string {
  return sha256(canonicalJson({ ...event }));
}

/** Appends drafts to a chain that ends at `head` after `seq` events. */
export function chain(
  operation: string,
  end: { seq: number; head: string | null },
  drafts: readonly EventDraft[],
): { events: readonly OperationEvent[]; head: string } {
  const events: OperationEvent[] = [];
  let previous = end.head;
  for (const draft of drafts) {
    const event = { operation, seq: end.seq + events.length + 1, ...draft, previous };
    events.push(event);
    previous = hashOf(event);
  }
  if (previous === null) throw new RangeError('a chain needs at least one event');
  return { events, head: previous };
}

/** What is wrong with a chain, in one sentence, or undefined when it is whole and ends in `head`. */
export function chainFault(events: readonly OperationEvent[], end: { id: string; head: string }): string | undefined {
  let previous: string | null = null;
  for (const [index, event] of events.entries()) {
    if (event.operation !== end.id) return `event ${index + 1} belongs to another operation`;
    if (event.seq !== index + 1) return `event ${index + 1} is missing`;
    if (event.previous !== previous) return `event ${index + 1} does not follow the event before it`;
    previous = hashOf(event);
  }
  return previous === end.head ? undefined : 'the newest event is not the one the operation names';
}
