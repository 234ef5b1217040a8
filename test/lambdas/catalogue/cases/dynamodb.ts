import type { Case, ServiceCases } from './case.ts';

const orders = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const audit = 'arn:aws:dynamodb:eu-west-1:111122223333:table/audit';
const key = { id: { S: '42' } };

function onTable(operation: string, more: Case['input'], rest: Pick<Case, 'level' | 'categories'>): Case {
  const grants = [{ actions: [`dynamodb:${operation}`], resources: [orders] }];
  return { operation, input: { TableName: 'orders', ...more }, grants, ...rest };
}

function statement(text: string, action: string, resource: string, categories: Case['categories']): Case {
  return {
    operation: 'ExecuteStatement',
    title: text,
    input: { Statement: text },
    grants: [{ actions: [`dynamodb:${action}`], resources: [resource] }],
    level: 'Write',
    categories,
  };
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
    statement('SELECT * FROM "orders" WHERE id = ?', 'PartiQLSelect', orders, ['data-read']),
    statement('select id, total from orders', 'PartiQLSelect', orders, ['data-read']),
    statement(`SELECT * FROM "orders"."by-day" WHERE day = 'FROM "audit"'`, 'PartiQLSelect', `${orders}/index/by-day`, [
      'data-read',
    ]),
    statement(`INSERT INTO "orders" VALUE {'id': ?, 'name': 'it''s'}`, 'PartiQLInsert', orders, []),
    statement('UPDATE "orders" SET total = 3 WHERE id = ?', 'PartiQLUpdate', orders, []),
    statement(`DELETE FROM "orders" WHERE id = '42'`, 'PartiQLDelete', orders, ['destructive']),
    {
      operation: 'BatchExecuteStatement',
      input: { Statements: [{ Statement: 'SELECT * FROM orders' }, { Statement: 'SELECT * FROM audit WHERE id = ?' }] },
      grants: [
        { actions: ['dynamodb:PartiQLSelect'], resources: [orders] },
        { actions: ['dynamodb:PartiQLSelect'], resources: [audit] },
      ],
      level: 'Write',
      categories: ['data-read'],
    },
    {
      operation: 'ExecuteTransaction',
      input: {
        TransactStatements: [
          { Statement: `UPDATE orders REMOVE total WHERE id = '42'` },
          { Statement: `INSERT INTO audit VALUE {'id': '42'}` },
        ],
      },
      grants: [
        { actions: ['dynamodb:PartiQLUpdate'], resources: [orders] },
        { actions: ['dynamodb:PartiQLInsert'], resources: [audit] },
      ],
      level: 'Write',
      categories: [],
    },
    onTable('DeleteTable', {}, { level: 'Write', categories: ['destructive'] }),
  ],
  unscopable: [
    ...[
      'SELECT * FROM "orders" -- and more',
      'SELECT * FROM orders o',
      'SELECT * FROM orders, audit',
      'SELECT * FROM orders.by_day.more',
      'SELECT * FROM "arn:aws:dynamodb:eu-west-1:999988887777:table/orders"',
      'SELECT * FROM orders WHERE EXISTS(SELECT * FROM audit)',
      'SELECT * FROM (SELECT * FROM audit)',
      'SELECT * FROM orders WHERE id IN (SELECT id FROM audit)',
      'SELECT * FROM orders; DELETE FROM audit',
      'SELECT FROM',
      'EXISTS(SELECT * FROM orders)',
      'INSERT INTO orders.by_day VALUE {}',
      'INSERT INTO orders SELECT * FROM audit',
      'UPDATE orders',
      'DELETE FROM orders',
      'SELECT * FROM orders WHERE a = `x`',
      'SELECT * FROM orders WHERE a = "x',
      'SELECT * FROM "ord*rs"',
    ].map((text) => ({ operation: 'ExecuteStatement', input: { Statement: text }, why: /PartiQL/ })),
    {
      operation: 'BatchExecuteStatement',
      input: { Statements: [{ Statement: 'SELECT * FROM orders' }, { Statement: 'TRUNCATE audit' }] },
      why: /PartiQL/,
    },
    { operation: 'ExecuteTransaction', input: { TransactStatements: [] }, why: /PartiQL/ },
    {
      operation: 'CreateTable',
      input: { TableName: 'orders', ...schema, SSESpecification: { Enabled: true, KMSMasterKeyId: 'alias/x' } },
      why: /KMS key/,
    },
  ],
};
