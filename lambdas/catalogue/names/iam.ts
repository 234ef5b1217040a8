import { arn } from '../arn.ts';
import { ownArn, plainName, wrong, type NameReader, type NameReaders } from './name.ts';

/** IAM names (IAM User Guide, "IAM and AWS STS quotas"): no slash, so the last segment of an ARN is the name. */
const NAME = /^[\w+=,.@-]{1,128}$/;
const EXPECTED = 'a name of 1 to 128 of A-Z a-z 0-9 _ + = , . @ -';

/**
 * A reader for entities with a path. The path is not in the call, so both forms are named; a name is unique within an
 * account whatever its path, so both match one entity only.
 */
function entity(type: string): NameReader {
  return plainName(NAME, EXPECTED, (name, { account }) => [
    arn`arn:aws:iam::${account}:${type}/${name}`,
    arn`arn:aws:iam::${account}:${type}/*/${name}`,
  ]);
}

const ownPolicy = ownArn({ service: 'iam', resource: /^policy\/[!-~]+$/, global: true }, "a policy's ARN");

/** Policies may also be AWS's own, whose account is written `aws`. */
const readPolicyArn: NameReader = (value, place) => {
  const managed = /^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(value);
  return managed ? { kind: 'named', patterns: [value] } : ownPolicy(value, place);
};

/** A reader for a role's ARN in the call's own account, as services are handed one. */
export const readRoleArn: NameReader = ownArn(
  { service: 'iam', resource: /^role\/[!-~]+$/, global: true },
  "a role's ARN (arn:aws:iam::<account>:role/<name>)",
);

const readPath: NameReader = (value) =>
  /^\/([!-~]+\/)?$/.test(value)
    ? { kind: 'named', patterns: [] }
    : wrong('expected a path that begins and ends with /');

/** The members of IAM inputs that name an entity. */
export const IAM_NAMES: NameReaders = {
  UserName: entity('user'),
  NewUserName: entity('user'),
  RoleName: entity('role'),
  GroupName: entity('group'),
  NewGroupName: entity('group'),
  InstanceProfileName: entity('instance-profile'),
  ServerCertificateName: entity('server-certificate'),
  PolicyName: plainName(NAME, EXPECTED, () => []),
  PolicyArn: readPolicyArn,
  PermissionsBoundary: readPolicyArn,
  Path: readPath,
  NewPath: readPath,
};
