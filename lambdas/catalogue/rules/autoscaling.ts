import { arn } from '../arn.ts';
import { named, wrong, type NameReader } from '../names/name.ts';
import { each, everywhere, onRead, uncoveredMember } from './reading.ts';
import { hasAny, unscopable, type Rule, type Rules } from './rule.ts';

/** A group's ARN holds an id that its name does not tell. */
const readGroup: NameReader = (value, { region, account }) =>
  /^[^:*?\p{Cc}]{1,255}$/u.test(value)
    ? named(`arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:` + arn`autoScalingGroupName/${value}`)
    : wrong("expected an Auto Scaling group's name");

function onGroup(action: string): Rule {
  return onRead(action, 'AutoScalingGroupName', readGroup);
}

const SIZES =
  'AutoScalingGroupName MinSize MaxSize DesiredCapacity DefaultCooldown HealthCheckType HealthCheckGracePeriod ' +
  'TerminationPolicies NewInstancesProtectedFromScaleIn MaxInstanceLifetime CapacityRebalance DefaultInstanceWarmup';

/** Sizes and timings only: a launch template, subnets or a role need rights of their own. */
const update: Rule = (call) => {
  const why = uncoveredMember(call, SIZES);
  return why === undefined ? onGroup('autoscaling:UpdateAutoScalingGroup')(call) : unscopable(why);
};

const refresh: Rule = (call) =>
  hasAny(call.input, ['DesiredConfiguration'])
    ? unscopable('no reviewed rule covers what DesiredConfiguration needs')
    : onGroup('autoscaling:StartInstanceRefresh')(call);

/** Reviewed rules of EC2 Auto Scaling. */
export const AUTOSCALING_RULES: Rules = {
  ...everywhere(
    'autoscaling',
    'DescribeAutoScalingGroups DescribeAutoScalingInstances DescribeScalingActivities DescribePolicies',
  ),
  ...each('autoscaling', 'SetDesiredCapacity SuspendProcesses ResumeProcesses CancelInstanceRefresh', onGroup),
  ...each('autoscaling', 'DeleteAutoScalingGroup TerminateInstanceInAutoScalingGroup', onGroup),
  UpdateAutoScalingGroup: update,
  StartInstanceRefresh: refresh,
};
