import { ownArn, type NameReader } from '../names/name.ts';
import { each, everywhere, onRead } from './reading.ts';
import type { Rules } from './rule.ts';

const ELB = 'elasticloadbalancing';

function readArn(resource: RegExp, what: string): NameReader {
  return ownArn({ service: ELB, resource }, `the ARN of a ${what}`);
}

const readTargetGroup = readArn(/^targetgroup\/[\w-]{1,32}\/[0-9a-f]+$/, 'target group');

/** Reviewed rules of Elastic Load Balancing (application, network and gateway load balancers). */
export const ELBV2_RULES: Rules = {
  ...everywhere(ELB, 'DescribeLoadBalancers DescribeTargetGroups DescribeTargetHealth DescribeListeners DescribeRules'),
  ...each(ELB, 'RegisterTargets DeregisterTargets ModifyTargetGroup DeleteTargetGroup', (action) =>
    onRead(action, 'TargetGroupArn', readTargetGroup),
  ),
  DeleteLoadBalancer: onRead(
    `${ELB}:DeleteLoadBalancer`,
    'LoadBalancerArn',
    readArn(/^loadbalancer\/(app|net|gwy)\/[\w-]{1,32}\/[0-9a-f]+$/, 'load balancer'),
  ),
  DeleteListener: onRead(
    `${ELB}:DeleteListener`,
    'ListenerArn',
    readArn(/^listener\/(app|net|gwy)\/[\w-]{1,32}(\/[0-9a-f]+){2}$/, 'listener'),
  ),
  DeleteRule: onRead(
    `${ELB}:DeleteRule`,
    'RuleArn',
    readArn(/^listener-rule\/(app|net)\/[\w-]{1,32}(\/[0-9a-f]+){3}$/, 'listener rule'),
  ),
};
