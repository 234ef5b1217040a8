import type { ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, read, write } from './table.ts';

const elb = 'elasticloadbalancing';
const ours = `arn:aws:${elb}:eu-west-1:111122223333`;
const targets = `${ours}:targetgroup/web/0123456789abcdef`;
const balancer = `${ours}:loadbalancer/app/web/0123456789abcdef`;
const listener = `${ours}:listener/app/web/0123456789abcdef/0123456789abcdef`;
const rule = `${ours}:listener-rule/app/web/0123456789abcdef/0123456789abcdef/0123456789abcdef`;
const machines = { TargetGroupArn: targets, Targets: [{ Id: 'i-0123456789abcdef0' }] };

export const ELBV2_CASES: ServiceCases = {
  service: 'elbv2',
  cases: [
    ...everywhere(elb, list, 'DescribeLoadBalancers'),
    ...everywhere(elb, read, 'DescribeTargetGroups DescribeListeners DescribeRules'),
    ...everywhere(elb, read, 'DescribeTargetHealth', { TargetGroupArn: targets }),
    ...alike(elb, write, 'RegisterTargets', { input: machines, resources: [targets] }),
    ...alike(elb, destroys, 'DeregisterTargets', { input: machines, resources: [targets] }),
    ...alike(elb, write, 'ModifyTargetGroup', {
      input: { TargetGroupArn: targets, HealthCheckPath: '/up' },
      resources: [targets],
    }),
    ...alike(elb, destroys, 'DeleteTargetGroup', { input: { TargetGroupArn: targets }, resources: [targets] }),
    ...alike(elb, destroys, 'DeleteLoadBalancer', { input: { LoadBalancerArn: balancer }, resources: [balancer] }),
    ...alike(elb, destroys, 'DeleteListener', { input: { ListenerArn: listener }, resources: [listener] }),
    ...alike(elb, destroys, 'DeleteRule', { input: { RuleArn: rule }, resources: [rule] }),
  ],
  unscopable: [],
  refused: [
    { operation: 'DeleteLoadBalancer', input: { LoadBalancerArn: targets }, pointer: '/input/LoadBalancerArn' },
    {
      operation: 'DeleteTargetGroup',
      input: { TargetGroupArn: targets.replace('1111', '9999') },
      pointer: '/input/TargetGroupArn',
    },
  ],
};
