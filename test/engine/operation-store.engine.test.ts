import { describeOperationStore } from '../lambdas/record/operation-store.contract.ts';
import { runningGateway } from './running-gateway.ts';

const { store } = runningGateway();

describeOperationStore('DynamoDbOperationStore on the engine', async () => store);
