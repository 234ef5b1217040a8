import type { ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, read, write } from './table.ts';

const clicks = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/clicks';
const named = { DeliveryStreamName: 'clicks' };

export const FIREHOSE_CASES: ServiceCases = {
  service: 'firehose',
  cases: [
    ...everywhere('firehose', list, 'ListDeliveryStreams'),
    ...alike('firehose', write, 'PutRecord', { input: { ...named, Record: { Data: 'ZA==' } }, resources: [clicks] }),
    ...alike('firehose', write, 'PutRecordBatch', {
      input: { ...named, Records: [{ Data: 'ZA==' }] },
      resources: [clicks],
    }),
    ...alike('firehose', read, 'DescribeDeliveryStream', { input: named, resources: [clicks] }),
    ...alike('firehose', destroys, 'DeleteDeliveryStream', { input: named, resources: [clicks] }),
  ],
  unscopable: [],
  refused: [
    { operation: 'DeleteDeliveryStream', input: { DeliveryStreamName: 'c*' }, pointer: '/input/DeliveryStreamName' },
  ],
};
