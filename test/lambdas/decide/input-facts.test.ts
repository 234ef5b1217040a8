import { describe, expect, it } from '@jest/globals';
import { type Facts, factsOf, NO_FACTS } from '../../../lambdas/decide/input-facts.ts';
import type { JsonObject } from '../../../lambdas/runtime/json.ts';

const of = (input: JsonObject, operation = 'RunInstances', service = 'ec2') => factsOf({ service, operation, input });

describe('the facts of an input', () => {
  it('that says nothing worth knowing are the plain ones, and nothing else', () => {
    expect(of({ Note: 'Deploy 12 machines of type p4d.24xlarge to 0.0.0.0/0' })).toEqual(NO_FACTS);
  });

  const cases: readonly (readonly [string, JsonObject, Partial<Facts>])[] = [
    ['the largest count', { MinCount: 1, MaxCount: 7 }, { count: 7 }],
    [
      'a count deep inside',
      { Groups: [{ Capacity: { DesiredCapacity: 3 } }, { Capacity: { DesiredCapacity: 9 } }] },
      { count: 9 },
    ],
    ['a count of nodes', { NumCacheNodes: 4 }, { count: 4 }],
    ['a count of zero', { desiredCount: 0 }, { count: 0 }],
    ['a count in halves, rounded up', { Count: 1.5 }, { count: 2 }],
    ['no count of text', { Count: '7' }, {}],
    ['how much is read at most', { Limit: 5 }, { limit: 5 }],
    ['how much is read at most, in any letter case', { maxResults: 50 }, { limit: 50 }],
    ['the prefix at the top', { Prefix: '2026/' }, { prefix: '2026/' }],
    ['no prefix from inside', { Filter: { Prefix: '2026/' } }, {}],
    ['a trial', { DryRun: true }, { dryRun: true }],
    ['no trial from inside, nor one by text', { DryRun: 'true', Options: { DryRun: true } }, {}],
    [
      'safeguards that are switched off',
      { SkipFinalSnapshot: true, ForceDelete: true, Force: false },
      { forced: ['ForceDelete', 'SkipFinalSnapshot'] },
    ],
    [
      'the largest volume',
      { BlockDeviceMappings: [{ Ebs: { VolumeSize: 8 } }, { Ebs: { VolumeSize: 80 } }] },
      { sizeGiB: 80 },
    ],
    [
      'a type with its family and size',
      { InstanceType: 't3.micro' },
      { instanceTypes: ['t3.micro'], instanceFamilies: ['t3'], instanceSizes: ['micro'] },
    ],
    [
      'every type in a list, each once',
      { Overrides: [{ InstanceType: 'm5.large' }, { InstanceType: 'c5.large' }, { InstanceType: 'm5.large' }] },
      { instanceTypes: ['c5.large', 'm5.large'], instanceFamilies: ['c5', 'm5'], instanceSizes: ['large'] },
    ],
    [
      'a class of databases',
      { DBInstanceClass: 'db.r6g.2xlarge' },
      { instanceTypes: ['db.r6g.2xlarge'], instanceFamilies: ['r6g'], instanceSizes: ['2xlarge'] },
    ],
    [
      'an odd type as something else',
      { InstanceType: 'the cheapest, please' },
      { instanceTypes: ['other'], instanceFamilies: ['other'], instanceSizes: ['other'] },
    ],
    [
      'a choice by requirements as something else, beside the named types',
      { Overrides: [{ InstanceType: 't3.micro' }, { InstanceRequirements: { VCpuCount: { Min: 64 } } }] },
      { instanceTypes: ['other', 't3.micro'], instanceFamilies: ['other', 't3'], instanceSizes: ['micro', 'other'] },
    ],
  ];

  it.each(cases)('hold %s', (_name, input, facts) => {
    expect(of(input)).toEqual({ ...NO_FACTS, ...facts });
  });

  it('hold a size in GiB where the operation means that by Size', () => {
    expect(of({ Size: 100 }, 'CreateVolume', 'ec2').sizeGiB).toBe(100);
    expect(of({ EphemeralStorage: { Size: 512 } }, 'UpdateFunctionConfiguration', 'lambda')).not.toHaveProperty(
      'sizeGiB',
    );
    expect(of({ AllocatedStorage: 20, MaxAllocatedStorage: 1000 }, 'ModifyDBInstance', 'rds').sizeGiB).toBe(1000);
  });

  it('survive JSON', () => {
    const facts = of({ MaxCount: 2, InstanceType: 't3.micro', Prefix: 'a' });
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  });
});

