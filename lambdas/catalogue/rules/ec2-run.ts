import type { Call } from '../call.ts';
import type { JsonObject } from '../../runtime/json.ts';
import { arn, parseArn } from '../arn.ts';
import { ec2Arn } from '../names/ec2.ts';
import type { ActionGrant } from '../resolution.ts';
import { grant, granted, itemsIn, maybeText, objectIn, textIn, unscopable, type Rule } from './rule.ts';

/** The members of RunInstances that this rule covers; any other may need rights that it does not know. */
const COVERED = new Set(
  (
    'ImageId InstanceType MinCount MaxCount KeyName SubnetId SecurityGroupIds NetworkInterfaces BlockDeviceMappings ' +
    'IamInstanceProfile TagSpecifications UserData ClientToken DryRun EbsOptimized Monitoring DisableApiTermination ' +
    'DisableApiStop InstanceInitiatedShutdownBehavior PrivateIpAddress Ipv6AddressCount Ipv6Addresses CreditSpecification ' +
    'CpuOptions MetadataOptions HibernationOptions EnclaveOptions MaintenanceOptions PrivateDnsNameOptions'
  ).split(' '),
);

/** Starting instances: EC2 checks every resource that takes part; what the input leaves open is open in the grant too. */
export const runInstances: Rule = (call) => {
  const why = uncovered(call.input);
  if (why !== undefined) return unscopable(why);
  return granted(grant('ec2:RunInstances', resourcesOf(call)), ...tagGrants(call), ...profileGrants(call));
};

function uncovered(input: JsonObject): string | undefined {
  const member = Object.keys(input).find((name) => !COVERED.has(name));
  if (member !== undefined) return `no reviewed rule covers what ${member} needs`;
  if (!/^ami-[0-9a-f]{8,17}$/.test(maybeText(input, 'ImageId') ?? '')) return 'ImageId is not the id of an image';
  const encrypted = itemsIn(input, 'BlockDeviceMappings').some((item) => 'KmsKeyId' in objectIn(item, 'Ebs'));
  return encrypted ? 'no reviewed rule covers what a volume’s KmsKeyId needs' : undefined;
}

function resourcesOf(call: Call): readonly string[] {
  const { region, account, input } = call;
  const anyOf = (type: string): string => arn`arn:aws:ec2:${region}:${account}:${type}/*`;
  const faces = itemsIn(input, 'NetworkInterfaces');
  const disks = itemsIn(input, 'BlockDeviceMappings').map((item) => objectIn(item, 'Ebs'));
  const existing = faces.flatMap((face) => textsIn(face, 'NetworkInterfaceId'));
  const subnets = [...textsIn(input, 'SubnetId'), ...faces.flatMap((face) => textsIn(face, 'SubnetId'))];
  const groups = [...textsIn(input, 'SecurityGroupIds'), ...faces.flatMap((face) => textsIn(face, 'Groups'))];
  const attaches = existing.length > 0;
  const named = [
    textIn(input, 'ImageId'),
    ...existing,
    ...subnets,
    ...groups,
    ...disks.flatMap((disk) => textsIn(disk, 'SnapshotId')),
  ];
  const keys = textsIn(input, 'KeyName').map((name) => arn`arn:aws:ec2:${region}:${account}:key-pair/${name}`);
  return [
    anyOf('instance'),
    anyOf('volume'),
    ...(existing.length === 0 || existing.length < faces.length ? [anyOf('network-interface')] : []),
    ...(subnets.length > 0 || attaches ? [] : [anyOf('subnet')]),
    ...(groups.length > 0 || attaches ? [] : [anyOf('security-group')]),
    ...named.flatMap((id) => ec2Arn(id, call) ?? []),
    ...keys,
  ];
}

/** Tags on what RunInstances creates, and only in the course of creating it. */
function tagGrants(call: Call): readonly ActionGrant[] {
  const types = itemsIn(call.input, 'TagSpecifications').flatMap((item) => textsIn(item, 'ResourceType'));
  if (types.length === 0) return [];
  const patterns = types.map((type) => arn`arn:aws:ec2:${call.region}:${call.account}:${type}/*`);
  return [grant('ec2:CreateTags', patterns, { 'ec2:CreateAction': ['RunInstances'] })];
}

/**
 * An instance profile hands its role to the instance. The input names the profile only; the role is taken to have the
 * same name, as the console makes them. Where it has not, AWS refuses the call.
 */
function profileGrants(call: Call): readonly ActionGrant[] {
  const profile = objectIn(call.input, 'IamInstanceProfile');
  const path = parseArn(maybeText(profile, 'Arn') ?? '')?.resource.split('/');
  const name = maybeText(profile, 'Name') ?? path?.at(-1);
  if (name === undefined) return [];
  const roles = [arn`arn:aws:iam::${call.account}:role/${name}`, arn`arn:aws:iam::${call.account}:role/*/${name}`];
  return [grant('iam:PassRole', roles, { 'iam:PassedToService': ['ec2.amazonaws.com'] })];
}

function textsIn(input: JsonObject, member: string): readonly string[] {
  return [input[member] ?? []].flat().filter((item) => typeof item === 'string');
}
