import type { ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, read, write } from './table.ts';

const ours = 'arn:aws:glue:eu-west-1:111122223333';
const database = [`${ours}:catalog`, `${ours}:database/sales`];
const table = [...database, `${ours}:table/sales/orders`];
const every = [...database, `${ours}:table/sales/*`];
const orders = { DatabaseName: 'sales', Name: 'orders' };

export const GLUE_CASES: ServiceCases = {
  service: 'glue',
  cases: [
    ...everywhere('glue', list, 'ListJobs'),
    ...alike('glue', read, 'GetJob GetJobRuns', { input: { JobName: 'load' }, resources: [`${ours}:job/load`] }),
    ...alike('glue', read, 'GetJobRun', { input: { JobName: 'load', RunId: 'r' }, resources: [`${ours}:job/load`] }),
    ...alike('glue', { level: 'Write', categories: ['privilege-escalation', 'cost-bearing'] }, 'StartJobRun', {
      input: { JobName: 'load orders' },
      resources: [`${ours}:job/load orders`],
    }),
    ...alike('glue', read, 'GetDatabase', { input: { Name: 'sales', CatalogId: '111122223333' }, resources: database }),
    ...alike('glue', read, 'GetDatabases', { input: {}, resources: [`${ours}:catalog`, `${ours}:database/*`] }),
    ...alike('glue', read, 'GetTable', { input: orders, resources: table }),
    ...alike('glue', read, 'GetTables', { input: { DatabaseName: 'sales', Expression: 'o*' }, resources: every }),
    ...alike('glue', read, 'GetPartitions', {
      input: { DatabaseName: 'sales', TableName: 'orders' },
      resources: table,
    }),
    ...alike('glue', write, 'CreateDatabase', { input: { DatabaseInput: { Name: 'sales' } }, resources: database }),
    ...alike('glue', write, 'CreateTable UpdateTable', {
      input: { DatabaseName: 'sales', TableInput: { Name: 'orders' } },
      resources: table,
    }),
    ...alike('glue', destroys, 'DeleteTable', { input: orders, resources: table }),
    ...alike('glue', destroys, 'DeleteDatabase', {
      input: { Name: 'sales' },
      resources: [...every, `${ours}:userDefinedFunction/sales/*`],
    }),
  ],
  unscopable: [
    { operation: 'GetTable', input: { ...orders, CatalogId: '999988887777' }, why: /another catalog/ },
    {
      operation: 'CreateDatabase',
      input: { DatabaseInput: { Name: 'a', TargetDatabase: { DatabaseName: 'b' } } },
      why: /another catalog/,
    },
    { operation: 'CreateDatabase', input: { DatabaseInput: { Name: 'a' }, Tags: { a: 'b' } }, why: /Tags/ },
    {
      operation: 'CreateTable',
      input: { DatabaseName: 'sales', TableInput: { Name: 'a', TargetTable: { Name: 'b' } } },
      why: /outside its own name/,
    },
    {
      operation: 'UpdateTable',
      input: { DatabaseName: 'sales', Name: 'a', TableInput: { Name: 'b' } },
      why: /two tables/,
    },
    {
      operation: 'UpdateTable',
      input: { DatabaseName: 'sales', TableInput: { Name: 'a' }, ViewUpdateAction: 'ADD' },
      why: /ViewUpdateAction/,
    },
    { operation: 'StartJobRun', input: { JobName: 'a', ExecutionRoleSessionPolicy: '{}' }, why: /SessionPolicy/ },
  ],
  refused: [
    { operation: 'GetTable', input: { DatabaseName: 'sales', Name: 'o/*' }, pointer: '/input/Name' },
    { operation: 'GetTable', input: { DatabaseName: '*', Name: 'orders' }, pointer: '/input/DatabaseName' },
    { operation: 'DeleteDatabase', input: { Name: '*' }, pointer: '/input/Name' },
    { operation: 'CreateTable', input: { DatabaseName: 'sales' }, pointer: '/input/TableInput/Name' },
    { operation: 'GetJob', input: { JobName: 'a/b' }, pointer: '/input/JobName' },
  ],
};
