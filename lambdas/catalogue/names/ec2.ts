import { arn } from '../arn.ts';
import { ownArn, plainName, type NameReader, type NameReaders, type Place } from './name.ts';

/** EC2's ids: a prefix, a hyphen, 8 or 17 hexadecimal digits (EC2 User Guide, "Resource IDs"). */
const ID = /^([a-z]+)-[0-9a-f]{8,17}$/;

/** Resource types by id prefix. Images and snapshots have no account in their ARNs. */
const TYPES: Readonly<Record<string, string>> = {
  acl: 'network-acl',
  ami: 'image',
  dopt: 'dhcp-options',
  eipalloc: 'elastic-ip',
  eni: 'network-interface',
  fl: 'vpc-flow-log',
  i: 'instance',
  igw: 'internet-gateway',
  lt: 'launch-template',
  nat: 'natgateway',
  pcx: 'vpc-peering-connection',
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  snap: 'snapshot',
  subnet: 'subnet',
  tgw: 'transit-gateway',
  vol: 'volume',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
};

const OWNERLESS = new Set(['image', 'snapshot']);

/** The pattern of the resource that an EC2 id names; undefined for an id of a kind that is not known. */
export function ec2Arn(id: string, { region, account }: Place): string | undefined {
  const type = TYPES[ID.exec(id)?.[1] ?? ''];
  if (type === undefined) return undefined;
  return arn`arn:aws:ec2:${region}:${OWNERLESS.has(type) ? '' : account}:${type}/${id}`;
}

function idOf(prefix: string): NameReader {
  return plainName(
    new RegExp(`^${prefix}-[0-9a-f]{8,17}$`),
    `an id such as ${prefix}-0123456789abcdef0`,
    (id, place) => {
      const pattern = ec2Arn(id, place);
      return pattern === undefined ? [] : [pattern];
    },
  );
}

const keyPair = plainName(/^[!-~ ]{1,255}$/, "a key pair's name", (name, { region, account }) => [
  arn`arn:aws:ec2:${region}:${account}:key-pair/${name}`,
]);

const readProfile = ownArn(
  { service: 'iam', resource: /^instance-profile\/[!-~]+$/, global: true },
  "an instance profile's ARN",
);

/** The members of EC2 inputs that name something. */
export const EC2_NAMES: NameReaders = {
  InstanceIds: idOf('i'),
  InstanceId: idOf('i'),
  SubnetId: idOf('subnet'),
  VpcId: idOf('vpc'),
  VolumeId: idOf('vol'),
  SnapshotId: idOf('snap'),
  GroupId: idOf('sg'),
  SecurityGroupIds: idOf('sg'),
  KeyName: keyPair,
  'IamInstanceProfile.Arn': readProfile,
  'IamInstanceProfile.Name': plainName(/^[\w+=,.@-]{1,128}$/, "an instance profile's name", () => []),
  'NetworkInterfaces.NetworkInterfaceId': idOf('eni'),
  'NetworkInterfaces.SubnetId': idOf('subnet'),
  'NetworkInterfaces.Groups': idOf('sg'),
  'BlockDeviceMappings.Ebs.SnapshotId': idOf('snap'),
};
