import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SdkCaller } from '../../../lambdas/adapters/sdk-caller.ts';
import type { CallOutcome } from '../../../lambdas/execute/ports.ts';
import type { Call } from '../../../lambdas/record/call.ts';
import { ACCOUNT, aCall } from '../../support/a-call.ts';
import { aLocalServer, type LocalServer } from '../../support/a-local-server.ts';
import { readAll } from '../../support/read-all.ts';

const CREDENTIALS = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token-of-the-session' };
const GET: Call = aCall({ operation: 'GetObject', input: { Bucket: 'invoices', Key: 'a/b c.pdf' } });
const DYNAMO = aCall({ service: 'dynamodb', operation: 'GetItem', input: { TableName: 't', Key: { id: { S: '1' } } } });

let server: LocalServer;

beforeEach(async () => {
  server = await aLocalServer();
});
afterEach(() => server.close());

async function send(call: Call, requestTimeout?: number): Promise<CallOutcome> {
  const network = requestTimeout === undefined ? undefined : { requestTimeout, throwOnRequestTimeout: true };
  const prepared = await new SdkCaller(server.url, network).prepare(call);
  return prepared.send(CREDENTIALS, readAll);
}

/** The server answers every request like this. */
function answering(status: number, body: string, headers: Record<string, string> = {}): void {
  server.answer = (response) => response.writeHead(status, headers).end(body);
}

describe('SdkCaller', () => {
  it('sends the call it was given, once, signed with the session’s credentials for its region', async () => {
    answering(200, 'the object', { 'x-amz-request-id': 'req-7', 'content-length': '10' });

    const outcome = await send(GET);

    expect(outcome).toMatchObject({
      kind: 'answered',
      requestId: 'req-7',
      output: { ContentLength: 10, Body: 'the object' },
    });
    expect(outcome).not.toHaveProperty('output.$metadata');
    expect(server.received).toHaveLength(1);
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'GET', path: expect.stringMatching(/^\/invoices\/a\/b%20c\.pdf\b/) });
    expect(request?.headers).toMatchObject({
      authorization: expect.stringMatching(/Credential=ASIAEXAMPLE\/\d{8}\/eu-west-1\/s3\//),
      'x-amz-security-token': CREDENTIALS.sessionToken,
    });
  });

  it('pins S3 calls to buckets of the call’s own account, whatever the input says', async () => {
    await send(GET);
    await send({ ...GET, input: { ...GET.input, ExpectedBucketOwner: '444455556666' } });

    expect(server.received.map(({ headers }) => headers['x-amz-expected-bucket-owner'])).toEqual([ACCOUNT, ACCOUNT]);
  });

  it('creates a bucket without naming an owner that it cannot have yet', async () => {
    await send(aCall({ operation: 'CreateBucket', input: { Bucket: 'new-one' } }));

    expect(server.received[0]?.headers).not.toHaveProperty('x-amz-expected-bucket-owner');
  });

  it('decodes blobs and gives the schema that the mask plan is made from', async () => {
    const prepared = await new SdkCaller(server.url).prepare(
      aCall({
        operation: 'PutObject',
        input: { Bucket: 'b-1', Key: 'k', Body: Buffer.from('héllo').toString('base64') },
      }),
    );

    expect(Array.isArray(prepared.schema)).toBe(true);
    await prepared.send(CREDENTIALS, readAll);
    expect(server.received[0]?.body).toContain('héllo');
  });

  it('sends a queue’s message to the service, not to the host of the queue’s URL', async () => {
    const input = { QueueUrl: 'http://127.0.0.2:1/111122223333/queue', MessageBody: 'x' };
    answering(200, '{"MessageId":"1","MD5OfMessageBody":"9dd4e461268c8034f5c8564e155c67a6"}', {
      'content-type': 'application/x-amz-json-1.0',
    });

    expect(await send(aCall({ service: 'sqs', operation: 'SendMessage', input }))).toMatchObject({ kind: 'answered' });

    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['nosuch', 'ListAccounts', 'no such service', { service: 'nosuch', operation: 'ListAccounts' }],
    ['s3', 'Nothing', 'no such operation', { service: 's3', operation: 'DropEverything' }],
    ['s3', 'prototype', 'no operation but a word of the language', { service: 's3', operation: 'constructor' }],
  ])('prepares nothing that has no client: %s %s, %s', async (...[, , , names]) => {
    await expect(new SdkCaller(server.url).prepare(aCall(names))).rejects.toThrow(
      /There is no client|has no|no operation/,
    );
    expect(server.received).toEqual([]);
  });
});

