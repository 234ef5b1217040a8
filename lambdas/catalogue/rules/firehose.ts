import { each, everywhere, nameOrArn, onRead } from './reading.ts';
import type { Rules } from './rule.ts';

const readStream = nameOrArn({
  syntax: /^[\w.-]{1,64}$/,
  service: 'firehose',
  type: 'deliverystream/',
  expected: "a delivery stream's name",
});

/** Reviewed rules of Firehose. */
export const FIREHOSE_RULES: Rules = {
  ...everywhere('firehose', 'ListDeliveryStreams'),
  ...each('firehose', 'PutRecord PutRecordBatch DescribeDeliveryStream DeleteDeliveryStream', (action) =>
    onRead(action, 'DeliveryStreamName', readStream),
  ),
};
