import { describe } from '@jest/globals';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { SendTaskSuccessCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { type Aws, errorOf } from '../an-engine.ts';
import * as make from '../fixtures.ts';
import { needsPatch } from './needed.ts';

const taking = `export const handler = async ({ token }) => console.log('TOKEN ' + token);`;
const failing = `export const handler = async () => {
  throw Object.assign(new Error('no'), { name: 'SlackUnavailable' });
};`;
/** Refuses its first token and takes the second. */
const reluctant = `let calls = 0;
import { appendFileSync, readFileSync } from 'node:fs';
export const handler = async ({ token }) => {
  console.log('TOKEN ' + token);
  appendFileSync(process.env.TMPDIR + '/calls', 'x');
  if (readFileSync(process.env.TMPDIR + '/calls', 'utf8') === 'x') throw Object.assign(new Error(), { name: 'Again' });
};`;

/** The tokens that the function `taking` was given, once there are `count`, or after five seconds those there are. */
async function tokens(aws: Aws, count: number): Promise<string[]> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const request = new FilterLogEventsCommand({ logGroupName: '/aws/lambda/taking' });
    const { events = [] } = await aws.logs.send(request).catch(() => ({ events: [] }));
    const found = events.flatMap(({ message }) => message?.match(/TOKEN (\S+)/)?.[1] ?? []);
    if (found.length >= count || Date.now() > deadline) return found;
    await make.pause(50);
  }
}

function answer(aws: Aws, taskToken: string, output = '{}'): Promise<string> {
  return errorOf(aws.sfn.send(new SendTaskSuccessCommand({ taskToken, output })));
}

/** Starts a workflow that waits in its first state, and returns its ARN, its machine and its token. */
async function waitingExecution(aws: Aws, state: Record<string, unknown> = {}) {
  await make.makeFunction(aws, 'taking', taking);
  const machine = await make.makeMachine(aws, { First: make.waiting('taking', { TimeoutSeconds: 30, ...state }) });
  const execution = await make.start(aws, machine, { seconds: 1 });
  const [token] = await tokens(aws, 1);
  return { execution, machine, token: token! };
}

describe('patches of Step Functions task tokens', () => {
  needsPatch('sfn-timeout-path', 'a task waits as long as TimeoutSecondsPath says', {
    look: async (aws) => {
      await make.makeFunction(aws, 'taking', taking);
      const machine = await make.makeMachine(aws, { First: make.waiting('taking', { TimeoutSecondsPath: '$.s' }) });
      const { status, error } = await make.ended(aws, await make.start(aws, machine, { s: 1 }), 4_000);
      return [status, error];
    },
    right: ['FAILED', 'States.Timeout'],
    wrong: ['RUNNING', undefined],
  });

  needsPatch('sfn-task-token', 'a function that throws fails its task by name, at once', {
    look: async (aws) => {
      await make.makeFunction(aws, 'failing', failing);
      const Catch = [{ ErrorEquals: ['SlackUnavailable'], Next: 'Caught' }];
      const First = { ...make.waiting('failing', { TimeoutSeconds: 2, Catch }) };
      const machine = await make.makeMachine(aws, { First, Caught: { Type: 'Pass', Result: 'caught', End: true } });
      const { status, output, error } = await make.ended(aws, await make.start(aws, machine));
      return [status, status === 'FAILED' ? error : output];
    },
    right: ['SUCCEEDED', '"caught"'],
    wrong: ['FAILED', 'States.Timeout'],
  });

  needsPatch('sfn-task-token', 'a retry has a new token, and the old one is dead', {
    look: async (aws) => {
      await make.makeFunction(aws, 'taking', reluctant);
      const Retry = [{ ErrorEquals: ['Again'], IntervalSeconds: 1, MaxAttempts: 1 }];
      const machine = await make.makeMachine(aws, { First: make.waiting('taking', { TimeoutSeconds: 3, Retry }) });
      const execution = await make.start(aws, machine);
      const [first, second] = await tokens(aws, 2);
      if (second === undefined) return 'no retry';
      return [first !== second, await answer(aws, second), (await make.ended(aws, execution)).status];
    },
    right: [true, 'none', 'SUCCEEDED'],
    wrong: 'no retry',
  });

  needsPatch('sfn-task-token', 'a missed heartbeat is States.HeartbeatTimeout', {
    look: async (aws) => {
      const { execution } = await waitingExecution(aws, { HeartbeatSeconds: 1, TimeoutSeconds: 3 });
      return (await make.ended(aws, execution)).error;
    },
    right: 'States.HeartbeatTimeout',
    wrong: 'States.Timeout',
  });

  needsPatch('sfn-task-token', 'the token of a stopped execution is dead', {
    look: async (aws) => {
      const { execution, token } = await waitingExecution(aws);
      await aws.sfn.send(new StopExecutionCommand({ executionArn: execution }));
      return [await answer(aws, token), (await make.ended(aws, execution)).status];
    },
    right: ['TaskTimedOut', 'ABORTED'],
    wrong: ['none', 'ABORTED'],
  });

  needsPatch('sfn-token-answers', 'nonsense instead of a token or an output is refused by its kind', {
    look: async (aws) => {
      const { token } = await waitingExecution(aws);
      return [await answer(aws, 'nonsense'), await answer(aws, token, '{')];
    },
    right: ['InvalidToken', 'InvalidOutput'],
    wrong: ['TaskDoesNotExist', 'none'],
  });

  needsPatch('sfn-token-answers', 'an answer to a task that is over is TaskTimedOut', {
    look: async (aws) => {
      const { execution, token } = await waitingExecution(aws);
      const first = await answer(aws, token, '{"a":1}');
      const { output } = await make.ended(aws, execution);
      return [first, await answer(aws, token, '{"a":2}'), output];
    },
    right: ['none', 'TaskTimedOut', '{"a": 1}'],
    wrong: ['none', 'TaskDoesNotExist', '{"a": 1}'],
  });

  needsPatch('sfn-token-resource', 'who may answer tokens of this state machine may answer no other', {
    look: async (aws) => {
      const { machine, token } = await waitingExecution(aws);
      const may = async (name: string, resource: string) => {
        const role = await make.makeRole(aws, name, {
          trust: [make.byLambda],
          may: [make.allow('states:SendTaskSuccess', resource)],
        });
        return answer(aws.as(await make.credentialsOf(aws, role)), token);
      };
      return [await may('other', `${machine}-other`), await may('mine', machine)];
    },
    right: ['AccessDeniedException', 'none'],
    wrong: ['AccessDeniedException', 'AccessDeniedException'],
  });
});
