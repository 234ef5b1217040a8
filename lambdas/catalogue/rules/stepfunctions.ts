import type { Call } from '../call.ts';
import { ownArn, wrong, type NameReader } from '../names/name.ts';
import { withRoles } from './pass-role.ts';
import { each, everywhere, nameOrArn, onRead, reading, uncoveredMember } from './reading.ts';
import { grant, hasAny, maybeText, unscopable, type Rule, type Rules, type Ruling } from './rule.ts';

const STATES = 'states.amazonaws.com';
const MACHINE = {
  syntax: /^[\w-]{1,80}$/,
  service: 'states',
  type: 'stateMachine:',
  expected: "a state machine's name or ARN",
};

const readMachine = ownArn({ service: 'states', resource: /^stateMachine:[\w-]{1,80}$/ }, "a state machine's ARN");
const execution = ownArn({ service: 'states', resource: /^execution:[\w-]{1,80}:[^:]{1,80}$/ }, "an execution's ARN");
const express = ownArn({ service: 'states', resource: /^express:[\w-]{1,80}(:[^:]{1,80}){2}$/ }, "an execution's ARN");

const readAnyExecution: NameReader = (value, place) =>
  value.includes(':express:') ? express(value, place) : execution(value, place);

const readPlainMachine: NameReader = (value, place) =>
  value.startsWith('arn:') ? wrong("expected a state machine's name") : nameOrArn(MACHINE)(value, place);

/** Starting a version or an alias is not told apart by IAM's resource, so only the machine itself is served. */
function onMachine(action: string): Rule {
  const rule = onRead(action, 'stateMachineArn', readMachine);
  return (call) => {
    const named = maybeText(call.input, 'stateMachineArn') ?? '';
    const qualified = /:stateMachine:[\w-]+:[\w-]+$/.test(named);
    return qualified ? unscopable('IAM’s resource leaves out the version or alias of a state machine') : rule(call);
  };
}

const CHANGES = 'name stateMachineArn definition roleArn type tags tracingConfiguration publish versionDescription';

/** A state machine acts with the role that it is handed; its log group and key would need rights of their own. */
function changes(action: string): (call: Call, machines: readonly string[]) => Ruling {
  return (call, machines) => {
    const why = uncoveredMember(call, CHANGES);
    if (why !== undefined) return unscopable(why);
    const actions = [
      action,
      ...(hasAny(call.input, ['tags']) ? ['states:TagResource'] : []),
      ...(call.input['publish'] === true ? ['states:PublishStateMachineVersion'] : []),
    ];
    const role = maybeText(call.input, 'roleArn');
    return withRoles(call, [grant(actions, machines)], [{ role, path: 'roleArn', to: STATES }]);
  };
}

const answersTask: Rule = () => unscopable('a task token, not the input, says whose task it answers');

/** Reviewed rules of Step Functions. Task tokens are answers to approvals too: no agent gives them. */
export const STEPFUNCTIONS_RULES: Rules = {
  ...everywhere('states', 'ListStateMachines'),
  ...each(
    'states',
    'StartExecution StartSyncExecution DescribeStateMachine DeleteStateMachine ListExecutions',
    onMachine,
  ),
  ...each('states', 'StopExecution GetExecutionHistory', (action) => onRead(action, 'executionArn', execution)),
  DescribeExecution: onRead('states:DescribeExecution', 'executionArn', readAnyExecution),
  CreateStateMachine: reading('name', readPlainMachine, changes('states:CreateStateMachine')),
  UpdateStateMachine: reading('stateMachineArn', readMachine, changes('states:UpdateStateMachine')),
  SendTaskSuccess: answersTask,
  SendTaskFailure: answersTask,
  SendTaskHeartbeat: answersTask,
};
