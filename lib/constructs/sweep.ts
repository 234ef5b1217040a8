import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { StageFunction } from './stage-function.ts';

/** Calls the close function every minute with `{"sweep": true}`, so that a lost workflow or executor leaves nothing open. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, close: StageFunction) {
    super(scope, id);
    const target = new LambdaFunction(close.function, {
      event: RuleTargetInput.fromObject({ sweep: true }),
      retryAttempts: 0,
    });
    new Rule(this, 'EveryMinute', {
      description: 'Countersign: closes what is overdue',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [target],
    });
  }
}
