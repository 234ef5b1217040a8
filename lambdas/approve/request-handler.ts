import { tableClient } from '../adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { slackAccess } from '../adapters/slack-access.ts';
import { SlackReviewChannel } from '../adapters/slack-channel.ts';
import { systemClock } from '../runtime/clock.ts';
import { configFor } from '../runtime/config.ts';
import { withGateway } from '../runtime/with-gateway.ts';
import { requestApproval, type RequestDeps } from './request-approval.ts';

export const handler = withGateway(parts, requestApproval);

async function parts(): Promise<RequestDeps> {
  const config = configFor('request-approval');
  return {
    operations: new DynamoDbOperationStore(tableClient(), config.TABLE_NAME),
    channel: new SlackReviewChannel(slackAccess(config)),
    clock: systemClock,
  };
}
