import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Limits } from '../decide/limits.ts';
import { excessOfDay, OF_DAY } from '../execute/measure.ts';
import type { AgentDay, Counted, KeptResult, ResultStore } from '../execute/result-store.ts';
import type { Measured } from '../record/withheld.ts';
import { Unavailable } from '../runtime/errors.ts';
import { answered } from './table.ts';

/** The table, as an error names it. */
const TABLE = 'The table of results';

const RESULT = 'RESULT';
const COUNTS = ['rows', 'bytes', 'personal'] as const satisfies readonly (keyof Measured)[];
/** A day's count is of no use once every time zone has left the day. */
const COUNT_DAYS = 3;

/**
 * The executor's own table.
 *
 * | pk            | sk               | holds                                                              |
 * | `op_<ulid>`   | `RESULT`         | a withheld answer as one JSON text; forgotten by `ttl`             |
 * | an agent      | `DAY#2026-11-22` | `rows`, `bytes`, `personal` that it got that day; forgotten by `ttl` |
 */
export class DynamoDbResultStore implements ResultStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async keep(kept: KeptResult): Promise<void> {
    const Item = { pk: kept.operationId, sk: RESULT, kept: JSON.stringify(kept), ttl: seconds(kept.until) };
    const ConditionExpression = 'attribute_not_exists(pk)';
    const command = new PutCommand({ TableName: this.#table, Item, ConditionExpression });
    await answered(TABLE, () => this.#client.send(command));
  }

  async take(operationId: string): Promise<KeptResult | undefined> {
    const Key = { pk: operationId, sk: RESULT };
    const command = new DeleteCommand({ TableName: this.#table, Key, ReturnValues: 'ALL_OLD' });
    const { Attributes } = await answered(TABLE, () => this.#client.send(command));
    return Attributes && (JSON.parse(String(Attributes['kept'])) as KeptResult);
  }

  async count(of: AgentDay, answer: Measured, limits: Limits): Promise<Counted> {
    const alone = excessOfDay(answer, limits);
    if (alone) return this.#over(of, answer, limits);
    try {
      const command = new UpdateCommand({ TableName: this.#table, ...addition(of, answer, limits) });
      await answered(TABLE, () => this.#client.send(command));
      return { kind: 'counted' };
    } catch (error) {
      if (isRefusal(error)) return this.#over(of, answer, limits);
      throw error;
    }
  }

  /** Which limit it was. Counts only grow, so what refused the answer a moment ago still does. */
  async #over(of: AgentDay, answer: Measured, limits: Limits): Promise<Counted> {
    const command = new GetCommand({ TableName: this.#table, Key: keyOf(of), ConsistentRead: true });
    const { Item = {} } = await answered(TABLE, () => this.#client.send(command));
    const total = Object.fromEntries(COUNTS.map((what) => [what, Number(Item[what] ?? 0) + answer[what]]));
    const excess = excessOfDay(total as Measured, limits);
    if (!excess) throw new Unavailable('The count of the day');
    return { kind: 'over', excess };
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof Unavailable && error.cause instanceof ConditionalCheckFailedException;
}

/** One ADD for all counts, on the condition that each has room for its part: DynamoDB cannot add within a condition. */
function addition(of: AgentDay, answer: Measured, limits: Limits): Omit<UpdateCommandInput, 'TableName'> {
  const limited = COUNTS.filter((what) => limits[OF_DAY[what]] !== undefined);
  const room = limited.map((what) => [`:room_${what}`, (limits[OF_DAY[what]] ?? 0) - answer[what]]);
  const condition = limited
    .map((what) => `(attribute_not_exists(#${what}) OR #${what} <= :room_${what})`)
    .join(' AND ');
  return {
    Key: keyOf(of),
    UpdateExpression: `ADD ${COUNTS.map((what) => `#${what} :${what}`).join(', ')} SET #ttl = :ttl`,
    ...(condition !== '' && { ConditionExpression: condition }),
    ExpressionAttributeNames: { '#ttl': 'ttl', ...Object.fromEntries(COUNTS.map((what) => [`#${what}`, what])) },
    ExpressionAttributeValues: {
      ':ttl': seconds(`${of.day}T00:00:00Z`) + COUNT_DAYS * 86_400,
      ...Object.fromEntries(COUNTS.map((what) => [`:${what}`, answer[what]])),
      ...Object.fromEntries(room),
    },
  };
}

function keyOf({ agent, day }: AgentDay) {
  return { pk: agent, sk: `DAY#${day}` };
}

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
