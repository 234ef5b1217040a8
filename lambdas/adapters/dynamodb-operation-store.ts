import { type DynamoDBDocumentClient, GetCommand, PutCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { OperationEvent } from '../record/events.ts';
import type { Operation } from '../record/operation.ts';
import type { Created, IdempotencyKey, OperationStore, TaskTokenStore } from '../record/operation-store.ts';
import type { OpenStatus } from '../record/status.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { Conflict, Stopped } from '../runtime/errors.ts';
import {
  eventFrom,
  eventItem,
  keyItem,
  keyOf,
  META,
  metaItem,
  operationFrom,
  sessionKey,
  TOKEN,
} from './dynamodb-items.ts';
import { stopChecks } from './dynamodb-stop-items.ts';
import { answered, type Item, queryAll } from './table.ts';
import { transact, type Writes } from './transact.ts';

/** The operations in a DynamoDB table (layout in dynamodb-items.ts). */
export class DynamoDbOperationStore implements OperationStore, TaskTokenStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock = systemClock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async create(operation: Operation, events: readonly OperationEvent[], key?: IdempotencyKey): Promise<Created> {
    const writes = [metaItem(operation), ...events.map(eventItem)];
    if (key) writes.push(keyItem(key, operation.id, this.#clock()));
    try {
      await this.#write(
        operation.id,
        writes.map((item) => this.#putNew(item)),
      );
      return { kind: 'created' };
    } catch (error) {
      const earlier = error instanceof Conflict && key ? await this.existing(key) : undefined;
      if (!earlier) throw error;
      return earlier;
    }
  }

  async existing(key: IdempotencyKey): Promise<Extract<Created, { kind: 'exists' }> | undefined> {
    const { pk, sk } = keyOf(key);
    const item = await this.#get(pk, sk);
    return item && { kind: 'exists', id: String(item['operationId']), sameEnvelope: item['envelope'] === key.envelope };
  }

  async read(id: string): Promise<Operation | undefined> {
    const item = await this.#get(id, META);
    return item && operationFrom(item);
  }

  async events(id: string): Promise<readonly OperationEvent[]> {
    const items = await this.#query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :evt)',
      ExpressionAttributeValues: { ':pk': id, ':evt': 'EVT#' },
      ConsistentRead: true,
    });
    return items.map(eventFrom);
  }

  async commit(before: Operation, after: Operation, events: readonly OperationEvent[]): Promise<void> {
    const replace = {
      Put: {
        TableName: this.#table,
        Item: metaItem(after),
        ConditionExpression: '#version = :version AND #status = :status AND #digest = :digest',
        ExpressionAttributeNames: { '#version': 'version', '#status': 'status', '#digest': 'digest' },
        ExpressionAttributeValues: { ':version': before.version, ':status': before.status, ':digest': before.digest },
      },
    };
    const writes = [replace, ...events.map((event) => this.#putNew(eventItem(event)))];
    const claimed = after.status === 'EXECUTING' ? { id: after.id, agent: after.call.agent } : undefined;
    await this.#write(before.id, writes, claimed && stopChecks(this.#table, claimed));
  }

  async inSession(agent: string, session: string): Promise<readonly string[]> {
    const items = await this.#query({
      IndexName: 'bySession',
      KeyConditionExpression: 'sessionKey = :key',
      ExpressionAttributeValues: { ':key': sessionKey(agent, session) },
    });
    return items.map((item) => String(item['pk']));
  }

  async overdue(status: OpenStatus, time: string): Promise<readonly string[]> {
    const items = await this.#query({
      IndexName: 'byStatus',
      KeyConditionExpression: 'openStatus = :status AND deadline < :time',
      ExpressionAttributeValues: { ':status': status, ':time': time },
    });
    return items.map((item) => String(item['pk']));
  }

  async keepToken(id: string, token: string): Promise<void> {
    const command = new PutCommand({ TableName: this.#table, Item: { pk: id, sk: TOKEN, token } });
    await this.#answered(() => this.#client.send(command));
  }

  async tokenOf(id: string): Promise<string | undefined> {
    const item = await this.#get(id, TOKEN);
    return item && String(item['token']);
  }

  #putNew(Item: Record<string, unknown>): Writes[number] {
    return { Put: { TableName: this.#table, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  }

  async #get(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { pk, sk }, ConsistentRead: true });
    const { Item } = await this.#answered(() => this.#client.send(command));
    return Item;
  }

  #query(query: Omit<QueryCommandInput, 'TableName'>): Promise<readonly Item[]> {
    return this.#answered(() => queryAll(this.#client, { TableName: this.#table, ...query }));
  }

  async #write(id: string, writes: Writes, stops: Writes = []): Promise<void> {
    const written = await this.#answered(() => transact(this.#client, [...writes, ...stops]));
    if (written.kind === 'written') return;
    const { failed, cause } = written;
    const onlyStops = failed.length > 0 && failed.every((index) => index >= writes.length);
    throw onlyStops ? new Stopped(id, { cause }) : new Conflict(id, { cause });
  }

  #answered<T>(ask: () => Promise<T>): Promise<T> {
    return answered('The operations table', ask);
  }
}
