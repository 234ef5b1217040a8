import type { Call } from '../call.ts';
import { arn } from '../arn.ts';
import type { NameReader } from '../names/name.ts';
import type { ActionGrant } from '../resolution.ts';
import { clusterOf, inCluster, readCluster, readTaskDefinition } from './ecs-names.ts';
import { withRoles } from './pass-role.ts';
import { everywhere, find, nameOrArn, reading, uncoveredMember } from './reading.ts';
import { grant, granted, hasAny, maybeText, objectIn, textIn, unscopable, type Rule, type Rules } from './rule.ts';

const TASKS = 'ecs-tasks.amazonaws.com';
const UPDATES =
  'cluster service desiredCount taskDefinition forceNewDeployment platformVersion healthCheckGracePeriodSeconds ' +
  'availabilityZoneRebalancing placementConstraints placementStrategy capacityProviderStrategy networkConfiguration';
const RUNS =
  'cluster taskDefinition count overrides launchType capacityProviderStrategy group startedBy referenceId clientToken ' +
  'networkConfiguration placementConstraints placementStrategy platformVersion tags';

/** A rule on services or tasks of one cluster, whose name is part of their ARNs. */
function onPart(action: string, type: 'service' | 'task', member: string): Rule {
  return (call) => {
    const cluster = clusterOf(call);
    if (cluster.kind !== 'found') return cluster;
    const found = find(call, member, inCluster(call, type));
    return found.kind === 'found' ? granted(grant(action, found.patterns)) : found;
  };
}

/** A rule for an action without resources of its own that is held to one cluster. */
function withinCluster(action: string): Rule {
  return (call) => {
    const cluster = clusterOf(call);
    return cluster.kind === 'found' ? granted(grant(action, '*', { 'ecs:cluster': cluster.patterns })) : cluster;
  };
}

const updateService: Rule = (call) => {
  const why = uncoveredMember(call, UPDATES);
  return why === undefined ? onPart('ecs:UpdateService', 'service', 'service')(call) : unscopable(why);
};

const describeClusters: Rule = (call) => {
  const asked = hasAny(call.input, ['clusters']) ? call : { ...call, input: { clusters: ['default'] } };
  return reading('clusters', readCluster, (_, clusters) => granted(grant('ecs:DescribeClusters', clusters)))(asked);
};

/** Tags on what a call creates, and only in the course of creating it. */
function tagGrants(call: Call, patterns: readonly string[]): readonly ActionGrant[] {
  if (!hasAny(call.input, ['tags'])) return [];
  return [grant('ecs:TagResource', patterns, { 'ecs:CreateAction': [call.operation] })];
}

/** A task runs under two roles. Where the input does not override both, they stand in the task definition. */
const runTask: Rule = (call) => {
  const why = uncoveredMember(call, RUNS);
  if (why !== undefined) return unscopable(why);
  const overrides = objectIn(call.input, 'overrides');
  const [task, execution] = ['taskRoleArn', 'executionRoleArn'].map((name) => maybeText(overrides, name));
  if (task === undefined || execution === undefined)
    return unscopable('its roles stand in the task definition; overrides must name taskRoleArn and executionRoleArn');
  const cluster = clusterOf(call);
  if (cluster.kind !== 'found') return cluster;
  const definition = find(call, 'taskDefinition', readTaskDefinition);
  if (definition.kind !== 'found') return definition;
  const tasks = cluster.patterns.map((pattern) => `${pattern.replace(':cluster/', ':task/')}/*`);
  const own = grant('ecs:RunTask', definition.patterns, { 'ecs:cluster': cluster.patterns });
  return withRoles(
    call,
    [own, ...tagGrants(call, tasks)],
    [
      { role: task, path: 'overrides/taskRoleArn', to: TASKS },
      { role: execution, path: 'overrides/executionRoleArn', to: TASKS },
    ],
  );
};

const readFamily: NameReader = nameOrArn({
  syntax: /^[\w-]{1,255}$/,
  service: 'ecs',
  type: 'task-definition/',
  expected: "a family's name",
});

const registerTaskDefinition = reading('family', readFamily, (call) => {
  const revisions = [arn`arn:aws:ecs:${call.region}:${call.account}:task-definition/${textIn(call.input, 'family')}:*`];
  return withRoles(
    call,
    [grant('ecs:RegisterTaskDefinition', revisions), ...tagGrants(call, revisions)],
    [
      { role: maybeText(call.input, 'taskRoleArn'), path: 'taskRoleArn', to: TASKS },
      { role: maybeText(call.input, 'executionRoleArn'), path: 'executionRoleArn', to: TASKS },
    ],
  );
});

/** Reviewed rules of ECS. */
export const ECS_RULES: Rules = {
  ...everywhere('ecs', 'ListClusters DescribeTaskDefinition ListTaskDefinitions'),
  DescribeClusters: describeClusters,
  ListServices: withinCluster('ecs:ListServices'),
  DescribeServices: onPart('ecs:DescribeServices', 'service', 'services'),
  UpdateService: updateService,
  DeleteService: onPart('ecs:DeleteService', 'service', 'service'),
  DescribeTasks: onPart('ecs:DescribeTasks', 'task', 'tasks'),
  StopTask: onPart('ecs:StopTask', 'task', 'task'),
  RunTask: runTask,
  RegisterTaskDefinition: registerTaskDefinition,
};
