import { arn } from '../arn.ts';
import { readRoleArn } from './iam.ts';
import { plainName, type NameReaders } from './name.ts';

/** The members of STS inputs that name an identity. */
export const STS_NAMES: NameReaders = {
  RoleArn: readRoleArn,
  Name: plainName(/^[\w+=,.@-]{2,32}$/, 'a name of 2 to 32 of A-Z a-z 0-9 _ + = , . @ -', (name, { account }) => [
    arn`arn:aws:sts::${account}:federated-user/${name}`,
  ]),
};
