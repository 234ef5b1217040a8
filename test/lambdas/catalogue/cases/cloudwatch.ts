import type { ServiceCases } from './case.ts';
import { alike, costs, everywhere, list, on, read, ruins, when, write } from './table.ts';

const ours = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm';
const topic = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const span = { StartTime: '2026-11-01T00:00:00Z', EndTime: '2026-11-02T00:00:00Z' };
const both = { input: { AlarmNames: ['cpu high', 'Disk?'] }, resources: [`${ours}:cpu high`, `${ours}:Disk\${?}`] };

export const CLOUDWATCH_CASES: ServiceCases = {
  service: 'cloudwatch',
  cases: [
    ...everywhere('cloudwatch', list, 'ListMetrics ListDashboards'),
    ...everywhere('cloudwatch', read, 'GetMetricStatistics', { Namespace: 'a', MetricName: 'b', Period: 60, ...span }),
    ...everywhere('cloudwatch', read, 'GetMetricData', {
      MetricDataQueries: [{ Id: 'a', Expression: 'b', AccountId: '111122223333' }],
      ...span,
    }),
    {
      operation: 'PutMetricData',
      input: { Namespace: 'Shop', MetricData: [{ MetricName: 'orders', Value: 1 }] },
      grants: [when({ 'cloudwatch:namespace': ['Shop'] }, on('cloudwatch:PutMetricData', '*'))],
      ...costs,
    },
    ...alike('cloudwatch', read, 'DescribeAlarms', both),
    {
      operation: 'DescribeAlarms',
      title: 'of all',
      input: { StateValue: 'ALARM' },
      grants: [on('cloudwatch:DescribeAlarms', `${ours}:*`)],
      ...read,
    },
    ...alike('cloudwatch', ruins, 'DeleteAlarms DisableAlarmActions', both),
    ...alike('cloudwatch', write, 'EnableAlarmActions', both),
    ...alike('cloudwatch', write, 'SetAlarmState', {
      input: { AlarmName: 'cpu', StateValue: 'OK', StateReason: 'test' },
      resources: [`${ours}:cpu`],
    }),
    ...alike('cloudwatch', costs, 'PutMetricAlarm', {
      input: { AlarmName: 'cpu', AlarmActions: [topic] },
      resources: [`${ours}:cpu`],
    }),
    {
      operation: 'PutMetricAlarm',
      title: 'with tags',
      input: { AlarmName: 'cpu', Tags: [{ Key: 'a', Value: 'b' }] },
      grants: [on('cloudwatch:PutMetricAlarm cloudwatch:TagResource', `${ours}:cpu`)],
      ...costs,
    },
    ...alike('cloudwatch', read, 'GetDashboard', {
      input: { DashboardName: 'ops' },
      resources: ['arn:aws:cloudwatch::111122223333:dashboard/ops'],
    }),
  ],
  unscopable: [
    { operation: 'ListMetrics', input: { IncludeLinkedAccounts: true }, why: /linked accounts/ },
    { operation: 'PutMetricAlarm', input: { AlarmName: 'a', Metrics: [] }, why: /Metrics/ },
    {
      operation: 'PutMetricAlarm',
      input: { AlarmName: 'a', OKActions: ['arn:aws:automate:eu-west-1:ec2:terminate'] },
      why: /beyond an SNS topic/,
    },
    {
      operation: 'PutMetricAlarm',
      input: { AlarmName: 'a', AlarmActions: [topic.replace('1111', '9999')] },
      why: /beyond an SNS topic/,
    },
  ],
  refused: [
    {
      operation: 'GetMetricData',
      input: { MetricDataQueries: [{ Id: 'a' }, { Id: 'b', AccountId: '999988887777' }], ...span },
      pointer: '/input/MetricDataQueries/1/AccountId',
    },
    { operation: 'GetDashboard', input: { DashboardName: 'o*' }, pointer: '/input/DashboardName' },
  ],
};
