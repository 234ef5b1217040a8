import { DynamoDbResultStore } from '../../lambdas/adapters/dynamodb-result-store.ts';
import { describeResultStore } from '../lambdas/execute/result-store.contract.ts';
import { runningGateway } from './running-gateway.ts';

const { table, output } = runningGateway();

describeResultStore(
  'DynamoDbResultStore on the engine',
  async () => new DynamoDbResultStore(table, output('ResultsTableName')),
);
