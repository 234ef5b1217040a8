import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Order, scopesOf, type Stop } from '../record/stop.ts';
import type { StopStore } from '../record/stop-store.ts';
import { Conflict } from '../runtime/errors.ts';
import { ORDERS, orderFrom, orderKey, orderWrites, stopFrom, STOPS } from './dynamodb-stop-items.ts';
import { answered, type Item, queryAll } from './table.ts';
import { transact } from './transact.ts';

/** An order meets the claims that are under way on all its copies, and must get through: it is tried for several seconds. */
const TRIES = 40;

/** The stops in the table of operations (layout in dynamodb-stop-items.ts). */
export class DynamoDbStopStore implements StopStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async stopOf(agent: string): Promise<Stop | undefined> {
    const items = await Promise.all(scopesOf(agent).map((sk) => this.#get({ pk: STOPS, sk })));
    return items.flatMap((item) => (item && stopFrom(item)) ?? []).at(0);
  }

  async stops(): Promise<readonly Stop[]> {
    const items = await this.#answered(() => queryAll(this.#client, this.#partition(STOPS)));
    return items.flatMap((item) => stopFrom(item) ?? []);
  }

  async lastOrder(): Promise<Order | undefined> {
    const last = new QueryCommand({ ...this.#partition(ORDERS), ScanIndexForward: false, Limit: 1 });
    const { Items } = await this.#answered(() => this.#client.send(last));
    const [item] = Items ?? [];
    return item && orderFrom(item);
  }

  async order(seq: number): Promise<Order | undefined> {
    const item = await this.#get(orderKey(seq));
    return item && orderFrom(item);
  }

  async give(order: Order): Promise<void> {
    const given = await this.#answered(() => transact(this.#client, orderWrites(this.#table, order), { tries: TRIES }));
    if (given.kind === 'refused') throw new Conflict(`${ORDERS} ${order.seq}`, { cause: given.cause });
  }

  async #get(Key: { pk: string; sk: string }): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key, ConsistentRead: true });
    return (await this.#answered(() => this.#client.send(command))).Item;
  }

  #partition(pk: string) {
    const about = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
    return { TableName: this.#table, ...about, ConsistentRead: true };
  }

  #answered<T>(ask: () => Promise<T>): Promise<T> {
    return answered('The table of stops', ask);
  }
}
