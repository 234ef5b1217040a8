import type { ServiceCases } from './case.ts';
import { alike, everywhere, list, on, read } from './table.ts';

const ours = 'arn:aws:athena:eu-west-1:111122223333:workgroup';

export const ATHENA_CASES: ServiceCases = {
  service: 'athena',
  cases: [
    ...everywhere('athena', list, 'ListWorkGroups ListDataCatalogs'),
    ...alike('athena', read, 'GetWorkGroup', { input: { WorkGroup: 'finance' }, resources: [`${ours}/finance`] }),
    ...alike('athena', read, 'ListQueryExecutions', { input: {}, resources: [`${ours}/primary`] }),
    {
      operation: 'ListQueryExecutions',
      title: 'of a workgroup',
      input: { WorkGroup: 'finance' },
      grants: [on('athena:ListQueryExecutions', `${ours}/finance`)],
      ...read,
    },
    ...alike('athena', read, 'GetQueryExecution', { input: { QueryExecutionId: 'q' }, resources: [`${ours}/*`] }),
  ],
  unscopable: [
    { operation: 'StartQueryExecution', input: { QueryString: 'SELECT 1' }, why: /tables and buckets/ },
    { operation: 'GetQueryResults', input: { QueryExecutionId: 'q' }, why: /bucket/ },
    { operation: 'StopQueryExecution', input: { QueryExecutionId: 'q' }, why: /workgroup/ },
  ],
  refused: [{ operation: 'GetWorkGroup', input: { WorkGroup: 'f*' }, pointer: '/input/WorkGroup' }],
};
