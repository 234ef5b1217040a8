import type { Call } from '../call.ts';
import type { NameReader } from '../names/name.ts';
import { each, find, nameOrArn, onRead } from './reading.ts';
import { grant, granted, hasAny, unscopable, type Rule, type Rules, type Ruling } from './rule.ts';

/** RDS keeps identifiers in lower case, and so do its ARNs. */
function lowered(reader: NameReader): NameReader {
  return (value, place) => reader(value.startsWith('arn:') ? value : value.toLowerCase(), place);
}

function identifier(type: string, what: string): NameReader {
  const syntax = /^(?:(?:rds|awsbackup):)?[a-z][a-z0-9-]{0,254}$/;
  return lowered(nameOrArn({ syntax, service: 'rds', type: `${type}:`, expected: `${what}'s identifier or ARN` }));
}

const readInstance = identifier('db', 'a DB instance');
const readCluster = identifier('cluster', 'a DB cluster');
const readSnapshot = identifier('snapshot', 'a DB snapshot');

function every(call: Call, type: string): string {
  return `arn:aws:rds:${call.region}:${call.account}:${type}:*`;
}

/** A listing is of all of the account's, unless the input names one. */
function lists(action: string, type: string, [member, reader]: readonly [string, NameReader]): Rule {
  return (call) =>
    hasAny(call.input, [member]) ? onRead(action, member, reader)(call) : granted(grant(action, every(call, type)));
}

/** RDS checks the snapshots that are listed, and the instance as well where the input names one. */
const describeSnapshots: Rule = (call) => {
  if (hasAny(call.input, ['DbiResourceId'])) return unscopable('no reviewed rule covers what DbiResourceId needs');
  const instances = optional(call, 'DBInstanceIdentifier', readInstance);
  if (instances.kind !== 'found') return instances;
  const snapshots = optional(call, 'DBSnapshotIdentifier', readSnapshot);
  if (snapshots.kind !== 'found') return snapshots;
  const listed = snapshots.patterns.length > 0 ? snapshots.patterns : [every(call, 'snapshot')];
  return granted(grant('rds:DescribeDBSnapshots', [...instances.patterns, ...listed]));
};

function optional(call: Call, member: string, reader: NameReader): ReturnType<typeof find> {
  return hasAny(call.input, [member]) ? find(call, member, reader) : { kind: 'found', patterns: [] };
}

/** An action on an instance and on the snapshot that it writes. */
function withSnapshot(call: Call, action: string): Ruling {
  const instances = find(call, 'DBInstanceIdentifier', readInstance);
  if (instances.kind !== 'found') return instances;
  const snapshots = optional(call, 'DBSnapshotIdentifier', readSnapshot);
  if (snapshots.kind !== 'found') return snapshots;
  const own = grant(action, [...instances.patterns, ...snapshots.patterns]);
  const tags = hasAny(call.input, ['Tags']) ? [grant('rds:AddTagsToResource', snapshots.patterns)] : [];
  return granted(own, ...tags);
}

function outsideReservations(rule: Rule): Rule {
  return (call) => {
    const named = hasAny(call.input, ['DBCapacityReservationIdentifier', 'DetachFromDBCapacityReservation']);
    return named ? unscopable('no reviewed rule covers what a capacity reservation needs') : rule(call);
  };
}

/** Reviewed rules of RDS. */
export const RDS_RULES: Rules = {
  DescribeDBInstances: lists('rds:DescribeDBInstances', 'db', ['DBInstanceIdentifier', readInstance]),
  DescribeDBClusters: lists('rds:DescribeDBClusters', 'cluster', ['DBClusterIdentifier', readCluster]),
  DescribeDBSnapshots: describeSnapshots,
  StartDBInstance: outsideReservations(onRead('rds:StartDBInstance', 'DBInstanceIdentifier', readInstance)),
  StopDBInstance: outsideReservations((call) => withSnapshot(call, 'rds:StopDBInstance')),
  ...each('rds', 'RebootDBInstance DeleteDBInstance', (action) => onRead(action, 'DBInstanceIdentifier', readInstance)),
  ...each('rds', 'StartDBCluster StopDBCluster', (action) => onRead(action, 'DBClusterIdentifier', readCluster)),
  CreateDBSnapshot: (call) => withSnapshot(call, 'rds:CreateDBSnapshot'),
  DeleteDBSnapshot: onRead('rds:DeleteDBSnapshot', 'DBSnapshotIdentifier', readSnapshot),
};
