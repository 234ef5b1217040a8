import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { tableClient } from '../adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { DynamoDbStopStore } from '../adapters/dynamodb-stop-store.ts';
import { KmsGrantSigner } from '../adapters/kms-grant-key.ts';
import { slackAccess } from '../adapters/slack-access.ts';
import { SlackReviewChannel } from '../adapters/slack-channel.ts';
import { StepFunctionsTask } from '../adapters/step-functions.ts';
import { parseDirectory } from '../decide/directory.ts';
import { systemClock, systemPause } from '../runtime/clock.ts';
import { configFor } from '../runtime/config.ts';
import { bodyBytes } from '../runtime/http.ts';
import { withApi } from '../runtime/with-gateway.ts';
import { type InteractionDeps, takeInteraction } from './take-interaction.ts';

export const handler = withApi(parts, answer);

async function answer(event: APIGatewayProxyEvent, deps: InteractionDeps): Promise<APIGatewayProxyResult> {
  const { status, body } = await takeInteraction({ headers: event.headers, body: bodyBytes(event) }, deps);
  const headers = { 'content-type': 'application/json' };
  return { statusCode: status, headers, body: body ? JSON.stringify(body) : '' };
}

async function parts(): Promise<InteractionDeps> {
  const config = configFor('answer');
  const access = slackAccess(config);
  const table = tableClient();
  return {
    operations: new DynamoDbOperationStore(table, config.TABLE_NAME),
    stops: new DynamoDbStopStore(table, config.TABLE_NAME),
    channel: new SlackReviewChannel(access),
    workflow: new StepFunctionsTask(new SFNClient({})),
    signer: new KmsGrantSigner(new KMSClient({}), config.GRANT_KEY_ID),
    directory: parseDirectory(config.DIRECTORY),
    origin: { app: config.SLACK_APP_ID, team: config.SLACK_TEAM_ID, channel: config.SLACK_CHANNEL },
    signingSecrets: async () => {
      const { signingSecret, previousSigningSecret } = await access.secret();
      return previousSigningSecret === undefined ? [signingSecret] : [signingSecret, previousSigningSecret];
    },
    clock: systemClock,
    pause: systemPause,
  };
}
