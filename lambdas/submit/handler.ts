import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { ulid } from 'ulid';
import { tableClient } from '../adapters/aws-clients.ts';
import { bundledMasking } from '../adapters/bundled-masking.ts';
import { currentPolicies } from '../adapters/bundled-policies.ts';
import { DynamoDbBudgetStore } from '../adapters/dynamodb-budget-store.ts';
import { DynamoDbOperationStore } from '../adapters/dynamodb-operation-store.ts';
import { DynamoDbPseudonymStore } from '../adapters/dynamodb-pseudonym-store.ts';
import { DynamoDbStopStore } from '../adapters/dynamodb-stop-store.ts';
import { LambdaAnnouncer, LambdaExecutor } from '../adapters/lambda-functions.ts';
import { StepFunctionsWorkflow } from '../adapters/step-functions.ts';
import { parseDirectory } from '../decide/directory.ts';
import { systemClock, systemPause } from '../runtime/clock.ts';
import { accountsIn, configFor, ownRegion } from '../runtime/config.ts';
import { withApi } from '../runtime/with-gateway.ts';
import { type ApiDeps, route } from './routes.ts';

/** An executor is waited for this long, in milliseconds; then the agent gets 202 and asks again. API Gateway ends at 29 s. */
const WAIT_MS = 24_000;

export const handler = withApi(parts, route);

async function parts(): Promise<ApiDeps> {
  const config = configFor('submit');
  const table = tableClient();
  const lambda = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { requestTimeout: WAIT_MS, throwOnRequestTimeout: true },
  });
  return {
    operations: new DynamoDbOperationStore(table, config.TABLE_NAME),
    stops: new DynamoDbStopStore(table, config.TABLE_NAME),
    budgets: new DynamoDbBudgetStore(table, config.TABLE_NAME),
    pseudonyms: new DynamoDbPseudonymStore(table, config.TABLE_NAME),
    workflow: new StepFunctionsWorkflow(new SFNClient({}), config.STATE_MACHINE_ARN),
    executor: new LambdaExecutor(lambda, config.EXECUTE_FUNCTION),
    announcer: new LambdaAnnouncer(lambda, config.CLOSE_FUNCTION),
    policies: currentPolicies(table, config.TABLE_NAME, config.POLICY_BUCKET),
    masking: await bundledMasking(),
    directory: parseDirectory(config.DIRECTORY),
    home: { account: config.GATEWAY_ACCOUNT, region: ownRegion(), others: accountsIn(config.TARGET_ACCOUNTS) },
    clock: systemClock,
    newId: () => `op_${ulid()}`,
    pause: systemPause,
  };
}
