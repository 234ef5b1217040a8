import { LambdaClient } from '@aws-sdk/client-lambda';
import { tableClient } from '../adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { DynamoDbStopStore } from '../adapters/dynamodb-stop-store.ts';
import { LambdaSweeper } from '../adapters/lambda-functions.ts';
import { parseDirectory } from '../decide/directory.ts';
import { systemClock } from '../runtime/clock.ts';
import { configFor } from '../runtime/config.ts';
import { withApi } from '../runtime/with-gateway.ts';
import type { OrderDeps } from './order.ts';
import { route } from './routes.ts';

export const handler = withApi(parts, route);

async function parts(): Promise<OrderDeps> {
  const config = configFor('stop');
  const table = tableClient();
  return {
    stops: new DynamoDbStopStore(table, config.TABLE_NAME),
    operations: new DynamoDbOperationStore(table, config.TABLE_NAME),
    sweeper: new LambdaSweeper(new LambdaClient({}), config.CLOSE_FUNCTION),
    directory: parseDirectory(config.DIRECTORY),
    clock: systemClock,
  };
}
