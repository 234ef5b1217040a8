import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableClient } from '../../lambdas/adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../../lambdas/adapters/dynamodb-operation-store.ts';
import { DynamoDbStopStore } from '../../lambdas/adapters/dynamodb-stop-store.ts';
import type { ClientSettings } from '../../lib/local/engine/clients.ts';

const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

/** What the table holds, by the product's own adapters. */
export interface Tabled {
  readonly store: DynamoDbOperationStore;
  readonly stops: DynamoDbStopStore;
}

/** An empty operations table of its own on the engine, with the keys and indexes of the stack's (lib/constructs/record-store.ts). */
export async function aTable(settings: ClientSettings, TableName: string): Promise<Tabled> {
  const attributes = ['pk', 'sk', 'sessionKey', 'sk2', 'openStatus', 'deadline'];
  await new DynamoDBClient(settings).send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'bySession', KeySchema: key('sessionKey', 'sk2'), Projection: { ProjectionType: 'KEYS_ONLY' } },
        {
          IndexName: 'byStatus',
          KeySchema: key('openStatus', 'deadline'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  const client = tableClient(settings);
  return {
    store: new DynamoDbOperationStore(client, TableName),
    stops: new DynamoDbStopStore(client, TableName),
  };
}
