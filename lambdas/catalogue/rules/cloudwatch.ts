import type { Call } from '../call.ts';
import { parseArn } from '../arn.ts';
import { strayFrom, type NameReader } from '../names/name.ts';
import { each, everywhere, nameOrArn, onRead, reading, uncoveredMember } from './reading.ts';
import { grant, granted, hasAny, itemsIn, refused, textIn, unscopable, type Rule, type Rules } from './rule.ts';

const readAlarm: NameReader = nameOrArn({
  syntax: /^\P{Cc}{1,255}$/u,
  service: 'cloudwatch',
  type: 'alarm:',
  expected: "an alarm's name",
});
const readDashboard: NameReader = nameOrArn({
  syntax: /^[\w-]{1,255}$/,
  service: 'cloudwatch',
  type: 'dashboard/',
  expected: "a dashboard's name",
  global: true,
});

const ALARM =
  'AlarmName AlarmDescription ActionsEnabled OKActions AlarmActions InsufficientDataActions MetricName Namespace Statistic ' +
  'ExtendedStatistic Dimensions Period Unit EvaluationPeriods DatapointsToAlarm Threshold ComparisonOperator ' +
  'TreatMissingData EvaluateLowSampleCountPercentile Tags';
const ACTIONS = ['OKActions', 'AlarmActions', 'InsufficientDataActions'];

const describeAlarms: Rule = (call) =>
  hasAny(call.input, ['AlarmNames'])
    ? onRead('cloudwatch:DescribeAlarms', 'AlarmNames', readAlarm)(call)
    : granted(grant('cloudwatch:DescribeAlarms', `arn:aws:cloudwatch:${call.region}:${call.account}:alarm:*`));

/** An alarm that does anything but notify a topic of its own place needs rights that differ from action to action. */
function notifiesOnly(call: Call): boolean {
  const actions = ACTIONS.flatMap((member) => [call.input[member] ?? []].flat());
  return actions.every((action) => {
    const parts = parseArn(String(action));
    return parts?.service === 'sns' && strayFrom(call, parts) === undefined;
  });
}

const putAlarm = reading('AlarmName', readAlarm, (call, alarms) => {
  const why = uncoveredMember(call, ALARM);
  if (why !== undefined) return unscopable(why);
  if (!notifiesOnly(call)) return unscopable('an alarm that acts beyond an SNS topic needs rights of that action');
  const tags = hasAny(call.input, ['Tags']) ? ['cloudwatch:TagResource'] : [];
  return granted(grant(['cloudwatch:PutMetricAlarm', ...tags], alarms));
});

/** Queries may ask another account's metrics; only the call's own are served. */
const getMetricData: Rule = (call) => {
  const queries = itemsIn(call.input, 'MetricDataQueries');
  const at = queries.findIndex((query) => 'AccountId' in query && query['AccountId'] !== call.account);
  if (at >= 0)
    return refused(`/input/MetricDataQueries/${at}/AccountId`, `expected the call's own account, ${call.account}`);
  return granted(grant('cloudwatch:GetMetricData', '*'));
};

const listMetrics: Rule = (call) =>
  hasAny(call.input, ['OwningAccount', 'IncludeLinkedAccounts'])
    ? unscopable('metrics of linked accounts lie outside the call’s account')
    : granted(grant('cloudwatch:ListMetrics', '*'));

const putMetricData: Rule = (call) =>
  granted(grant('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': [textIn(call.input, 'Namespace')] }));

/** Reviewed rules of CloudWatch. */
export const CLOUDWATCH_RULES: Rules = {
  ...everywhere('cloudwatch', 'GetMetricStatistics ListDashboards'),
  ...each('cloudwatch', 'DeleteAlarms EnableAlarmActions DisableAlarmActions', (action) =>
    onRead(action, 'AlarmNames', readAlarm),
  ),
  GetMetricData: getMetricData,
  ListMetrics: listMetrics,
  PutMetricData: putMetricData,
  DescribeAlarms: describeAlarms,
  PutMetricAlarm: putAlarm,
  SetAlarmState: onRead('cloudwatch:SetAlarmState', 'AlarmName', readAlarm),
  GetDashboard: onRead('cloudwatch:GetDashboard', 'DashboardName', readDashboard),
};
