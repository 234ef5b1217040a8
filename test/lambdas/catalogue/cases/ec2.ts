import type { Case, ServiceCases } from './case.ts';

const ours = 'arn:aws:ec2:eu-west-1:111122223333';
const ids = ['i-0123456789abcdef0', 'i-0fedcba9876543210'];
const start = { ImageId: 'ami-0123456789abcdef0', MinCount: 1, MaxCount: 1 };

function onInstances(operation: string, categories: Case['categories']): Case {
  const grants = [{ actions: [`ec2:${operation}`], resources: ids.map((id) => `${ours}:instance/${id}`) }];
  return { operation, input: { InstanceIds: ids }, grants, level: 'Write', categories };
}

const describes: readonly Case[] = [
  'DescribeAddresses',
  'DescribeAvailabilityZones',
  'DescribeFlowLogs',
  'DescribeImages',
  'DescribeInstanceStatus',
  'DescribeInstanceTypes',
  'DescribeInstances',
  'DescribeInternetGateways',
  'DescribeKeyPairs',
  'DescribeLaunchTemplates',
  'DescribeNatGateways',
  'DescribeNetworkAcls',
  'DescribeNetworkInterfaces',
  'DescribeRegions',
  'DescribeRouteTables',
  'DescribeSecurityGroupRules',
  'DescribeSecurityGroups',
  'DescribeSnapshots',
  'DescribeSubnets',
  'DescribeTags',
  'DescribeVolumeStatus',
  'DescribeVolumes',
  'DescribeVpcEndpoints',
  'DescribeVpcPeeringConnections',
  'DescribeVpcs',
].map((operation) => ({
  operation,
  input: {},
  grants: [{ actions: [`ec2:${operation}`], resources: ['*'] }],
  level: 'List',
  categories: [],
}));

export const EC2_CASES: ServiceCases = {
  service: 'ec2',
  cases: [
    ...describes,
    onInstances('StartInstances', ['cost-bearing']),
    onInstances('StopInstances', []),
    onInstances('RebootInstances', []),
    onInstances('TerminateInstances', ['destructive']),
    ...['CreateTags', 'DeleteTags'].map((operation): Case => ({
      operation,
      input: { Resources: ['i-0123456789abcdef0', 'snap-0123456789abcdef0'], Tags: [{ Key: 'a', Value: 'b' }] },
      grants: [
        {
          actions: [`ec2:${operation}`],
          resources: [`${ours}:instance/i-0123456789abcdef0`, 'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0'],
        },
      ],
      level: 'Write',
      categories: operation === 'DeleteTags' ? ['destructive'] : [],
    })),
    {
      operation: 'RunInstances',
      input: start,
      grants: [
        {
          actions: ['ec2:RunInstances'],
          resources: [
            `${ours}:instance/*`,
            `${ours}:volume/*`,
            `${ours}:network-interface/*`,
            `${ours}:subnet/*`,
            `${ours}:security-group/*`,
            'arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0',
          ],
        },
      ],
      level: 'Write',
      categories: ['cost-bearing'],
    },
    {
      operation: 'RunInstances',
      title: 'with a profile, a key, tags and a subnet',
      input: {
        ...start,
        KeyName: 'ops',
        SubnetId: 'subnet-0123456789abcdef0',
        SecurityGroupIds: ['sg-0123456789abcdef0'],
        IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/apps/web' },
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }],
      },
      grants: [
        {
          actions: ['ec2:RunInstances'],
          resources: [
            `${ours}:instance/*`,
            `${ours}:volume/*`,
            `${ours}:network-interface/*`,
            'arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0',
            `${ours}:subnet/subnet-0123456789abcdef0`,
            `${ours}:security-group/sg-0123456789abcdef0`,
            `${ours}:key-pair/ops`,
          ],
        },
        {
          actions: ['ec2:CreateTags'],
          resources: [`${ours}:instance/*`],
          when: { 'ec2:CreateAction': ['RunInstances'] },
        },
        {
          actions: ['iam:PassRole'],
          resources: ['arn:aws:iam::111122223333:role/web', 'arn:aws:iam::111122223333:role/*/web'],
          when: { 'iam:PassedToService': ['ec2.amazonaws.com'] },
        },
      ],
      level: 'Write',
      categories: ['privilege-escalation', 'cost-bearing'],
    },
    {
      operation: 'RunInstances',
      title: 'on an interface that is there, from a snapshot',
      input: {
        ...start,
        NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-0123456789abcdef0' }],
        BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { SnapshotId: 'snap-0123456789abcdef0' } }],
      },
      grants: [
        {
          actions: ['ec2:RunInstances'],
          resources: [
            `${ours}:instance/*`,
            `${ours}:volume/*`,
            'arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0',
            `${ours}:network-interface/eni-0123456789abcdef0`,
            'arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0',
          ],
        },
      ],
      level: 'Write',
      categories: ['cost-bearing'],
    },
  ],
  unscopable: [
    {
      operation: 'RunInstances',
      input: { ...start, LaunchTemplate: { LaunchTemplateName: 'web' } },
      why: /LaunchTemplate/,
    },
    { operation: 'RunInstances', input: { ...start, ImageId: 'resolve:ssm:/ami' }, why: /ImageId/ },
    {
      operation: 'CreateTags',
      input: { Resources: ['xyz-0123456789abcdef0'], Tags: [] },
      why: /kind without a reviewed ARN/,
    },
    { operation: 'AllocateAddress', input: {}, why: /required members/ },
  ],
};