describe('what AWS answers', () => {
  it.each([
    [400, 'ValidationException'],
    [400, 'ConditionalCheckFailedException'],
    [403, 'AccessDeniedException'],
    [404, 'ResourceNotFoundException'],
    [409, 'ConflictException'],
    [429, 'ThrottlingException'],
  ])('with %d is a refusal with its code, and is not tried again', async (status, code) => {
    answering(status, JSON.stringify({ __type: code, message: 'no' }), {
      'content-type': 'application/x-amz-json-1.0',
    });

    expect(await send(DYNAMO)).toEqual({ kind: 'refused', code, message: 'no' });
    expect(server.received).toHaveLength(1);
  });

  it('with a redirect to another region is a refusal, and is not followed', async () => {
    const error =
      '<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message><Endpoint>b.s3.us-east-1.amazonaws.com</Endpoint></Error>';
    answering(301, error, { 'x-amz-bucket-region': 'us-east-1', location: 'http://127.0.0.2:1/' });

    expect(await send(GET)).toMatchObject({ kind: 'refused', code: 'PermanentRedirect' });
    expect(server.received).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])('with %d is no sure answer, and is not tried again', async (status) => {
    answering(status, JSON.stringify({ __type: 'InternalServerError', message: 'oops' }));

    expect(await send(DYNAMO)).toMatchObject({
      kind: 'lost',
      because: expect.stringMatching(new RegExp(`HTTP ${status}`)),
    });
    expect(server.received).toHaveLength(1);
  });

  it('with 200 and something unreadable is no sure answer', async () => {
    answering(200, '{"Item":', { 'content-type': 'application/x-amz-json-1.0' });

    expect(await send(DYNAMO)).toMatchObject({ kind: 'lost' });
  });

  it('with a copy that failed under way (200 and an error inside) is no sure answer', async () => {
    answering(200, '<?xml version="1.0"?><Error><Code>InternalError</Code><Message>again</Message></Error>');

    const input = { Bucket: 'invoices', Key: 'copy', CopySource: 'invoices/a' };
    expect(await send(aCall({ operation: 'CopyObject', input }))).toMatchObject({ kind: 'lost' });
    expect(server.received).toHaveLength(1);
  });

  it('with nothing before the time is over is no sure answer', async () => {
    server.answer = () => undefined;

    expect(await send(DYNAMO, 100)).toMatchObject({ kind: 'lost', because: 'No sure answer from AWS (TimeoutError).' });
    expect(server.received).toHaveLength(1);
  });

  it('with a closed connection is no sure answer', async () => {
    server.answer = (response) => response.destroy();

    expect(await send(DYNAMO)).toMatchObject({
      kind: 'lost',
      because: expect.stringMatching(/^No sure answer from AWS \(/),
    });
    expect(server.received).toHaveLength(1);
  });

  it('with half an object is no sure answer', async () => {
    server.answer = (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    };

    expect(await send(GET)).toMatchObject({ kind: 'lost' });
  });

  it('tells nothing of a lost call’s message, which may hold anything', async () => {
    answering(500, JSON.stringify({ __type: 'InternalServerError', message: 'a-secret-in-a-message' }));

    expect(JSON.stringify(await send(DYNAMO))).not.toContain('a-secret-in-a-message');
  });
});

describe('a host that is not AWS’s in the approved region', () => {
  it('is refused before anything is sent', async () => {
    const elsewhere = { ...DYNAMO, region: 'cn-north-1' }; // its hosts end in amazonaws.com.cn
    const prepared = await new SdkCaller(undefined).prepare(elsewhere);

    const outcome = await prepared.send(CREDENTIALS, readAll);

    expect(outcome).toEqual({
      kind: 'refused',
      code: 'ForeignHost',
      message: 'The request would have left for a host outside the approved service and region.',
    });
  });
});
