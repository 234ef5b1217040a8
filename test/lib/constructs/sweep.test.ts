import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf } from '../../support/read-template.ts';

describe('Sweep', () => {
  it('asks the close function every minute to look for what is overdue', () => {
    const { SweepEveryMinute: rule } = resourcesOf(aTemplate(), 'AWS::Events::Rule');
    expect(rule).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [{ Arn: 'CloseFunction.Arn', Input: '{"sweep":true}', RetryPolicy: { MaximumRetryAttempts: 0 } }],
    });
  });
});
