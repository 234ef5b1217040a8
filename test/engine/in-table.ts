import { KMSClient } from '@aws-sdk/client-kms';
import { GetCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { setTimeout as rest } from 'node:timers/promises';
import type { DynamoDbOperationStore } from '../../lambdas/adapters/dynamodb-operation-store.ts';
import { KmsGrantSigner } from '../../lambdas/adapters/kms-grant-key.ts';
import { grantStatement, signGrant } from '../../lambdas/approve/grant.ts';
import type { Approved, Operation, Pending } from '../../lambdas/record/operation.ts';
import { approve, claim } from '../../lambdas/record/steps.ts';
import { transition } from '../../lambdas/record/transition.ts';
import type { ClientSettings } from '../../lib/local/engine/clients.ts';

interface Reach {
  readonly store: DynamoDbOperationStore;
  readonly table: DynamoDBDocumentClient;
  readonly settings: ClientSettings;
  readonly tableName: string;
  readonly keyId: string;
}

/** Writes to the operations table past the gateway's functions, as somebody with rights on the table could. */
export function inTable({ store, table, settings, tableName, keyId }: Reach) {
  const signer = new KmsGrantSigner(new KMSClient(settings), keyId);
  return {
    /** A real approval, signed by the real key, of which the workflow does not hear: the moment before the executor runs. */
    approveInTable: async (id: string, reviewer: string): Promise<Approved> => {
      await carded(store, id);
      const after = await transition(store, id, async (current) => {
        const pending = current as Pending;
        const now = new Date();
        const grant = await signGrant(grantStatement(pending, [reviewer], now), signer);
        return approve(pending, { reviewer, answer: 'approve', at: now.toISOString() }, { grant, card: pending.card! });
      });
      return after as Approved;
    },
    claimInTable: (id: string) => transition(store, id, (current) => claim(current, new Date())),
    /** Overwrites the stored operation, keeping its attributes in step with its text. */
    alterInTable: async (id: string, change: (operation: Approved) => Operation) => {
      const { Item } = await table.send(new GetCommand({ TableName: tableName, Key: { pk: id, sk: 'META' } }));
      const altered = change(JSON.parse(String(Item?.['operation'])) as Approved);
      await table.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: id, sk: 'META' },
          UpdateExpression: 'SET #operation = :operation, #digest = :digest',
          ExpressionAttributeNames: { '#operation': 'operation', '#digest': 'digest' },
          ExpressionAttributeValues: { ':operation': JSON.stringify(altered), ':digest': altered.digest },
        }),
      );
    },
  };
}

async function carded(store: DynamoDbOperationStore, id: string): Promise<void> {
  for (const until = Date.now() + 15_000; Date.now() < until; await rest(50)) {
    const operation = await store.read(id);
    if (operation && 'card' in operation && operation.card) return;
  }
  throw new Error(`The card of ${id} was not recorded within 15 s`);
}
