import { describe, expect, it } from '@jest/globals';
import { SdkCaller } from '../../../lambdas/adapters/sdk-caller.ts';
import { isAllowedHost } from '../../../lambdas/adapters/sdk-host.ts';
import { examine } from '../../../lambdas/catalogue/examine.ts';
import { loadModel, SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';
import type { Call } from '../../../lambdas/record/call.ts';
import { aSampleInput } from '../../support/a-sample-input.ts';
import { readAll } from '../../support/read-all.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'example' };

/** Written by hand from the AWS General Reference, "Service endpoints": one host for all regions. */
const GLOBAL_HOSTS: Readonly<Record<string, string>> = {
  account: 'account.us-east-1.amazonaws.com',
  budgets: 'budgets.amazonaws.com',
  ce: 'ce.us-east-1.amazonaws.com',
  cloudfront: 'cloudfront.amazonaws.com',
  iam: 'iam.amazonaws.com',
  organizations: 'organizations.us-east-1.amazonaws.com',
  route53: 'route53.amazonaws.com',
  support: 'support.us-east-1.amazonaws.com',
};

/** What a member could say to lead a request elsewhere. */
const ELSEWHERE = {
  'a URL': () => 'https://sqs.eu-west-1.attacker.example/111122223333/jobs',
  'a URL of another region': () => 'https://sqs.us-west-2.amazonaws.com/999988887777/jobs',
  'a host': () => 'attacker.example',
  'a host after user info': () => 'x@attacker.example/#',
  'an ARN of another account and region': (iam: string) => `arn:aws:${iam}:us-west-2:999988887777:thing/attacker`,
  'a table elsewhere': () => 'arn:aws:dynamodb:us-west-2:999988887777:table/attacker',
  'a function elsewhere': () => 'arn:aws:lambda:us-west-2:999988887777:function:attacker',
  'an access point elsewhere': () => 'arn:aws:s3:us-west-2:999988887777:accesspoint/attacker',
  'a multi-region access point': () => 'arn:aws:s3::999988887777:accesspoint/attacker.mrap',
  'an express bucket': () => 'attacker--usw2-az1--x-s3',
} as const;

/** Services whose SDK takes part of the host from the input (its endpoint context parameters, SQS's queue URL). */
const READS_HOST_FROM_INPUT = ['dynamodb', 'events', 'kinesis', 's3', 'sesv2', 'sqs'];
/** Of the others, this many operations each; all of them for the value that a client would most likely follow. */
const SOME = 3;
const FOR_EVERY_OPERATION: readonly string[] = ['a URL'];

describe('a member that points elsewhere', () => {
  it.each(Object.entries(ELSEWHERE))(
    'never makes any client send to another host, unexamined: %s',
    async (kind, valueOf) => {
      const most = FOR_EVERY_OPERATION.includes(kind) ? Infinity : SOME;
      const { hosts, caller } = recordingCaller();
      const calls = (await Promise.all(SERVICE_NAMES.map((service) => callsOf(service, valueOf, most)))).flat();
      for (const call of calls) await attempt(caller, call);
      expect(
        hosts.filter(({ host, call }) => !isOwn(host, call)).map(({ host, call }) => [call.operation, host]),
      ).toEqual([]);
      expect(new Set(calls.map(({ service }) => service)).size).toBe(SERVICE_NAMES.length);
    },
    60_000,
  );

  it.each([
    ['sqs', 'SendMessage', { QueueUrl: ELSEWHERE['a URL'](), MessageBody: 'x' }, '/input/QueueUrl'],
    ['s3', 'GetObject', { Bucket: ELSEWHERE['an access point elsewhere'](), Key: 'k' }, '/input/Bucket'],
    ['s3', 'GetObject', { Bucket: ELSEWHERE['an express bucket'](), Key: 'k' }, '/input/Bucket'],
    [
      'dynamodb',
      'GetItem',
      { TableName: ELSEWHERE['a table elsewhere'](), Key: { a: { S: 'x' } } },
      '/input/TableName',
    ],
    ['lambda', 'Invoke', { FunctionName: ELSEWHERE['a function elsewhere']() }, '/input/FunctionName'],
    ['kinesis', 'DescribeStream', { StreamARN: 'arn:aws:kinesis:us-west-2:999988887777:stream/s' }, '/input/StreamARN'],
    ['sns', 'Publish', { TopicArn: 'arn:aws:sns:us-west-2:999988887777:t', Message: 'x' }, '/input/TopicArn'],
  ] as const)('is refused before anything else: %s %s %j', async (service, operation, input, pointer) => {
    const examined = await examine({ ...place, service, operation, input });
    expect(examined).toMatchObject({ kind: 'refused', faults: [{ pointer }] });
  });

  it.each([
    ['kinesis', 'DescribeStream', { StreamARN: 'arn:aws:kinesis:eu-west-1:999988887777:stream/s' }],
    ['dynamodb', 'DescribeTable', { TableName: 'arn:aws:dynamodb:eu-west-1:999988887777:table/t' }],
  ] as const)(
    'is refused by the host guard where the SDK would follow it: %s %s',
    async (service, operation, input) => {
      const { hosts, caller } = recordingCaller();
      const outcome = await attempt(caller, { ...place, service, operation, input });
      expect(outcome).toMatchObject({ kind: 'refused', code: 'ForeignHost' });
      expect(hosts).toEqual([]);
    },
  );

  it('is no unknown outcome where the SDK itself refuses it: nothing left', async () => {
    const { hosts, caller } = recordingCaller();
    const input = { EndpointId: 'a.attacker', Entries: [] };
    const outcome = await attempt(caller, { ...place, service: 'events', operation: 'PutEvents', input });
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(hosts).toEqual([]);
  });

  it('leaves an outcome unknown once a request has left', async () => {
    const { caller } = recordingCaller();
    const outcome = await attempt(caller, { ...place, service: 'sts', operation: 'GetCallerIdentity', input: {} });
    expect(outcome).toMatchObject({ kind: 'lost' });
  });
});

describe('a call that points nowhere', () => {
  it('reaches the service’s own host with every client: what the guard refuses above, it refuses for its host', async () => {
    const { hosts, caller } = recordingCaller();
    for (const call of (
      await Promise.all(SERVICE_NAMES.map((service) => callsOf(service, () => 'sample', SOME)))
    ).flat())
      await attempt(caller, call);
    const reached = new Set(hosts.map(({ call }) => call.service));
    expect(SERVICE_NAMES.filter((service) => !reached.has(service))).toEqual([]);
  }, 60_000);

  it.each([
    ['s3', 'invoices.s3.eu-west-1.amazonaws.com', { Bucket: 'invoices' }, true],
    ['s3', 'other.s3.eu-west-1.amazonaws.com', { Bucket: 'invoices' }, false],
    ['s3', 's3.us-west-2.amazonaws.com', { Bucket: 'invoices' }, false],
    ['s3', 'sqs.eu-west-1.amazonaws.com', { Bucket: 'invoices' }, false],
    ['dynamodb', '111122223333.ddb.eu-west-1.amazonaws.com', {}, true],
    ['dynamodb', '999988887777.ddb.eu-west-1.amazonaws.com', {}, false],
    ['stepfunctions', 'sync-states.eu-west-1.amazonaws.com', {}, true],
    ['iam', 'iam.amazonaws.com', {}, true],
    ['iam', 'iam.amazonaws.com.attacker.example', {}, false],
    ['toString', 'iam.amazonaws.com', {}, false],
  ] as const)('%s at %s with %j is let through: %s', (service, host, input, allowed) => {
    expect(isAllowedHost(host, { ...place, service, operation: 'Any', input }, undefined)).toBe(allowed);
  });
});

function isOwn(host: string, { service, input }: Call): boolean {
  const global = GLOBAL_HOSTS[service];
  if (global !== undefined) return host === global;
  if (/attacker|9999|us-west-2/.test(host) && host.split('.')[0] !== input['Bucket']) return false;
  return host.endsWith('.eu-west-1.amazonaws.com');
}

async function callsOf(service: string, valueOf: (iam: string) => string, most: number): Promise<readonly Call[]> {
  const model = (await loadModel(service))!;
  const value = valueOf(model.iam);
  const names = Object.keys(model.operations).filter((name) => model.operations[name]?.refused === undefined);
  const calls = names.map((operation) => {
    const input = aSampleInput(model, operation, { depth: 1, text: () => value });
    return { ...place, service, operation, input };
  });
  const telling = calls.filter(({ input }) => JSON.stringify(input).includes(value));
  return READS_HOST_FROM_INPUT.includes(service) ? calls : telling.slice(0, most);
}

/** A caller whose network only writes down where each request would have gone. */
function recordingCaller(): { caller: SdkCaller; hosts: { host: string; call: Call }[]; current: { call?: Call } } {
  const hosts: { host: string; call: Call }[] = [];
  const current: { call?: Call } = {};
  const handle = async ({ hostname }: { hostname: string }): Promise<never> => {
    hosts.push({ host: hostname, call: current.call! });
    throw new Error('nothing leaves this test');
  };
  const caller = new SdkCaller(undefined, { handle, metadata: { handlerProtocol: 'http/1.1' }, destroy: () => {} });
  const prepare = caller.prepare.bind(caller);
  caller.prepare = (call) => {
    current.call = call;
    return prepare(call);
  };
  return { caller, hosts, current };
}

async function attempt(caller: SdkCaller, call: Call): Promise<unknown> {
  return (await caller.prepare(call)).send(credentials, readAll);
}
