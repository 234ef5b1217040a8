import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RecordStore } from './record-store.ts';
import type { StageFunction } from './stage-function.ts';

/** Where receipts come from and who archives them. */
export interface ArchiveFeedProps {
  readonly record: RecordStore;
  readonly archive: StageFunction;
}

/**
 * Hands every change of an operation and every operator's order to the archive function, and tries again until it is taken: the stream keeps a change
 * for 24 hours. The alarm has no action of its own; a team adds one.
 */
export class ArchiveFeed extends Construct {
  readonly mapping: EventSourceMapping;
  readonly late: Alarm;

  constructor(scope: Construct, id: string, { record, archive }: ArchiveFeedProps) {
    super(scope, id);
    const { tableStreamArn } = record.table;
    if (!tableStreamArn) throw new Error('The table has no stream');
    this.mapping = new EventSourceMapping(this, 'Stream', {
      target: archive.function,
      eventSourceArn: tableStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      filters: [
        FilterCriteria.filter({ dynamodb: { NewImage: { sk: { S: FilterRule.isEqual('META') } } } }),
        FilterCriteria.filter({ dynamodb: { NewImage: { pk: { S: FilterRule.isEqual('orders') } } } }),
      ],
    });
    this.late = archive.function
      .metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) })
      .createAlarm(this, 'Late', {
        alarmDescription:
          'Countersign: receipts have waited an hour for the archive; the stream forgets them after a day',
        threshold: Duration.hours(1).toMilliseconds(),
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
  }
}
