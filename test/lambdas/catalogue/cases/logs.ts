import type { Case, ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, on, read, readsContent, ruins, write } from './table.ts';

const ours = 'arn:aws:logs:eu-west-1:111122223333:log-group';
const group = `${ours}:/aws/lambda/shop`;
const named = { logGroupName: '/aws/lambda/shop' };
const stream = { ...named, logStreamName: '2026/11/01/[$LATEST]0a' };
const streamArn = `${group}:log-stream:2026/11/01/[\${$}LATEST]0a`;
const query = { startTime: 1, endTime: 2, queryString: 'fields @message' };

function filter(title: string, input: Case['input'], actions: string): Case {
  return { operation: 'FilterLogEvents', title, input, grants: [on(actions, `${group}:*`)], ...readsContent };
}

export const LOGS_CASES: ServiceCases = {
  service: 'logs',
  cases: [
    ...everywhere('logs', list, 'DescribeLogGroups'),
    ...everywhere('logs', read, 'StopQuery', { queryId: 'q' }),
    ...alike('logs', list, 'DescribeLogStreams', { input: named, resources: [`${group}:*`] }),
    filter('by name', named, 'logs:FilterLogEvents'),
    filter('by ARN', { logGroupIdentifier: group }, 'logs:FilterLogEvents'),
    filter('by ARN of its streams', { logGroupIdentifier: `${group}:*` }, 'logs:FilterLogEvents'),
    filter('unmasked', { ...named, unmask: true }, 'logs:FilterLogEvents logs:Unmask'),
    ...alike('logs', readsContent, 'GetLogEvents', { input: stream, resources: [streamArn] }),
    {
      operation: 'GetLogEvents',
      title: 'unmasked',
      input: { ...stream, unmask: true },
      grants: [on('logs:GetLogEvents', streamArn), on('logs:Unmask', `${group}:*`)],
      ...readsContent,
    },
    ...alike('logs', readsContent, 'StartQuery', {
      input: { ...query, logGroupNames: ['/aws/lambda/shop', 'audit'] },
      resources: [`${group}:*`, `${ours}:audit:*`],
    }),
    ...alike('logs', readsContent, 'GetQueryResults', { input: { queryId: 'q' }, resources: [`${ours}:*`] }),
    ...alike('logs', write, 'CreateLogGroup', { input: named, resources: [`${group}:*`] }),
    {
      operation: 'CreateLogGroup',
      title: 'with tags',
      input: { ...named, tags: { team: 'shop' } },
      grants: [on('logs:CreateLogGroup', `${group}:*`), on('logs:TagResource', group)],
      ...write,
    },
    ...alike('logs', destroys, 'PutRetentionPolicy', {
      input: { ...named, retentionInDays: 7 },
      resources: [`${group}:*`],
    }),
    ...alike('logs', destroys, 'DeleteRetentionPolicy', { input: named, resources: [`${group}:*`] }),
    ...alike('logs', ruins, 'DeleteLogGroup', { input: named, resources: [`${group}:*`] }),
    ...alike('logs', write, 'CreateLogStream', { input: stream, resources: [streamArn] }),
    ...alike('logs', write, 'PutLogEvents', {
      input: { ...stream, logEvents: [{ timestamp: 1, message: 'm' }] },
      resources: [streamArn],
    }),
    ...alike('logs', destroys, 'DeleteLogStream', { input: stream, resources: [streamArn] }),
  ],
  unscopable: [
    { operation: 'FilterLogEvents', input: { filterPattern: 'ERROR' }, why: /no log group/ },
    { operation: 'StartQuery', input: query, why: /no log group/ },
    { operation: 'DescribeLogGroups', input: { includeLinkedAccounts: true }, why: /linked accounts/ },
    { operation: 'CreateLogGroup', input: { ...named, kmsKeyId: 'arn:aws:kms:x' }, why: /kmsKeyId/ },
  ],
  refused: [
    { operation: 'DeleteLogGroup', input: { logGroupName: 'a*' }, pointer: '/input/logGroupName' },
    { operation: 'DeleteLogStream', input: { ...named, logStreamName: 'a:b' }, pointer: '/input/logStreamName' },
    {
      operation: 'FilterLogEvents',
      input: { ...named, logGroupIdentifier: 'other' },
      pointer: '/input/logGroupIdentifier',
    },
    {
      operation: 'FilterLogEvents',
      input: { logGroupIdentifier: group.replace('1111', '9999') },
      pointer: '/input/logGroupIdentifier',
    },
  ],
};
