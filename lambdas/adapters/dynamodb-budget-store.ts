import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import {
  type Amount,
  type BudgetStore,
  type Counter,
  endOfDay,
  type Limits,
  neverFits,
  type Used,
} from '../record/budget-store.ts';
import { Corrupt, Unavailable } from '../runtime/errors.ts';
import { answered } from './table.ts';

/** The table, as an error names it. */
const TABLE = 'The table of budgets';

/** Counters are kept this long after their day, in days, for whoever asks what happened. */
const KEPT_DAYS = 7;

type Update = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues' | 'ReturnValues'
>;

/**
 * The counters in the table of operations: `pk` is `budget#<scope>#<name>`, `sk` the day. Each write is one conditional update of
 * one item and never part of a transaction, so that parallel writers queue at the item instead of cancelling each other. The
 * SDK may repeat an update whose answer was lost: then one operation counts twice, and never not at all.
 */
export class DynamoDbBudgetStore implements BudgetStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async used(counter: Counter): Promise<Used> {
    const command = new GetCommand({ TableName: this.#table, Key: keyOf(counter), ConsistentRead: true });
    const { Item } = await answered(TABLE, () => this.#client.send(command));
    return usedIn(counter, Item ?? {});
  }

  async take(counter: Counter, amount: Amount, limits?: Limits): Promise<boolean> {
    if (limits && neverFits(amount, limits)) return false;
    try {
      await this.#update(counter, { ...adding(amount, 1), ...(limits && within(amount, limits)) });
      return true;
    } catch (error) {
      if (error instanceof Unavailable && error.cause instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async giveBack(counter: Counter, amount: Amount): Promise<void> {
    await this.#update(counter, adding(amount, -1));
  }

  async refuse(counter: Counter): Promise<Used> {
    const UpdateExpression = 'SET #ttl = :ttl ADD refused :one';
    const values = { ExpressionAttributeValues: { ':one': 1 }, ReturnValues: 'ALL_NEW' } as const;
    const { Attributes } = await this.#update(counter, { UpdateExpression, ...values });
    return usedIn(counter, Attributes ?? {});
  }

  async endDenials(counter: Counter): Promise<void> {
    const UpdateExpression = 'SET #ttl = :ttl, deniedInARow = :none';
    await this.#update(counter, { UpdateExpression, ExpressionAttributeValues: { ':none': 0 } });
  }

  #update(counter: Counter, { ExpressionAttributeValues, ...update }: Update) {
    const ttl = endOfDay(counter.day).getTime() / 1000 + KEPT_DAYS * 86_400;
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(counter),
      ...update,
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':ttl': ttl, ...ExpressionAttributeValues },
    });
    return answered(TABLE, () => this.#client.send(command));
  }
}

function keyOf({ scope, name, day }: Counter) {
  return { pk: `budget#${scope}#${name}`, sk: day };
}

function adding({ operations, costBearing, denied }: Amount, sign: 1 | -1) {
  return {
    UpdateExpression: 'SET #ttl = :ttl ADD operations :operations, costBearing :costBearing, deniedInARow :denied',
    ExpressionAttributeValues: {
      ':operations': sign * operations,
      ':costBearing': sign * costBearing,
      ':denied': sign * denied,
    },
  };
}

function within(amount: Amount, limits: Limits): Update {
  const below = (name: string) => `(attribute_not_exists(${name}) OR ${name} < :${name}Limit)`;
  const { ExpressionAttributeValues } = adding(amount, 1);
  const most = { ...ExpressionAttributeValues, ':operationsLimit': limits.operations };
  if (amount.costBearing === 0) return { ConditionExpression: below('operations'), ExpressionAttributeValues: most };
  return {
    ConditionExpression: `${below('operations')} AND ${below('costBearing')}`,
    ExpressionAttributeValues: { ...most, ':costBearingLimit': limits.costBearing },
  };
}

const count = z.number().default(0);
const usedShape = z.object({ operations: count, costBearing: count, deniedInARow: count, refused: count });

/** Throws Corrupt for a counter that does not count: a budget that cannot be read is no budget. */
function usedIn({ scope, name }: Counter, item: Record<string, unknown>): Used {
  const used = usedShape.safeParse(item);
  if (!used.success) throw new Corrupt(`budget of ${scope} ${name}`, 'its counts are no numbers');
  return used.data;
}
