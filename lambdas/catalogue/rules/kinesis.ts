import type { Call } from '../call.ts';
import { ownArn } from '../names/name.ts';
import { each, everywhere, find, nameOrArn, onRead, type Found } from './reading.ts';
import { grant, granted, hasAny, refused, unscopable, type Rule, type Rules } from './rule.ts';

const STREAM = { syntax: /^[\w.-]{1,128}$/, service: 'kinesis', type: 'stream/', expected: "a stream's name" };
const readName = nameOrArn(STREAM);
const readArn = ownArn({ service: 'kinesis', resource: /^stream\/[\w.-]{1,128}$/ }, "a stream's ARN");

/** The stream of a call, by name or by ARN; where both are given they must agree. */
function streamOf(call: Call): Found {
  if (hasAny(call.input, ['StreamId'])) return unscopable('no reviewed rule covers what StreamId names');
  if (!hasAny(call.input, ['StreamARN'])) return find(call, 'StreamName', readName);
  const byArn = find(call, 'StreamARN', readArn);
  if (byArn.kind !== 'found' || !hasAny(call.input, ['StreamName'])) return byArn;
  const byName = find(call, 'StreamName', readName);
  const agree = byName.kind === 'found' && byName.patterns[0] === byArn.patterns[0];
  return agree ? byArn : refused('/input/StreamName', 'StreamARN names another stream');
}

function onStream(action: string): Rule {
  return (call) => {
    const stream = streamOf(call);
    return stream.kind === 'found' ? granted(grant(action, stream.patterns)) : stream;
  };
}

const createStream: Rule = (call) =>
  hasAny(call.input, ['Tags'])
    ? unscopable('no reviewed rule covers what Tags needs')
    : onRead('kinesis:CreateStream', 'StreamName', readName)(call);

/** Reviewed rules of Kinesis Data Streams. */
export const KINESIS_RULES: Rules = {
  ...everywhere('kinesis', 'ListStreams'),
  ...each('kinesis', 'PutRecord PutRecords GetRecords GetShardIterator ListShards', onStream),
  ...each('kinesis', 'DescribeStream DescribeStreamSummary DeleteStream', onStream),
  CreateStream: createStream,
};
