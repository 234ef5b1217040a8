import { describe, expect, it } from '@jest/globals';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { LambdaAnnouncer, LambdaExecutor, LambdaSweeper } from '../../../lambdas/adapters/lambda-functions.ts';
import { ID } from '../../support/an-operation.ts';

describe('LambdaExecutor', () => {
  const run = () => new LambdaExecutor(new LambdaClient({}), 'execute').run(ID);

  it('waits for the function and hands it an id alone', async () => {
    const lambda = mockClient(LambdaClient);
    lambda.on(InvokeCommand).resolves({ StatusCode: 200 });

    expect(await run()).toEqual({ ended: true });

    expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
      { FunctionName: 'execute', Payload: `{"operationId":"${ID}"}` },
    ]);
  });

  it('knows that a function which failed has ended', async () => {
    mockClient(LambdaClient).on(InvokeCommand).resolves({ StatusCode: 200, FunctionError: 'Unhandled' });

    expect(await run()).toEqual({ ended: true });
  });

  it('does not know what became of one that it could not wait for', async () => {
    mockClient(LambdaClient).on(InvokeCommand).rejects(new Error('socket hang up'));

    expect(await run()).toEqual({ ended: false });
  });
});

describe('LambdaAnnouncer', () => {
  it('tells the close function in passing', async () => {
    const lambda = mockClient(LambdaClient);
    lambda.on(InvokeCommand).resolves({ StatusCode: 202 });

    await new LambdaAnnouncer(new LambdaClient({}), 'close').announce(ID);

    expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
      { FunctionName: 'close', InvocationType: 'Event', Payload: `{"operationId":"${ID}"}` },
    ]);
  });
});

describe('LambdaSweeper', () => {
  it('calls the sweep in passing, as the schedule does', async () => {
    const lambda = mockClient(LambdaClient);
    lambda.on(InvokeCommand).resolves({ StatusCode: 202 });

    await new LambdaSweeper(new LambdaClient({}), 'close').sweep();

    expect(lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input)).toEqual([
      { FunctionName: 'close', InvocationType: 'Event', Payload: '{"sweep":true}' },
    ]);
  });
});
