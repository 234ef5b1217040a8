import type { Call } from '../call.ts';
import { arn, literal, parseArn } from '../arn.ts';
import { named, strayFrom, wrong, type NameReader } from '../names/name.ts';
import { each, everywhere, find, reading, type Found } from './reading.ts';
import { grant, granted, hasAny, refused, textIn, unscopable, type Rule, type Rules } from './rule.ts';

/** Log group names (CloudWatch Logs API Reference, CreateLogGroup). */
const GROUP = /^[\w./#-]{1,512}$/;
const EXPECTED = "expected a log group's name or ARN";

/** A log group by name or ARN, as the ARN without the `:*` that IAM wants after it. */
const readGroup: NameReader = (value, place) => {
  const parts = parseArn(value);
  if (parts === undefined) {
    const whole = arn`arn:aws:logs:${place.region}:${place.account}:log-group:${value}`;
    return GROUP.test(value) ? named(whole) : wrong(EXPECTED);
  }
  const [, name = ''] = /^log-group:([^:]+)(?::\*)?$/.exec(parts.resource) ?? [];
  if (parts.service !== 'logs' || !GROUP.test(name)) return wrong(EXPECTED);
  const stray = strayFrom(place, parts);
  return stray === undefined ? readGroup(name, place) : wrong(stray);
};

const GROUP_MEMBERS = ['logGroupName', 'logGroupNames', 'logGroupIdentifier', 'logGroupIdentifiers'];

/** The groups of a call, which name them by one of several members. */
function groupsOf(call: Call): Found {
  const [member, ...more] = GROUP_MEMBERS.filter((name) => hasAny(call.input, [name]));
  if (member === undefined) return unscopable('the input names no log group');
  const [second] = more;
  if (second !== undefined) return refused(`/input/${second}`, `${member} names the log group already`);
  return find(call, member, readGroup);
}

/** Actions on groups: their ARNs with `:*`, the form that IAM checks for all but tagging (Logs User Guide, "Resources"). */
function onGroups(action: string): Rule {
  return (call) => {
    const groups = groupsOf(call);
    if (groups.kind !== 'found') return groups;
    const patterns = groups.patterns.map((group) => `${group}:*`);
    return granted(grant([action, ...unmasking(call)], patterns));
  };
}

function unmasking({ input }: Call): readonly string[] {
  return input['unmask'] === true ? ['logs:Unmask'] : [];
}

function onStream(action: string): Rule {
  return (call) => {
    const stream = textIn(call.input, 'logStreamName');
    if (!/^[^:*]{1,512}$/.test(stream)) return refused('/input/logStreamName', "expected a log stream's name");
    const groups = groupsOf(call);
    if (groups.kind !== 'found') return groups;
    const own = grant(
      action,
      groups.patterns.map((group) => `${group}:log-stream:${literal(stream)}`),
    );
    const unmask = unmasking(call);
    if (unmask.length === 0) return granted(own);
    return granted(
      own,
      grant(
        unmask,
        groups.patterns.map((group) => `${group}:*`),
      ),
    );
  };
}

const createGroup = reading('logGroupName', readGroup, (call, groups) => {
  if (hasAny(call.input, ['kmsKeyId'])) return unscopable('no reviewed rule covers what kmsKeyId needs');
  const own = grant(
    'logs:CreateLogGroup',
    groups.map((group) => `${group}:*`),
  );
  return hasAny(call.input, ['tags']) ? granted(own, grant('logs:TagResource', groups)) : granted(own);
});

const describeGroups: Rule = (call) =>
  hasAny(call.input, ['accountIdentifiers', 'includeLinkedAccounts'])
    ? unscopable('log groups of linked accounts lie outside the call’s account')
    : granted(grant('logs:DescribeLogGroups', '*'));

/** The query's id does not tell its log groups. */
const getResults: Rule = (call) =>
  granted(grant('logs:GetQueryResults', `arn:aws:logs:${call.region}:${call.account}:log-group:*`));

/** Reviewed rules of CloudWatch Logs. */
export const LOGS_RULES: Rules = {
  ...everywhere('logs', 'StopQuery'),
  ...each('logs', 'DescribeLogStreams FilterLogEvents StartQuery', onGroups),
  ...each('logs', 'PutRetentionPolicy DeleteRetentionPolicy DeleteLogGroup', onGroups),
  ...each('logs', 'GetLogEvents CreateLogStream PutLogEvents DeleteLogStream', onStream),
  DescribeLogGroups: describeGroups,
  CreateLogGroup: createGroup,
  GetQueryResults: getResults,
};
