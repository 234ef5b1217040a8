import { describe, expect, it } from '@jest/globals';
import { touchesGateway } from '../../../lambdas/decide/gateway-resources.ts';

describe('what counts as a part of the gateway', () => {
  it.each([
    ['a role of its name', 'arn:aws:iam::111122223333:role/countersign-target', true],
    ['a role of its name under any path', 'arn:aws:iam::111122223333:role/*/Countersign-ExecuteRole', true],
    ['another user under any path', 'arn:aws:iam::111122223333:user/*/mallory', false],
    ['any user at all', 'arn:aws:iam::111122223333:user/*', true],
    ['a key that speaks of it, in another bucket', 'arn:aws:s3:::invoices/countersign.txt', false],
    ['keys of any id, for a call through another service', 'arn:aws:kms:eu-west-1:111122223333:key/*', false],
    ['instances that are yet to be made', 'arn:aws:ec2:eu-west-1:111122223333:instance/*', false],
    ['any table', 'arn:aws:dynamodb:eu-west-1:111122223333:table/*', true],
    ['a stack, under its random id', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/billing/*', false],
    ['its own stack, under its random id', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Countersign/*', true],
    ['any stack', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/*/*', true],
    [
      'a scaling group, under its random id',
      'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/web',
      false,
    ],
    ['all databases, of which the gateway has none', 'arn:aws:rds:eu-west-1:111122223333:db:*', false],
    ['a database of its name', 'arn:aws:rds:eu-west-1:111122223333:db:countersign', true],
    ['a text that is no ARN', 'countersign', true],
  ])('%s', (_, arn, touches) => {
    expect(touchesGateway(arn)).toBe(touches);
  });
});
