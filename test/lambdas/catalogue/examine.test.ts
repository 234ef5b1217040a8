import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../../lambdas/catalogue/call.ts';
import { examine } from '../../../lambdas/catalogue/examine.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';

function call(changes: Partial<Call> = {}): Call {
  const input = { Bucket: 'invoices', Key: 'a.pdf' };
  return { service: 's3', operation: 'GetObject', account: '111122223333', region: 'eu-west-1', input, ...changes };
}

async function faultsOf(changes: Partial<Call>): Promise<Readonly<Record<string, string>>> {
  const found = await examine(call(changes));
  return found.kind === 'known' ? {} : Object.fromEntries(found.faults.map(({ pointer, detail }) => [pointer, detail]));
}

async function resolutionOf(service: string, operation: string, input: JsonObject) {
  const found = await examine(call({ service, operation, input }));
  if (found.kind === 'refused') throw new Error(JSON.stringify(found.faults));
  return found.resolution;
}

describe('an unknown name', () => {
  it.each([
    ['S3', /did you mean s3\?/],
    ['dynamo-db', /did you mean dynamodb\?/],
    ['toString', /unknown service$/],
    ['__proto__', /unknown service$/],
  ])('of a service is refused: %s', async (service, detail) => {
    expect(await faultsOf({ service })).toEqual({ '/service': expect.stringMatching(detail) });
  });

  it.each([
    ['deleteObject', /did you mean DeleteObject/],
    ['delete-object', /did you mean DeleteObject/],
    ['DeleteObjct', /did you mean DeleteObject/],
    ['constructor', /no such operation$/],
    ['x'.repeat(5_000), /no such operation$/],
  ])('of an operation is refused with what it may have meant: %#', async (operation, detail) => {
    expect(await faultsOf({ operation })).toEqual({ '/operation': expect.stringMatching(detail) });
  });
});

describe('an operation that one request and one result cannot carry', () => {
  it.each([
    ['s3', 'SelectObjectContent', /streams events/],
    ['lambda', 'InvokeWithResponseStream', /streams events/],
    ['ec2', 'CopySnapshot', /presigned URL/],
    ['s3', 'WriteGetObjectResponse', /host that its input chooses/],
  ])('is refused: %s %s', async (service, operation, detail) => {
    expect(await faultsOf({ service, operation })).toEqual({ '/operation': expect.stringMatching(detail) });
  });
});

describe('a place outside partition aws', () => {
  it.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1', '', 'EU-WEST-1', 'eu-west-1.evil'])(
    'is refused: %j',
    async (region) => expect(await faultsOf({ region })).toHaveProperty('/region'),
  );

  it('is refused by account too', async () => {
    expect(await faultsOf({ account: '1234' })).toEqual({ '/account': 'expected a 12-digit account id' });
  });
});

describe('a call without a reviewed rule', () => {
  it('gets its one action on what its required members name', async () => {
    expect(await resolutionOf('s3', 'GetBucketCors', { Bucket: 'invoices' })).toEqual({
      tier: 'derived',
      accessLevel: 'Read',
      categories: [],
      grants: [{ actions: ['s3:GetBucketCORS'], resources: ['arn:aws:s3:::invoices'] }],
    });
  });

  it('gets one resource for each name in a list', async () => {
    const input = { VpcEndpointIds: ['vpce-0123456789abcdef0', 'vpce-*'] };
    expect(await resolutionOf('ec2', 'DeleteVpcEndpoints', input)).toMatchObject({
      tier: 'derived',
      grants: [
        {
          resources: [
            'arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-0123456789abcdef0',
            'arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/vpce-${*}',
          ],
        },
      ],
    });
  });

  it('gets nothing when it hands a role on, wherever in the input', async () => {
    const destination = { RoleArn: 'arn:aws:iam::111122223333:role/copy' };
    const input = { Bucket: 'invoices', ReplicationConfiguration: { Role: destination.RoleArn, Rules: [] } };
    expect(await resolutionOf('s3', 'PutBucketReplication', input)).toMatchObject({
      tier: 'unscopable',
      why: expect.stringContaining('role'),
    });
  });

  it('gets nothing when a list of names is empty', async () => {
    expect(await resolutionOf('ec2', 'DeleteVpcEndpoints', { VpcEndpointIds: [] })).toMatchObject({
      tier: 'unscopable',
    });
  });

  it('gets nothing when an ARN stands where a part of one belongs', async () => {
    const input = { VpcEndpointIds: ['arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1'] };
    expect(await resolutionOf('ec2', 'DeleteVpcEndpoints', input)).toMatchObject({ tier: 'unscopable' });
  });
});
