import { describe } from '@jest/globals';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Aws, errorOf } from '../an-engine.ts';
import { allow, byStates, ended, makeFunction, makeMachine, makeRole, start } from '../fixtures.ts';
import { needsPatch } from './needed.ts';

const long = { First: { Type: 'Wait', Seconds: 60, End: true } };

function starts(aws: Aws, stateMachineArn: string, rest: { name: string; input: string }): Promise<string> {
  return errorOf(aws.sfn.send(new StartExecutionCommand({ stateMachineArn, ...rest })));
}

describe('patches of Step Functions executions', () => {
  needsPatch('sfn-start-execution', 'a repeated StartExecution joins the running execution, another input does not', {
    look: async (aws) => {
      const machine = await makeMachine(aws, long);
      await starts(aws, machine, { name: 'op_1', input: '{"a":1}' });
      return [
        await starts(aws, machine, { name: 'op_1', input: '{"a":1}' }),
        await starts(aws, machine, { name: 'op_1', input: '{"a":2}' }),
      ];
    },
    right: ['none', 'ExecutionAlreadyExists'],
    wrong: ['ExecutionAlreadyExists', 'ExecutionAlreadyExists'],
  });

  needsPatch('sfn-start-execution', 'a bad name and input that is not JSON are refused', {
    look: async (aws) => {
      const machine = await makeMachine(aws, long);
      return [
        await starts(aws, machine, { name: 'op 1', input: '{}' }),
        await starts(aws, machine, { name: 'op_1', input: '{' }),
      ];
    },
    right: ['InvalidName', 'InvalidExecutionInput'],
    wrong: ['none', 'none'],
  });

  needsPatch('sfn-role', 'the role of a state machine decides which functions it may invoke', {
    look: async (aws) => {
      const mine = await makeFunction(aws, 'mine', 'export const handler = async () => 1');
      const other = await makeFunction(aws, 'other', 'export const handler = async () => 1');
      const role = await makeRole(aws, 'workflow', { trust: [byStates], may: [allow('lambda:InvokeFunction', mine)] });
      const outcome = async (FunctionName: string) => {
        const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName } };
        const machine = await makeMachine(aws, { First: { ...task, End: true } }, role);
        const { status, error } = await ended(aws, await start(aws, machine));
        return [status, error];
      };
      return [await outcome(mine), await outcome(other)];
    },
    right: [
      ['SUCCEEDED', undefined],
      ['FAILED', 'Lambda.AWSLambdaException'],
    ],
    wrong: [
      ['SUCCEEDED', undefined],
      ['SUCCEEDED', undefined],
    ],
  });
});
