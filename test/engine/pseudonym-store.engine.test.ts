import { DynamoDbPseudonymStore } from '../../lambdas/adapters/dynamodb-pseudonym-store.ts';
import { describePseudonymStore } from '../lambdas/record/pseudonym-store.contract.ts';
import { runningGateway } from './running-gateway.ts';

const { table, output } = runningGateway();

describePseudonymStore(
  'DynamoDbPseudonymStore on the engine',
  async () => new DynamoDbPseudonymStore(table, output('TableName')),
);
