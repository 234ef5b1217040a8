import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { GatewayError, Unavailable } from '../runtime/errors.ts';

/** An item as the document client gives it. */
export type Item = Record<string, unknown>;

/** What a table said; throws Unavailable, with the cause, for `what` when it did not, and the gateway's own errors as they are. */
export async function answered<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw new Unavailable(what, { cause: error });
  }
}

/** All items of a query, page after page (a page ends at 1 MB: DynamoDB Developer Guide, "Paginating table query results"). */
export async function queryAll(client: DynamoDBDocumentClient, query: QueryCommandInput): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ...(from && { ExclusiveStartKey: from }) }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}
