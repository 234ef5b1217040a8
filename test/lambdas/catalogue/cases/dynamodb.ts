import type { Case, ServiceCases } from './case.ts';

const orders = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const audit = 'arn:aws:dynamodb:eu-west-1:111122223333:table/audit';
const key = { id: { S: '42' } };

function onTable(operation: string, more: Case['input'], rest: Pick<Case, 'level' | 'categories'>): Case {
  const grants = [{ actions: [`dynamodb:${operation}`], resources: [orders] }];
  return { operation, input: { TableName: 'orders', ...more }, grants, ...rest };
}

const schema = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};

export const DYNAMODB_CASES: ServiceCases = {
  service: 'dynamodb',
  cases: [
    onTable('GetItem', { Key: key }, { level: 'Read', categories: ['data-read'] }),
    {
      operation: 'GetItem',
      title: 'by the ARN of the table',
      input: { TableName: orders, Key: key },
      grants: [{ actions: ['dynamodb:GetItem'], resources: [orders] }],
      level: 'Read',
      categories: ['data-read'],
    },
    onTable('PutItem', { Item: key }, { level: 'Write', categories: [] }),
    onTable('UpdateItem', { Key: key, UpdateExpression: 'SET a = :a' }, { level: 'Write', categories: [] }),
    onTable('DeleteItem', { Key: key }, { level: 'Write', categories: ['destructive'] }),
    onTable('Query', { KeyConditionExpression: 'id = :id' }, { level: 'Read', categories: ['data-read'] }),
    onTable('Scan', {}, { level: 'Read', categories: ['data-read'] }),
    ...['Query', 'Scan'].map((operation): Case => ({
      operation,
      title: 'of an index',
      input: { TableName: 'orders', IndexName: 'by-day' },
      grants: [{ actions: [`dynamodb:${operation}`], resources: [`${orders}/index/by-day`] }],
      level: 'Read',
      categories: ['data-read'],
    })),
    {
      operation: 'BatchGetItem',
      input: { RequestItems: { orders: { Keys: [key] }, [audit]: { Keys: [key] } } },
      grants: [{ actions: ['dynamodb:BatchGetItem'], resources: [orders, audit] }],
      level: 'Read',
      categories: ['data-read'],
    },
    {
      operation: 'BatchWriteItem',
      input: { RequestItems: { orders: [{ PutRequest: { Item: key } }] } },
      grants: [{ actions: ['dynamodb:BatchWriteItem'], resources: [orders] }],
      level: 'Write',
      categories: [],
    },
    {
      operation: 'BatchWriteItem',
      title: 'that deletes',
      input: { RequestItems: { orders: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: key } }] } },
      grants: [{ actions: ['dynamodb:BatchWriteItem'], resources: [orders] }],
      level: 'Write',
      categories: ['destructive'],
    },
    {
      operation: 'TransactGetItems',
      input: { TransactItems: [{ Get: { TableName: 'orders', Key: key } }, { Get: { TableName: audit, Key: key } }] },
      grants: [
        { actions: ['dynamodb:GetItem'], resources: [orders] },
        { actions: ['dynamodb:GetItem'], resources: [audit] },
      ],
      level: 'Read',
      categories: ['data-read'],
    },
    {
      operation: 'TransactWriteItems',
      input: {
        TransactItems: [
          { Put: { TableName: 'orders', Item: key } },
          { Put: { TableName: 'orders', Item: { id: { S: '43' } } } },
          { Update: { TableName: 'orders', Key: key, UpdateExpression: 'SET a = :a' } },
          { Delete: { TableName: 'audit', Key: key } },
          { ConditionCheck: { TableName: 'audit', Key: key, ConditionExpression: 'attribute_exists(id)' } },
        ],
      },
      grants: [
        { actions: ['dynamodb:PutItem'], resources: [orders] },
        { actions: ['dynamodb:UpdateItem'], resources: [orders] },
        { actions: ['dynamodb:DeleteItem'], resources: [audit] },
        { actions: ['dynamodb:ConditionCheckItem'], resources: [audit] },
      ],
      level: 'Write',
      categories: ['destructive'],
    },
    onTable('DescribeTable', {}, { level: 'Read', categories: [] }),
    {
      operation: 'ListTables',
      input: {},
      grants: [{ actions: ['dynamodb:ListTables'], resources: ['*'] }],
      level: 'List',
      categories: [],
    },
    onTable('CreateTable', schema, { level: 'Write', categories: ['cost-bearing'] }),
    {
      operation: 'CreateTable',
      title: 'with tags and a resource policy',
      input: { TableName: 'orders', ...schema, Tags: [{ Key: 'a', Value: 'b' }], ResourcePolicy: '{}' },
      grants: [
        {
          actions: ['dynamodb:CreateTable', 'dynamodb:TagResource', 'dynamodb:PutResourcePolicy'],
          resources: [orders],
        },
      ],
      level: 'Permissions management',
      categories: ['cost-bearing', 'resource-exposure'],
    },
    onTable('DeleteTable', {}, { level: 'Write', categories: ['destructive'] }),
  ],
  unscopable: [
    { operation: 'ExecuteStatement', input: { Statement: 'SELECT * FROM "orders"' }, why: /PartiQL/ },
    {
      operation: 'BatchExecuteStatement',
      input: { Statements: [{ Statement: 'SELECT * FROM "orders"' }] },
      why: /PartiQL/,
    },
    {
      operation: 'ExecuteTransaction',
      input: { TransactStatements: [{ Statement: 'SELECT * FROM "orders"' }] },
      why: /PartiQL/,
    },
    {
      operation: 'CreateTable',
      input: { TableName: 'orders', ...schema, SSESpecification: { Enabled: true, KMSMasterKeyId: 'alias/x' } },
      why: /KMS key/,
    },
  ],
};
