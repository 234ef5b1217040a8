import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { tableClient } from '../adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { S3Archive } from '../adapters/s3-archive.ts';
import { configFor, localEndpoint } from '../runtime/config.ts';
import { logFailure } from '../runtime/logger.ts';
import { withGateway } from '../runtime/with-gateway.ts';
import { type ArchiveDeps, archiveOperation } from './archive.ts';

export const handler = withGateway(parts, archiveBatch);

/** Archives what a stream batch names; the first record that fails is reported, so that the stream comes back to it. */
async function archiveBatch(event: DynamoDBStreamEvent, deps: ArchiveDeps): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    const id = operationOf(record);
    try {
      if (id !== undefined) await archiveOperation(id, deps);
    } catch (error) {
      logFailure('A receipt could not be archived', error, { operationId: id ?? '' });
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

/** The operation whose own item changed; events and tokens are no operations. */
function operationOf({ dynamodb }: DynamoDBRecord): string | undefined {
  const { pk, sk } = dynamodb?.Keys ?? {};
  return sk?.S === 'META' ? pk?.S : undefined;
}

async function parts(): Promise<ArchiveDeps> {
  const config = configFor('archive');
  return {
    operations: new DynamoDbOperationStore(tableClient(), config.TABLE_NAME),
    archive: new S3Archive(new S3Client({ forcePathStyle: localEndpoint() !== undefined }), config.ARCHIVE_BUCKET),
  };
}
