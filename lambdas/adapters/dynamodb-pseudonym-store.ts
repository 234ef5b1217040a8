import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AgentSession, Pseudonym, PseudonymStore } from '../record/pseudonym-store.ts';
import { Corrupt, Unavailable } from '../runtime/errors.ts';
import { answered, type Item } from './table.ts';
import { transact, type Writes } from './transact.ts';

/** The table, as an error names it. */
const TABLE = 'The table of pseudonyms';

/** The most writes of one transaction (DynamoDB API Reference, TransactWriteItems). */
const MOST_WRITES = 100;

const itemShape = z.object({
  sk: z.string(),
  operation: z.string(),
  path: z.string(),
  mac: z.string(),
  sealed: z.string(),
  ttl: z.int(),
});

/** The pseudonyms in the table of operations: `pk` is `pseudonyms#<agent>#<session>`, `sk` the token; DynamoDB deletes them by `ttl`. */
export class DynamoDbPseudonymStore implements PseudonymStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async keep(session: AgentSession, shown: readonly Pseudonym[]): Promise<readonly string[]> {
    const starts = Array.from({ length: Math.ceil(shown.length / MOST_WRITES) }, (_, index) => index * MOST_WRITES);
    const chunks = starts.map((start) => shown.slice(start, start + MOST_WRITES));
    return (await Promise.all(chunks.map((chunk) => this.#keep(session, chunk)))).flat();
  }

  async find(session: AgentSession, tokens: readonly string[]): Promise<readonly Pseudonym[]> {
    const items = await Promise.all(tokens.map((sk) => this.#get({ pk: partitionOf(session), sk })));
    return items.flatMap((item) => (item ? [pseudonymFrom(item)] : []));
  }

  /** What is another value's already is left out, and the rest of the transaction written without it. */
  async #keep(session: AgentSession, shown: readonly Pseudonym[]): Promise<readonly string[]> {
    const writes = shown.map((pseudonym) => this.#put(session, pseudonym));
    const written = await answered(TABLE, () => transact(this.#client, writes));
    if (written.kind === 'written') return [];
    if (written.failed.length === 0) throw new Unavailable(TABLE, { cause: written.cause });
    const failed = new Set(written.failed);
    const taken = shown.filter((_, index) => failed.has(index)).map(({ token }) => token);
    const rest = shown.filter((_, index) => !failed.has(index));
    return rest.length === 0 ? taken : [...taken, ...(await this.#keep(session, rest))];
  }

  #put(session: AgentSession, { token, until, ...kept }: Pseudonym): Writes[number] {
    return {
      Put: {
        TableName: this.#table,
        Item: { pk: partitionOf(session), sk: token, ...kept, ttl: until },
        ConditionExpression: 'attribute_not_exists(pk) OR mac = :mac',
        ExpressionAttributeValues: { ':mac': kept.mac },
      },
    };
  }

  async #get(Key: { readonly pk: string; readonly sk: string }): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key, ConsistentRead: true });
    return (await answered(TABLE, () => this.#client.send(command))).Item;
  }
}

/** Neither an agent's ARN nor a session's id holds the sign between them. */
function partitionOf({ agent, session }: AgentSession): string {
  return `pseudonyms#${agent}#${session}`;
}

function pseudonymFrom(item: Item): Pseudonym {
  const parsed = itemShape.safeParse(item);
  if (!parsed.success) throw new Corrupt(`pseudonym ${String(item['sk'])}`, 'the item lacks attributes');
  const { sk: token, ttl: until, ...kept } = parsed.data;
  return { token, until, ...kept };
}
