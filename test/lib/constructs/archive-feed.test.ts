import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

const { ArchiveFeedStream: mapping } = resourcesOf(aTemplate(), 'AWS::Lambda::EventSourceMapping');
const { ArchiveFeedLate: alarm } = resourcesOf(aTemplate(), 'AWS::CloudWatch::Alarm');

describe('ArchiveFeed', () => {
  it("hands over every change of an operation and every operator's order, from the first on", () => {
    expect(mapping).toMatchObject({
      EventSourceArn: 'RecordStoreTable.StreamArn',
      FunctionName: 'ArchiveFunction',
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: {
        Filters: [
          { Pattern: '{"dynamodb":{"NewImage":{"sk":{"S":["META"]}}}}' },
          { Pattern: '{"dynamodb":{"NewImage":{"pk":{"S":["orders"]}}}}' },
        ],
      },
    });
  });

  it('never gives a receipt up: no limit of tries or age, and only the failed part of a batch comes again', () => {
    expect(mapping).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
    });
    expect(mapping).not.toHaveProperty('MaximumRetryAttempts');
    expect(mapping).not.toHaveProperty('MaximumRecordAgeInSeconds');
  });

  it('alarms after an hour, while the stream still has a day', () => {
    expect(alarm).toMatchObject({ MetricName: 'IteratorAge', Threshold: 3_600_000, TreatMissingData: 'notBreaching' });
  });
});
