import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { Conflict, Corrupt, Unavailable } from '../../../lambdas/runtime/errors.ts';
import { json } from '../../../lambdas/runtime/http.ts';
import { withApi, withGateway } from '../../../lambdas/runtime/with-gateway.ts';

const event = {} as APIGatewayProxyEvent;
const context = {} as Context;

function throwing(error: unknown) {
  return withApi(
    async () => ({}),
    async () => {
      throw error;
    },
  );
}

describe('withApi', () => {
  it.each([
    ['a table that does not answer', new Unavailable('The operations table'), 503, 'urn:countersign:unavailable'],
    ['a race that was lost', new Conflict('op_1'), 503, 'urn:countersign:unavailable'],
    ['a record that does not hold together', new Corrupt('op_1', 'x'), 500, 'urn:countersign:broken'],
    ['anything else', new Error('secret-in-a-message'), 500, 'urn:countersign:broken'],
  ])('answers %s as a problem document without a word of the message', async (...[, error, status, type]) => {
    const answer = await throwing(error)(event, context);

    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '5' });
    expect(JSON.parse(answer.body)).toMatchObject({ status, type });
    expect(answer.body).not.toContain('secret-in-a-message');
  });

  it('answers a function that cannot start, and tries to start it again on the next call', async () => {
    let starts = 0;
    const handler = withApi(
      async () => {
        starts += 1;
        if (starts < 3) throw new Error('no settings');
        return { starts };
      },
      async (_event, deps) => json(200, deps),
    );

    expect(starts).toBe(1); // before any call
    expect(await handler(event, context)).toMatchObject({ statusCode: 500 });
    expect(await handler(event, context)).toMatchObject({ statusCode: 200, body: '{"starts":3}' });
    expect(await handler(event, context)).toMatchObject({ statusCode: 200, body: '{"starts":3}' });
  });
});

describe('withGateway', () => {
  it('throws on what the verb throws, with its name, which is what a workflow matches on', async () => {
    const handler = withGateway(
      async () => ({}),
      async () => {
        throw new Unavailable('The operations table');
      },
    );

    await expect(handler(event, context)).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('hands the input and the parts to the verb', async () => {
    const handler = withGateway(
      async () => 2,
      async (input: number, factor: number) => input * factor,
    );

    expect(await handler(21, context)).toBe(42);
  });
});
