import type { ServiceCases } from './case.ts';
import { alike, costs, destroys, everywhere, list, write } from './table.ts';

const named = { AutoScalingGroupName: 'web/blue $1' };
const group = 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/web/blue ${$}1';

export const AUTOSCALING_CASES: ServiceCases = {
  service: 'autoscaling',
  cases: [
    ...everywhere(
      'autoscaling',
      list,
      'DescribeAutoScalingGroups DescribeAutoScalingInstances DescribeScalingActivities DescribePolicies',
    ),
    ...alike('autoscaling', costs, 'SetDesiredCapacity', {
      input: { ...named, DesiredCapacity: 2 },
      resources: [group],
    }),
    ...alike('autoscaling', write, 'SuspendProcesses ResumeProcesses CancelInstanceRefresh', {
      input: named,
      resources: [group],
    }),
    ...alike('autoscaling', costs, 'UpdateAutoScalingGroup', {
      input: { ...named, MinSize: 1, MaxSize: 4 },
      resources: [group],
    }),
    ...alike('autoscaling', costs, 'StartInstanceRefresh', { input: named, resources: [group] }),
    ...alike('autoscaling', destroys, 'DeleteAutoScalingGroup', {
      input: { ...named, ForceDelete: true },
      resources: [group],
    }),
    ...alike('autoscaling', destroys, 'TerminateInstanceInAutoScalingGroup', {
      input: { ...named, InstanceIds: ['i-0123456789abcdef0'], ShouldDecrementDesiredCapacity: true },
      resources: [group],
    }),
  ],
  unscopable: [
    {
      operation: 'TerminateInstanceInAutoScalingGroup',
      input: { InstanceId: 'i-0123456789abcdef0', ShouldDecrementDesiredCapacity: true },
      why: /without AutoScalingGroupName/,
    },
    { operation: 'UpdateAutoScalingGroup', input: { ...named, LaunchTemplate: {} }, why: /LaunchTemplate/ },
    { operation: 'StartInstanceRefresh', input: { ...named, DesiredConfiguration: {} }, why: /DesiredConfiguration/ },
  ],
  refused: [
    {
      operation: 'DeleteAutoScalingGroup',
      input: { AutoScalingGroupName: 'w*' },
      pointer: '/input/AutoScalingGroupName',
    },
  ],
};
