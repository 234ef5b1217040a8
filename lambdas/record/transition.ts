import { Conflict, NotFound } from '../runtime/errors.ts';
import { chain, type EventDraft } from './events.ts';
import type { Operation } from './operation.ts';
import type { OperationStore } from './operation-store.ts';
import { NEXT } from './status.ts';

/** The fields of an operation that the writer itself keeps. */
export type Written = 'version' | 'head';
type Unwritten<O> = O extends Operation ? Omit<O, Written> : never;

/** One step of an operation: what it becomes, and the events that say so. */
export interface Step {
  readonly next: Unwritten<Operation>;
  readonly events: readonly EventDraft[];
}

/** Judges an operation as it is now: a step to take, or nothing to do. Throws to refuse. May run more than once. */
export type Change = (operation: Operation) => Step | undefined | Promise<Step | undefined>;

const ATTEMPTS = 8;

/**
 * The one writer of transitions: reads, lets `change` judge, writes the step on the condition that nobody wrote in between,
 * and begins again when somebody did. Returns the operation as it then is. Throws NotFound, Conflict (after several rounds)
 * and whatever `change` throws; an arrow that `NEXT` does not have is a bug and throws before anything is written.
 */
export async function transition(store: OperationStore, id: string, change: Change): Promise<Operation> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await store.read(id);
    if (!before) throw new NotFound(id);
    const step = await change(before);
    if (!step) return before;
    const { after, events } = applied(before, step);
    try {
      await store.commit(before, after, events);
      return after;
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
    }
  }
}

function applied(before: Operation, step: Step) {
  const { status } = step.next;
  if (!NEXT[before.status].includes(status)) throw new RangeError(`no arrow leads from ${before.status} to ${status}`);
  const { events, head } = chain(before.id, { seq: before.version, head: before.head }, step.events);
  const after = { ...step.next, version: before.version + events.length, head } as Operation;
  return { after, events };
}
