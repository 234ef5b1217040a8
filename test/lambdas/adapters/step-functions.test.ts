import { describe, expect, it } from '@jest/globals';
import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { StepFunctionsTask, StepFunctionsWorkflow } from '../../../lambdas/adapters/step-functions.ts';
import { ID } from '../../support/an-operation.ts';

const ARN = 'arn:aws:states:eu-west-1:111122223333:stateMachine:countersign-approval';
const SAID = { message: 'x', $metadata: {} };

describe('StepFunctionsWorkflow', () => {
  it('starts one execution, named after the operation, with its id and its time and nothing else', async () => {
    const sfn = mockClient(SFNClient);
    sfn.on(StartExecutionCommand).resolves({});

    await new StepFunctionsWorkflow(new SFNClient({}), ARN).start(ID, 3600);

    expect(sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)).toEqual([
      { stateMachineArn: ARN, name: ID, input: `{"operationId":"${ID}","timeoutSeconds":3600}` },
    ]);
  });

  it('takes it for started when it is', async () => {
    mockClient(SFNClient).on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(SAID));

    await expect(new StepFunctionsWorkflow(new SFNClient({}), ARN).start(ID, 60)).resolves.toBeUndefined();
  });

  it('throws when it could not be started', async () => {
    mockClient(SFNClient).on(StartExecutionCommand).rejects(new Error('ExecutionLimitExceeded'));

    await expect(new StepFunctionsWorkflow(new SFNClient({}), ARN).start(ID, 60)).rejects.toThrow(
      'ExecutionLimitExceeded',
    );
  });
});

describe('StepFunctionsTask', () => {
  const decided = () => new StepFunctionsTask(new SFNClient({})).decided('token-1', 'APPROVED');

  it('answers the token with the verdict and nothing else', async () => {
    const sfn = mockClient(SFNClient);
    sfn.on(SendTaskSuccessCommand).resolves({});

    expect(await decided()).toBe(true);

    expect(sfn.commandCalls(SendTaskSuccessCommand).map(({ args }) => args[0].input)).toEqual([
      { taskToken: 'token-1', output: '{"verdict":"APPROVED"}' },
    ]);
  });

  it.each([new TaskTimedOut(SAID), new TaskDoesNotExist(SAID), new InvalidToken(SAID)])(
    'takes %s for the end of the wait',
    async (error) => {
      mockClient(SFNClient).on(SendTaskSuccessCommand).rejects(error);

      await expect(decided()).resolves.toBe(false);
    },
  );

  it('throws when the answer may not have arrived', async () => {
    mockClient(SFNClient).on(SendTaskSuccessCommand).rejects(new Error('connection lost'));

    await expect(decided()).rejects.toThrow('connection lost');
  });
});
