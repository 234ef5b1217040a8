import type { Call } from '../call.ts';
import type { JsonObject } from '../../runtime/json.ts';
import { arn } from '../arn.ts';
import type { ActionGrant } from '../resolution.ts';
import { batchExecuteStatement, executeStatement, executeTransaction } from './dynamodb-partiql.ts';
import {
  grant,
  granted,
  hasAny,
  itemsIn,
  maybeText,
  nameAs,
  namesIn,
  objectIn,
  onEverything,
  onNamed,
  textIn,
  unscopable,
  type Rule,
  type Rules,
} from './rule.ts';

/** Query and Scan: DynamoDB checks the index's ARN alone when the call names an index, else the table's. */
function reads(action: string): Rule {
  return (call) => {
    const index = maybeText(call.input, 'IndexName');
    const tables = namesIn(call, 'TableName');
    return granted(grant(action, index === undefined ? tables : tables.map((table) => table + arn`/index/${index}`)));
  };
}

function requestTables(call: Call): readonly string[] {
  return Object.keys(objectIn(call.input, 'RequestItems')).flatMap((name) => nameAs(call, 'RequestItems', name));
}

const batchWrite: Rule = (call) => {
  const requests = Object.values(objectIn(call.input, 'RequestItems')).flat() as readonly JsonObject[];
  const deletes = requests.some((request) => hasAny(request, ['DeleteRequest']));
  const grants = [grant('dynamodb:BatchWriteItem', requestTables(call))];
  return { kind: 'granted', grants, categories: deletes ? ['destructive'] : [] };
};

/** The action that each kind of step in a transaction takes (DynamoDB Developer Guide, "Transactions: IAM"). */
const STEPS: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const transact: Rule = (call) => {
  const grants = itemsIn(call.input, 'TransactItems').flatMap((item) =>
    Object.entries(STEPS).flatMap(([step, action]): ActionGrant[] => {
      if (!Object.hasOwn(item, step)) return [];
      const tables = nameAs(call, `TransactItems.${step}.TableName`, textIn(objectIn(item, step), 'TableName'));
      return [grant(action, tables)];
    }),
  );
  return grants.length === 0 ? unscopable('the transaction has no step') : granted(...grants);
};

const createTable: Rule = (call) => {
  if (Object.hasOwn(objectIn(call.input, 'SSESpecification'), 'KMSMasterKeyId')) {
    return unscopable('a table under a KMS key of your own makes DynamoDB create grants on it');
  }
  const actions = [
    'dynamodb:CreateTable',
    ...(hasAny(call.input, ['Tags']) ? ['dynamodb:TagResource'] : []),
    ...(hasAny(call.input, ['ResourcePolicy']) ? ['dynamodb:PutResourcePolicy'] : []),
  ];
  return granted(grant(actions, namesIn(call, 'TableName')));
};

/** Reviewed rules of DynamoDB. */
export const DYNAMODB_RULES: Rules = {
  GetItem: onNamed('dynamodb:GetItem', 'TableName'),
  PutItem: onNamed('dynamodb:PutItem', 'TableName'),
  UpdateItem: onNamed('dynamodb:UpdateItem', 'TableName'),
  DeleteItem: onNamed('dynamodb:DeleteItem', 'TableName'),
  Query: reads('dynamodb:Query'),
  Scan: reads('dynamodb:Scan'),
  BatchGetItem: (call) => granted(grant('dynamodb:BatchGetItem', requestTables(call))),
  BatchWriteItem: batchWrite,
  TransactGetItems: transact,
  TransactWriteItems: transact,
  DescribeTable: onNamed('dynamodb:DescribeTable', 'TableName'),
  ListTables: onEverything('dynamodb:ListTables'),
  CreateTable: createTable,
  DeleteTable: onNamed('dynamodb:DeleteTable', 'TableName'),
  ExecuteStatement: executeStatement,
  BatchExecuteStatement: batchExecuteStatement,
  ExecuteTransaction: executeTransaction,
};
