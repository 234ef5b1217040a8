import type { ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, on, read, write } from './table.ts';

const clicks = 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks';
const named = { StreamName: 'clicks' };
const record = { Data: 'ZA==', PartitionKey: 'k' };

export const KINESIS_CASES: ServiceCases = {
  service: 'kinesis',
  cases: [
    ...everywhere('kinesis', list, 'ListStreams'),
    ...alike('kinesis', write, 'PutRecord', { input: { ...named, ...record }, resources: [clicks] }),
    ...alike('kinesis', write, 'PutRecords', { input: { StreamARN: clicks, Records: [record] }, resources: [clicks] }),
    ...alike('kinesis', { level: 'Read', categories: ['data-read'] }, 'GetRecords', {
      input: { StreamARN: clicks, ShardIterator: 'i' },
      resources: [clicks],
    }),
    ...alike('kinesis', read, 'GetShardIterator', {
      input: { ...named, StreamARN: clicks, ShardId: 's', ShardIteratorType: 'LATEST' },
      resources: [clicks],
    }),
    ...alike('kinesis', read, 'DescribeStream DescribeStreamSummary', { input: named, resources: [clicks] }),
    ...alike('kinesis', list, 'ListShards', { input: named, resources: [clicks] }),
    ...alike('kinesis', destroys, 'DeleteStream', { input: named, resources: [clicks] }),
    {
      operation: 'CreateStream',
      input: { ...named, ShardCount: 1 },
      grants: [on('kinesis:CreateStream', clicks)],
      level: 'Write',
      categories: ['cost-bearing'],
    },
  ],
  unscopable: [
    { operation: 'GetRecords', input: { ShardIterator: 'i' }, why: /without StreamName/ },
    { operation: 'ListShards', input: { NextToken: 't' }, why: /without StreamName/ },
    { operation: 'DescribeStream', input: { StreamId: 's' }, why: /StreamId/ },
    { operation: 'CreateStream', input: { ...named, Tags: { a: 'b' } }, why: /Tags/ },
  ],
  refused: [
    { operation: 'DescribeStream', input: { StreamName: 'other', StreamARN: clicks }, pointer: '/input/StreamName' },
    { operation: 'DescribeStream', input: { StreamName: 'c*' }, pointer: '/input/StreamName' },
    {
      operation: 'DescribeStream',
      input: { StreamARN: clicks.replace('eu-west-1', 'us-east-1') },
      pointer: '/input/StreamARN',
    },
  ],
};
