import type { Case, ServiceCases } from './case.ts';
import { alike, costs, destroys, list, on } from './table.ts';

const ours = 'arn:aws:rds:eu-west-1:111122223333';
const shop = { input: { DBInstanceIdentifier: 'shop' }, resources: [`${ours}:db:shop`] };
const cluster = { input: { DBClusterIdentifier: 'ledger' }, resources: [`${ours}:cluster:ledger`] };

function lists(operation: string, title: string, input: Case['input'], ...resources: readonly string[]): Case {
  return { operation, title, input, grants: [on(`rds:${operation}`, ...resources)], ...list };
}

export const RDS_CASES: ServiceCases = {
  service: 'rds',
  cases: [
    lists('DescribeDBInstances', 'of all', {}, `${ours}:db:*`),
    lists('DescribeDBInstances', 'of one', { DBInstanceIdentifier: 'Shop' }, `${ours}:db:shop`),
    lists('DescribeDBClusters', 'of all', {}, `${ours}:cluster:*`),
    lists('DescribeDBClusters', 'by ARN', { DBClusterIdentifier: `${ours}:cluster:ledger` }, `${ours}:cluster:ledger`),
    lists('DescribeDBSnapshots', 'of all', {}, `${ours}:snapshot:*`),
    lists(
      'DescribeDBSnapshots',
      'of one instance',
      { DBInstanceIdentifier: 'shop' },
      `${ours}:db:shop`,
      `${ours}:snapshot:*`,
    ),
    lists(
      'DescribeDBSnapshots',
      'of one by name',
      { DBSnapshotIdentifier: 'rds:shop-2026-11-01' },
      `${ours}:snapshot:rds:shop-2026-11-01`,
    ),
    ...alike('rds', costs, 'StartDBInstance', shop),
    ...alike('rds', destroys, 'StopDBInstance RebootDBInstance', shop),
    ...alike('rds', costs, 'StartDBCluster', cluster),
    ...alike('rds', destroys, 'StopDBCluster', cluster),
    ...alike('rds', destroys, 'DeleteDBInstance', {
      ...shop,
      input: { ...shop.input, FinalDBSnapshotIdentifier: 'shop-last' },
    }),
    {
      operation: 'StopDBInstance',
      title: 'with a snapshot',
      input: { DBInstanceIdentifier: 'shop', DBSnapshotIdentifier: 'before' },
      grants: [on('rds:StopDBInstance', `${ours}:db:shop`, `${ours}:snapshot:before`)],
      ...destroys,
    },
    {
      operation: 'CreateDBSnapshot',
      input: { DBInstanceIdentifier: 'shop', DBSnapshotIdentifier: 'Before', Tags: [{ Key: 'a', Value: 'b' }] },
      grants: [
        on('rds:CreateDBSnapshot', `${ours}:db:shop`, `${ours}:snapshot:before`),
        on('rds:AddTagsToResource', `${ours}:snapshot:before`),
      ],
      ...costs,
    },
    ...alike('rds', destroys, 'DeleteDBSnapshot', {
      input: { DBSnapshotIdentifier: 'before' },
      resources: [`${ours}:snapshot:before`],
    }),
  ],
  unscopable: [
    { operation: 'DescribeDBSnapshots', input: { DbiResourceId: 'db-1' }, why: /DbiResourceId/ },
    {
      operation: 'StartDBInstance',
      input: { DBInstanceIdentifier: 'shop', DBCapacityReservationIdentifier: 'r' },
      why: /reservation/,
    },
  ],
  refused: [
    { operation: 'DeleteDBInstance', input: { DBInstanceIdentifier: 'sh*' }, pointer: '/input/DBInstanceIdentifier' },
    {
      operation: 'DeleteDBSnapshot',
      input: { DBSnapshotIdentifier: 'arn:aws:rds:eu-west-1:999988887777:snapshot:x' },
      pointer: '/input/DBSnapshotIdentifier',
    },
    {
      operation: 'DescribeDBSnapshots',
      input: { DBInstanceIdentifier: '1' },
      pointer: '/input/DBInstanceIdentifier',
    },
  ],
};
