import type { Case, ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, on, passes, read, when, type Kind } from './table.ts';

const ours = 'arn:aws:ecs:eu-west-1:111122223333';
const taskRole = 'arn:aws:iam::111122223333:role/task';
const executionRole = 'arn:aws:iam::111122223333:role/execution';
const tasks = 'ecs-tasks.amazonaws.com';
const id = '0123456789abcdef0123456789abcdef';
const changes: Kind = { level: 'Write', categories: ['privilege-escalation'] };
const overrides = { taskRoleArn: taskRole, executionRoleArn: executionRole };
const inWeb = { 'ecs:cluster': [`${ours}:cluster/web`] };
const service = { input: { cluster: 'web', service: 'shop' }, resources: [`${ours}:service/web/shop`] };
const container = { family: 'shop', containerDefinitions: [{ name: 'app', image: 'app:1' }] };

function runs(title: string, more: Case['input'], grants: Case['grants']): Case {
  return {
    operation: 'RunTask',
    title,
    input: { cluster: 'web', taskDefinition: 'job:7', overrides, ...more },
    grants: [...grants, passes(taskRole, tasks), passes(executionRole, tasks)],
    level: 'Write',
    categories: ['privilege-escalation', 'cost-bearing'],
  };
}

export const ECS_CASES: ServiceCases = {
  service: 'ecs',
  cases: [
    ...everywhere('ecs', list, 'ListClusters ListTaskDefinitions'),
    ...everywhere('ecs', { level: 'Read', categories: ['credential-exposure'] }, 'DescribeTaskDefinition', {
      taskDefinition: 'shop',
    }),
    ...alike('ecs', read, 'DescribeClusters', {
      input: { clusters: ['web', `${ours}:cluster/jobs`] },
      resources: [`${ours}:cluster/web`, `${ours}:cluster/jobs`],
    }),
    {
      operation: 'DescribeClusters',
      title: 'of none by name',
      input: {},
      grants: [on('ecs:DescribeClusters', `${ours}:cluster/default`)],
      ...read,
    },
    {
      operation: 'ListServices',
      input: { cluster: 'web' },
      grants: [when(inWeb, on('ecs:ListServices', '*'))],
      ...list,
    },
    ...alike('ecs', read, 'DescribeServices', {
      input: { services: ['shop', `${ours}:service/default/cart`] },
      resources: [`${ours}:service/default/shop`, `${ours}:service/default/cart`],
    }),
    ...alike('ecs', { level: 'Write', categories: ['privilege-escalation', 'cost-bearing'] }, 'UpdateService', {
      ...service,
      input: { ...service.input, desiredCount: 3, taskDefinition: 'shop:8', forceNewDeployment: true },
    }),
    ...alike('ecs', destroys, 'DeleteService', service),
    ...alike('ecs', read, 'DescribeTasks', {
      input: { cluster: `${ours}:cluster/web`, tasks: [id, `${ours}:task/web/${id}`] },
      resources: [`${ours}:task/web/${id}`, `${ours}:task/web/${id}`],
    }),
    ...alike('ecs', destroys, 'StopTask', {
      input: { cluster: 'web', task: id },
      resources: [`${ours}:task/web/${id}`],
    }),
    runs('of one revision', {}, [when(inWeb, on('ecs:RunTask', `${ours}:task-definition/job:7`))]),
    runs('of the latest revision, with tags', { taskDefinition: 'job', tags: [{ key: 'a', value: 'b' }] }, [
      when(inWeb, on('ecs:RunTask', `${ours}:task-definition/job:*`)),
      when({ 'ecs:CreateAction': ['RunTask'] }, on('ecs:TagResource', `${ours}:task/web/*`)),
    ]),
    ...alike('ecs', changes, 'RegisterTaskDefinition', {
      input: container,
      resources: [`${ours}:task-definition/shop:*`],
    }),
    {
      operation: 'RegisterTaskDefinition',
      title: 'with both roles and tags',
      input: { ...container, ...overrides, tags: [{ key: 'a', value: 'b' }] },
      grants: [
        on('ecs:RegisterTaskDefinition', `${ours}:task-definition/shop:*`),
        when(
          { 'ecs:CreateAction': ['RegisterTaskDefinition'] },
          on('ecs:TagResource', `${ours}:task-definition/shop:*`),
        ),
        passes(taskRole, tasks),
        passes(executionRole, tasks),
      ],
      ...changes,
    },
  ],
  unscopable: [
    { operation: 'RunTask', input: { taskDefinition: 'job:7' }, why: /stand in the task definition/ },
    {
      operation: 'RunTask',
      input: { taskDefinition: 'job:7', overrides: { taskRoleArn: taskRole } },
      why: /stand in the task definition/,
    },
    {
      operation: 'RunTask',
      input: { taskDefinition: 'job:7', overrides, enableExecuteCommand: true },
      why: /enableExecuteCommand/,
    },
    { operation: 'UpdateService', input: { service: 'shop', loadBalancers: [] }, why: /loadBalancers/ },
  ],
  refused: [
    { operation: 'StopTask', input: { task: `${ours}:task/web/${id}` }, pointer: '/input/task' },
    { operation: 'DeleteService', input: { cluster: 'w*', service: 'shop' }, pointer: '/input/cluster' },
    { operation: 'DescribeServices', input: { services: ['shop', 's/*'] }, pointer: '/input/services/1' },
    {
      operation: 'RunTask',
      input: { taskDefinition: 'job:7', overrides: { ...overrides, taskRoleArn: 'arn:aws:iam::999988887777:role/x' } },
      pointer: '/input/overrides/taskRoleArn',
    },
    { operation: 'RunTask', input: { taskDefinition: 'job:x', overrides }, pointer: '/input/taskDefinition' },
  ],
};
