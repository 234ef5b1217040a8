import type { Call } from '../call.ts';
import { arn, parseArn } from '../arn.ts';
import { named, ownArn, wrong, type NameReader } from '../names/name.ts';
import { withRoles } from './pass-role.ts';
import { each, everywhere, onRead, reading, uncoveredMember } from './reading.ts';
import { grant, hasAny, maybeText, onEverything, unscopable, type Rule, type Rules } from './rule.ts';

const EXPECTED = "a stack's name or ARN";
const stackArn = ownArn(
  { service: 'cloudformation', resource: /^stack\/[A-Za-z][A-Za-z0-9-]{0,127}\/[\w-]+$/ },
  EXPECTED,
);

/** A stack's ARN ends in an id that a name does not tell. */
const readStack: NameReader = (value, place) => {
  if (parseArn(value) !== undefined) return stackArn(value, place);
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(value)) return wrong(`expected ${EXPECTED}`);
  return named(arn`arn:aws:cloudformation:${place.region}:${place.account}:stack/${value}/` + '*');
};

const CHANGES =
  'StackName TemplateBody UsePreviousTemplate Parameters Capabilities RoleARN Tags DisableRollback OnFailure ' +
  'RollbackConfiguration TimeoutInMinutes EnableTerminationProtection ClientRequestToken RetainExceptOnCreate ' +
  'RetainResources DeletionMode';

/**
 * A change of a stack is a change of whatever its template names. With a role of its own CloudFormation makes it with
 * that role's rights; without one it would use the caller's, which no policy cut to this call could hold.
 */
function changes(action: string): Rule {
  return reading('StackName', readStack, (call, stacks) => {
    const why = unheld(call);
    if (why !== undefined) return unscopable(why);
    const role = maybeText(call.input, 'RoleARN');
    const own = grant(action, stacks, { 'cloudformation:RoleArn': role === undefined ? [] : [role] });
    const when = { 'cloudformation:CreateAction': [call.operation] };
    const tags = hasAny(call.input, ['Tags']) ? [grant('cloudformation:TagResource', stacks, when)] : [];
    return withRoles(call, [own, ...tags], [{ role, path: 'RoleARN', to: 'cloudformation.amazonaws.com' }]);
  });
}

function unheld(call: Call): string | undefined {
  if (!hasAny(call.input, ['RoleARN']))
    return 'without RoleARN CloudFormation uses the caller’s rights on every resource';
  const capabilities = [call.input['Capabilities'] ?? []].flat();
  if (capabilities.includes('CAPABILITY_AUTO_EXPAND')) return 'macros run functions that the input does not name';
  return uncoveredMember(call, CHANGES);
}

/** Without a name the listing is of every stack. */
const describeStacks: Rule = (call) =>
  hasAny(call.input, ['StackName'])
    ? onRead('cloudformation:DescribeStacks', 'StackName', readStack)(call)
    : onEverything('cloudformation:DescribeStacks')(call);

function without(member: string, rule: Rule): Rule {
  return (call) =>
    hasAny(call.input, [member]) ? unscopable(`no reviewed rule covers what ${member} needs`) : rule(call);
}

/** Reviewed rules of CloudFormation. */
export const CLOUDFORMATION_RULES: Rules = {
  ...everywhere('cloudformation', 'ListStacks'),
  ...each('cloudformation', 'DescribeStackEvents ListStackResources', (action) =>
    onRead(action, 'StackName', readStack),
  ),
  DescribeStacks: describeStacks,
  DescribeStackResources: without(
    'PhysicalResourceId',
    onRead('cloudformation:DescribeStackResources', 'StackName', readStack),
  ),
  GetTemplate: without('ChangeSetName', onRead('cloudformation:GetTemplate', 'StackName', readStack)),
  CreateStack: changes('cloudformation:CreateStack'),
  UpdateStack: changes('cloudformation:UpdateStack'),
  DeleteStack: changes('cloudformation:DeleteStack'),
};
