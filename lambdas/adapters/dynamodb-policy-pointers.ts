import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PolicyPointer, PolicyPointers } from '../decide/policies-in-force.ts';
import { SHA256 } from '../runtime/sha256.ts';
import { queryAll } from './table.ts';
import { transact } from './transact.ts';

/** The partition of the table that only publishers write to; `lib/constructs/record-store.ts` denies it to the functions. */
export const POLICIES_KEY = 'policies';

const hash = z.string().regex(SHA256);

const pointerShape: z.ZodType<PolicyPointer> = z.object({
  version: z.int().min(1),
  policySet: hash,
  replaces: hash,
  previous: hash.exactOptional(),
  action: z.enum(['publish', 'rollback']),
  at: z.string(),
  by: z.string(),
  why: z.string(),
});

/** Somebody else moved the pointer after it was read. */
export class PointerMoved extends Error {
  constructor(options?: ErrorOptions) {
    super('Somebody else changed the current policy set meanwhile; look at the versions and try again', options);
    this.name = 'PointerMoved';
  }
}

/**
 * The pointer to the current policy set and its history, in the gateway's table. Each is one JSON text.
 *
 * | pk         | sk            | holds                                       |
 * | `policies` | `CURRENT`     | the pointer; `version` is its optimistic lock |
 * | `policies` | `MOVE#000001` | the pointer as each move left it            |
 */
export class DynamoDbPolicyPointers implements PolicyPointers {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async current(): Promise<PolicyPointer | undefined> {
    const Key = { pk: POLICIES_KEY, sk: 'CURRENT' };
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }));
    return Item && pointerIn(Item);
  }

  /** Every move, oldest first. */
  async history(): Promise<readonly PolicyPointer[]> {
    return (await queryAll(this.#client, this.#moves())).map(pointerIn);
  }

  /** Moves the pointer, and writes the move into the history, while the move before it is still the last. Throws PointerMoved. */
  async move(next: PolicyPointer): Promise<void> {
    const moved = await transact(this.#client, this.#writes(next), { tries: 1 });
    if (moved.kind === 'refused') throw new PointerMoved({ cause: moved.cause });
  }

  #moves() {
    return {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :move)',
      ExpressionAttributeValues: { ':pk': POLICIES_KEY, ':move': 'MOVE#' },
      ConsistentRead: true,
    };
  }

  #writes(next: PolicyPointer) {
    const { version } = next;
    const item = { pk: POLICIES_KEY, version, pointer: JSON.stringify(next) };
    const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
    const follows = {
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':before': version - 1 },
    };
    const move = `MOVE#${String(version).padStart(6, '0')}`;
    const TableName = this.#table;
    return [
      { Put: { TableName, Item: { ...item, sk: 'CURRENT' }, ...(version === 1 ? isNew : follows) } },
      { Put: { TableName, Item: { ...item, sk: move }, ...isNew } },
    ];
  }
}

/** Throws where the item holds anything else: a pointer that cannot be read leaves no policies to decide by. */
function pointerIn({ pointer }: Record<string, unknown>): PolicyPointer {
  return pointerShape.parse(JSON.parse(z.string().parse(pointer)));
}
