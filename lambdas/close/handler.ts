import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { tableClient } from '../adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { DynamoDbStopStore } from '../adapters/dynamodb-stop-store.ts';
import { slackAccess } from '../adapters/slack-access.ts';
import { SlackReviewChannel } from '../adapters/slack-channel.ts';
import { StepFunctionsTask } from '../adapters/step-functions.ts';
import { parseDirectory } from '../decide/directory.ts';
import { systemClock } from '../runtime/clock.ts';
import { configFor } from '../runtime/config.ts';
import { withGateway } from '../runtime/with-gateway.ts';
import { closeOperation } from './close.ts';
import { sweep, type SweepDeps } from './sweep.ts';

/** The workflow's last state names one operation and the error that ended it early, or `None`; the schedule asks for a sweep. */
const request = z.union([
  z.object({ operationId: z.string(), failure: z.string().default('None') }),
  z.object({ sweep: z.literal(true) }),
]);

export const handler = withGateway(parts, async (input: unknown, deps) => {
  const asked = request.parse(input);
  if ('sweep' in asked) return sweep(deps);
  const { operationId, failure } = asked;
  return closeOperation({ operationId, ...(failure !== 'None' && { failure }) }, deps);
});

async function parts(): Promise<SweepDeps> {
  const config = configFor('close');
  const table = tableClient();
  return {
    operations: new DynamoDbOperationStore(table, config.TABLE_NAME),
    stops: new DynamoDbStopStore(table, config.TABLE_NAME),
    channel: new SlackReviewChannel(slackAccess(config)),
    workflow: new StepFunctionsTask(new SFNClient({})),
    directory: parseDirectory(config.DIRECTORY),
    clock: systemClock,
  };
}
