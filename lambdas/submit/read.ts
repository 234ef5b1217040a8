import { isOpen, type Operation } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import type { Pause } from '../runtime/clock.ts';
import { isOperationId } from '../runtime/operation-id.ts';

/** An operation of this agent, or undefined: another agent's operation is as absent as none. */
export async function readOwn(id: string, agent: string, operations: OperationStore): Promise<Operation | undefined> {
  if (!isOperationId(id)) return undefined;
  const operation = await operations.read(id);
  return operation?.shown.agent === agent ? operation : undefined;
}

/** The agent's operations in one session, oldest first. */
export async function readSession(
  session: string,
  agent: string,
  operations: OperationStore,
): Promise<readonly Operation[]> {
  const ids = await operations.inSession(agent, session);
  const found = await Promise.all(ids.map((id) => readOwn(id, agent, operations)));
  return found.filter((operation) => operation !== undefined);
}

/** The first rest between two looks, and the longest, in milliseconds: a quick answer is seen at once, a slow one is not hammered. */
const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 1_000;

/** Waits until an operation is closed, at most `seconds`, and returns it as it then is (RFC 7240 `wait`). */
export async function waitClosed(
  operation: Operation,
  seconds: number,
  deps: { operations: OperationStore; pause: Pause },
): Promise<Operation> {
  let current = operation;
  let rest = FIRST_REST_MS;
  for (
    let left = seconds * 1000;
    left > 0 && isOpen(current);
    left -= rest, rest = Math.min(rest * 2, LONGEST_REST_MS)
  ) {
    await deps.pause.rest(Math.min(rest, left));
    current = (await deps.operations.read(operation.id)) ?? current;
  }
  return current;
}
