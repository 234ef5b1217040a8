import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { tableClient } from '../adapters/aws-clients.ts';
import { bundledMasking } from '../adapters/bundled-masking.ts';
import { currentPolicies } from '../adapters/bundled-policies.ts';
import { DynamoDbBudgetStore } from '../adapters/dynamodb-budget-store.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { DynamoDbPseudonymStore } from '../adapters/dynamodb-pseudonym-store.ts';
import { DynamoDbResultStore } from '../adapters/dynamodb-result-store.ts';
import { DynamoDbStopStore } from '../adapters/dynamodb-stop-store.ts';
import { KmsGrantKey } from '../adapters/kms-grant-key.ts';
import { KmsSessionKeys } from '../adapters/kms-session-keys.ts';
import { SdkCaller } from '../adapters/sdk-caller.ts';
import { StsCredentialIssuer } from '../adapters/sts-credentials.ts';
import { parseDirectory } from '../decide/directory.ts';
import { systemClock } from '../runtime/clock.ts';
import { configFor, localEndpoint } from '../runtime/config.ts';
import { withGateway } from '../runtime/with-gateway.ts';
import { execute, type ExecuteDeps } from './execute.ts';

/** An id, and nothing else: whatever else a caller sends is not looked at. */
const request = z.object({ operationId: z.string() });

export const handler = withGateway(parts, (input: unknown, deps) => execute(request.parse(input).operationId, deps));

async function parts(): Promise<ExecuteDeps> {
  const config = configFor('execute');
  const table = tableClient();
  const kms = new KMSClient({});
  return {
    operations: new DynamoDbOperationStore(table, config.TABLE_NAME),
    stops: new DynamoDbStopStore(table, config.TABLE_NAME),
    budgets: new DynamoDbBudgetStore(table, config.TABLE_NAME),
    grantKey: new KmsGrantKey(kms, config.GRANT_KEY_ID),
    pseudonyms: new DynamoDbPseudonymStore(table, config.TABLE_NAME),
    sessionKeys: new KmsSessionKeys(kms, config.PSEUDONYM_KEY_ID),
    credentials: new StsCredentialIssuer(new STSClient({}), config.TARGET_ROLE_NAME, {
      home: config.GATEWAY_ACCOUNT,
      externalId: config.EXTERNAL_ID,
    }),
    aws: new SdkCaller(localEndpoint()),
    policies: currentPolicies(table, config.TABLE_NAME, config.POLICY_BUCKET),
    results: new DynamoDbResultStore(table, config.RESULTS_TABLE),
    masking: await bundledMasking(),
    directory: parseDirectory(config.DIRECTORY),
    clock: systemClock,
  };
}
