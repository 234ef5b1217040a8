import type { Case, ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, on, passes, read, readsContent, type Kind } from './table.ts';

const ours = 'arn:aws:states:eu-west-1:111122223333';
const machine = `${ours}:stateMachine:orders`;
const run = `${ours}:execution:orders:run-1`;
const role = 'arn:aws:iam::111122223333:role/orders';
const passed = passes(role, 'states.amazonaws.com');
const raises: Kind = { level: 'Write', categories: ['privilege-escalation'] };
const created = { name: 'orders', definition: '{}', roleArn: role };

function updates(title: string, more: Case['input'], grants: Case['grants']): Case {
  return { operation: 'UpdateStateMachine', title, input: { stateMachineArn: machine, ...more }, grants, ...raises };
}

export const STEPFUNCTIONS_CASES: ServiceCases = {
  service: 'stepfunctions',
  cases: [
    ...everywhere('states', list, 'ListStateMachines'),
    ...alike('states', { level: 'Write', categories: ['privilege-escalation', 'cost-bearing'] }, 'StartExecution', {
      input: { stateMachineArn: machine, input: '{}' },
      resources: [machine],
    }),
    ...alike('states', raises, 'StartSyncExecution', { input: { stateMachineArn: machine }, resources: [machine] }),
    ...alike('states', read, 'DescribeStateMachine', { input: { stateMachineArn: machine }, resources: [machine] }),
    ...alike('states', list, 'ListExecutions', { input: { stateMachineArn: machine }, resources: [machine] }),
    ...alike('states', destroys, 'DeleteStateMachine', { input: { stateMachineArn: machine }, resources: [machine] }),
    ...alike('states', destroys, 'StopExecution', { input: { executionArn: run }, resources: [run] }),
    ...alike('states', readsContent, 'GetExecutionHistory DescribeExecution', {
      input: { executionArn: run },
      resources: [run],
    }),
    {
      operation: 'DescribeExecution',
      title: 'of an express one',
      input: { executionArn: `${ours}:express:orders:run-1:0a1b` },
      grants: [on('states:DescribeExecution', `${ours}:express:orders:run-1:0a1b`)],
      ...readsContent,
    },
    {
      operation: 'CreateStateMachine',
      input: { ...created, tags: [{ key: 'a', value: 'b' }], publish: true },
      grants: [on('states:CreateStateMachine states:TagResource states:PublishStateMachineVersion', machine), passed],
      ...raises,
    },
    updates('with a definition', { definition: '{}' }, [on('states:UpdateStateMachine', machine)]),
    updates('with a role', { roleArn: role }, [on('states:UpdateStateMachine', machine), passed]),
  ],
  unscopable: [
    { operation: 'StartExecution', input: { stateMachineArn: `${machine}:live` }, why: /version or alias/ },
    { operation: 'ListExecutions', input: { mapRunArn: `${ours}:mapRun:orders/a:b` }, why: /without stateMachineArn/ },
    { operation: 'CreateStateMachine', input: { ...created, loggingConfiguration: {} }, why: /loggingConfiguration/ },
    { operation: 'SendTaskSuccess', input: { taskToken: 't', output: '{}' }, why: /task token/ },
    { operation: 'SendTaskFailure', input: { taskToken: 't' }, why: /task token/ },
    { operation: 'SendTaskHeartbeat', input: { taskToken: 't' }, why: /task token/ },
  ],
  refused: [
    { operation: 'StartExecution', input: { stateMachineArn: 'orders' }, pointer: '/input/stateMachineArn' },
    { operation: 'StopExecution', input: { executionArn: machine }, pointer: '/input/executionArn' },
    { operation: 'CreateStateMachine', input: { ...created, name: machine }, pointer: '/input/name' },
    {
      operation: 'CreateStateMachine',
      input: { ...created, roleArn: 'arn:aws:iam::999988887777:role/x' },
      pointer: '/input/roleArn',
    },
  ],
};
