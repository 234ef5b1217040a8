import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AwsClient } from 'aws4fetch';
import { startEngine } from '../../../../lib/local/engine/engine.ts';
import { anAgent, anApi, signed, signer } from './an-api.ts';
import { type Aws, directory, seen } from './an-engine.ts';
import { account, allow } from './fixtures.ts';

let aws: Aws;
let url: string;
let agent: AwsClient;

beforeAll(async () => {
  aws = seen(await startEngine({ directory, name: 'test-door' }));
  const api = await anApi(aws);
  url = api.url;
  const mine = `arn:aws:execute-api:us-east-1:${account}:${api.id}/v1`;
  agent = await anAgent(aws, [allow('execute-api:Invoke', [`${mine}/POST/operations`, `${mine}/GET/operations/*`])]);
}, 60_000);

afterAll(() => aws.engine.stop());

async function title(response: Response): Promise<unknown> {
  return [response.status, ((await response.json()) as { title?: string }).title];
}

describe('the front door of the engine', () => {
  it('tells the function who signed', async () => {
    const response = await signed(agent, `${url}/operations`);
    const { requestContext } = (await response.json()) as { requestContext: { identity: object } };
    expect(requestContext.identity).toMatchObject({
      accountId: account,
      userArn: `arn:aws:iam::${account}:user/agent`,
      accessKey: agent.accessKeyId,
      caller: expect.stringMatching(/^AIDA/),
    });
  });

  it('lets a caller do what its policy names and nothing else', async () => {
    expect((await agent.fetch(`${url}/operations/op_1`)).status).toBe(200);
    expect(await title(await agent.fetch(`${url}/operations`))).toEqual([403, 'Not allowed']);
  });

  it('refuses a request without a signature', async () => {
    expect(await title(await fetch(`${url}/operations`, { method: 'POST' }))).toEqual([403, 'Not signed']);
  });

  it('refuses a signature by another secret', async () => {
    const forger = signer({ accessKeyId: agent.accessKeyId, secretAccessKey: 'another' });
    expect(await title(await signed(forger, `${url}/operations`))).toEqual([403, 'Badly signed']);
  });

  it('refuses a body that is not the one signed', async () => {
    const request = await agent.sign(`${url}/operations`, { method: 'POST', body: '{}' });
    const response = await fetch(request.url, { method: 'POST', headers: request.headers, body: '{"a":1}' });
    expect(await title(response)).toEqual([403, 'Badly signed']);
  });

  it('refuses a signature that is an hour old', async () => {
    const datetime = new Date(Date.now() - 3_600_000).toISOString().replace(/[:-]|\.\d{3}/g, '');
    const response = await agent.fetch(`${url}/operations`, { method: 'POST', body: '{}', aws: { datetime } });
    expect(await title(response)).toEqual([403, 'Badly signed']);
  });

  it('lets everybody call a method without authorization', async () => {
    expect((await fetch(`${url}/open`, { method: 'POST', body: 'payload=x' })).status).toBe(200);
  });
});