describe('public access', () => {
  const statement = (more: object) => JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', ...more }] });
  const ingress = (range: object) => ({ IpPermissions: [{ FromPort: 22, ...range }] });
  const blocks = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };

  const opening: readonly (readonly [string, string, JsonObject])[] = [
    ['a public ACL', 'PutObject', { ACL: 'public-read-write' }],
    ['an ACL for every account', 'PutObject', { ACL: 'authenticated-read' }],
    ['a grant to everybody', 'PutBucketAcl', { GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }],
    ['a policy for everybody', 'PutBucketPolicy', { Policy: statement({ Principal: '*' }) }],
    ['a policy for every AWS account', 'PutBucketPolicy', { Policy: statement({ Principal: { AWS: ['*'] } }) }],
    [
      'a policy for all but one',
      'PutBucketPolicy',
      { Policy: statement({ NotPrincipal: { AWS: 'arn:aws:iam::1:root' } }) },
    ],
    [
      'a policy for everybody under a condition',
      'PutBucketPolicy',
      { Policy: statement({ Principal: '*', Condition: {} }) },
    ],
    [
      'one statement that is not in a list',
      'CreateTopic',
      { Attributes: { Policy: '{"Statement":{"Effect":"Allow","Principal":"*"}}' } },
    ],
    ['a policy that cannot be read', 'PutBucketPolicy', { Policy: '{"Principal":' }],
    ['the world by IPv4', 'AuthorizeSecurityGroupIngress', ingress({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] })],
    ['half of it', 'AuthorizeSecurityGroupIngress', ingress({ IpRanges: [{ CidrIp: '128.0.0.0/1' }] })],
    ['the world by IPv6', 'AuthorizeSecurityGroupIngress', ingress({ Ipv6Ranges: [{ CidrIpv6: '::/0' }] })],
    [
      'a rule of unknown direction',
      'ModifySecurityGroupRules',
      { SecurityGroupRules: [{ SecurityGroupRule: { CidrIpv4: '0.0.0.0/0' } }] },
    ],
    ['a public database', 'ModifyDBInstance', { PubliclyAccessible: true }],
    ['a public address', 'RunInstances', { NetworkInterfaces: [{ AssociatePublicIpAddress: true }] }],
    ['a load balancer for the internet', 'CreateLoadBalancer', { Scheme: 'internet-facing' }],
    ['a URL without authentication', 'CreateFunctionUrlConfig', { AuthType: 'NONE' }],
    ['a permission for everybody', 'AddPermission', { Principal: '*' }],
    ['a permission for every account', 'AddPermission', { AWSAccountIds: ['*'] }],
    ['a snapshot for all', 'ModifySnapshotAttribute', { GroupNames: ['all'] }],
    ['an image for all', 'ModifyImageAttribute', { LaunchPermission: { Add: [{ Group: 'all' }] } }],
    ['a document for all', 'ModifyDocumentPermission', { AccountIdsToAdd: ['all'] }],
    [
      'a block that is switched off',
      'PutPublicAccessBlock',
      { PublicAccessBlockConfiguration: { ...blocks, BlockPublicPolicy: false } },
    ],
    [
      'a block that leaves one out',
      'PutPublicAccessBlock',
      { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
    ],
    ['a block that is lifted', 'DeletePublicAccessBlock', { Bucket: 'a' }],
  ];

  it.each(opening)('is opened by %s', (_name, operation, input) => {
    expect(of(input, operation).publicAccess).toBe(true);
  });

  const closed: readonly (readonly [string, string, JsonObject])[] = [
    ['a private ACL', 'PutObject', { ACL: 'bucket-owner-full-control' }],
    [
      'a policy for one account',
      'PutBucketPolicy',
      { Policy: statement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) },
    ],
    ['a policy that denies everybody', 'PutBucketPolicy', { Policy: statement({ Effect: 'Deny', Principal: '*' }) }],
    ['an identity policy, which has no principal', 'PutRolePolicy', { PolicyDocument: statement({ Resource: '*' }) }],
    ['an office', 'AuthorizeSecurityGroupIngress', ingress({ IpRanges: [{ CidrIp: '203.0.113.0/24' }] })],
    ['a private network', 'AuthorizeSecurityGroupIngress', ingress({ IpRanges: [{ CidrIp: '10.0.0.0/8' }] })],
    ['the way out', 'AuthorizeSecurityGroupEgress', ingress({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] })],
    ['a way to a gateway', 'CreateRoute', { DestinationCidrBlock: '0.0.0.0/0' }],
    ['taking the world out', 'RevokeSecurityGroupIngress', ingress({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] })],
    ['looking for it', 'DescribeSecurityGroupRules', { Filters: [{ Name: 'cidr', Values: ['0.0.0.0/0'] }] }],
    ['a whole block', 'PutPublicAccessBlock', { PublicAccessBlockConfiguration: blocks }],
    ['a flag that is off', 'ModifyDBInstance', { PubliclyAccessible: false }],
    ['an item that speaks of it', 'PutItem', { Item: { note: { S: 'public-read 0.0.0.0/0' } } }],
  ];

  it.each(closed)('is not opened by %s', (_name, operation, input) => {
    expect(of(input, operation).publicAccess).toBe(false);
  });
});
