import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { tableClient } from '../adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { ORDERS } from '../adapters/dynamodb-stop-items.ts';
import { DynamoDbStopStore } from '../adapters/dynamodb-stop-store.ts';
import { S3Archive } from '../adapters/s3-archive.ts';
import { configFor, localEndpoint } from '../runtime/config.ts';
import { logFailure } from '../runtime/logger.ts';
import { withGateway } from '../runtime/with-gateway.ts';
import { type ArchiveDeps, archiveOperation, archiveOrder } from './archive.ts';

export const handler = withGateway(parts, archiveBatch);

/** Archives what a stream batch names; the first record that fails is reported, so that the stream comes back to it. */
async function archiveBatch(event: DynamoDBStreamEvent, deps: ArchiveDeps): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    const { pk, sk } = keyOf(record);
    try {
      if (sk === 'META') await archiveOperation(pk, deps);
      if (pk === ORDERS) await archiveOrder(Number(sk), deps);
    } catch (error) {
      logFailure('A receipt could not be archived', error, { operationId: pk });
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

/** The key of the item that changed. Operations and orders are archived; events, tokens and counters are neither. */
function keyOf({ dynamodb }: DynamoDBRecord): { readonly pk: string; readonly sk: string } {
  const { pk, sk } = dynamodb?.Keys ?? {};
  return { pk: pk?.S ?? '', sk: sk?.S ?? '' };
}

async function parts(): Promise<ArchiveDeps> {
  const config = configFor('archive');
  const table = tableClient();
  return {
    operations: new DynamoDbOperationStore(table, config.TABLE_NAME),
    stops: new DynamoDbStopStore(table, config.TABLE_NAME),
    archive: new S3Archive(new S3Client({ forcePathStyle: localEndpoint() !== undefined }), config.ARCHIVE_BUCKET),
  };
}
