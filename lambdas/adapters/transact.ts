import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type Pause, systemPause } from '../runtime/clock.ts';

export type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** `refused` names the writes whose conditions failed; none of them when others' transactions were in the way to the end. */
export type Transacted =
  | { readonly kind: 'written' }
  | { readonly kind: 'refused'; readonly failed: readonly number[]; readonly cause: unknown };

/** How often a transaction is tried that others are in the way of, and the longest rest after the first try, in milliseconds. */
const TRIES = 6;
const FIRST_REST_MS = 20;

/**
 * Writes all or nothing. DynamoDB cancels a transaction that meets another one on an item; it is tried again after a random,
 * growing rest, at most `tries` times. Throws what is neither a failed condition nor such a meeting.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  TransactItems: Writes,
  { tries = TRIES, pause = systemPause }: { tries?: number; pause?: Pause } = {},
): Promise<Transacted> {
  for (let attempt = 1; ; attempt += 1) {
    const tried = await once(client, TransactItems);
    if (tried.kind === 'written' || tried.failed.length > 0 || attempt >= tries) return tried;
    await pause.rest(Math.random() * FIRST_REST_MS * Math.min(2 ** (attempt - 1), 16));
  }
}

async function once(client: DynamoDBDocumentClient, TransactItems: Writes): Promise<Transacted> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems }));
    return { kind: 'written' };
  } catch (cause) {
    const codes = codesOf(cause);
    const failed = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
    if (failed.length === 0 && !codes.includes('TransactionConflict')) throw cause; // throttling, say
    return { kind: 'refused', failed, cause };
  }
}

function codesOf(error: unknown): readonly string[] {
  if (error instanceof TransactionConflictException) return ['TransactionConflict'];
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
}
