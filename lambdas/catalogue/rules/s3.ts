import type { Rule, Rules } from './rule.ts';
import {
  grant,
  granted,
  hasAny,
  maybeText,
  namesIn,
  objectIn,
  onEverything,
  onNamed,
  refused,
  unscopable,
} from './rule.ts';
import { S3_OBJECT_RULES } from './s3-objects.ts';

const GRANTS = ['ACL', 'GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWrite', 'GrantWriteACP'];

/** The region that a location constraint means; `EU` is the old name of eu-west-1. */
function locationOf(constraint: string): string {
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}

const createBucket: Rule = (call) => {
  const settings = objectIn(call.input, 'CreateBucketConfiguration');
  const location = maybeText(settings, 'LocationConstraint');
  if (location !== undefined && locationOf(location) !== call.region) {
    return refused(
      '/input/CreateBucketConfiguration/LocationConstraint',
      `expected the call's own region, ${call.region}`,
    );
  }
  if (hasAny(settings, ['Location', 'Bucket']))
    return unscopable('it creates a directory bucket, whose ARN is another service’s');
  const actions = [
    's3:CreateBucket',
    ...(hasAny(call.input, GRANTS) ? ['s3:PutBucketAcl'] : []),
    ...(call.input['ObjectLockEnabledForBucket'] === true
      ? ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning']
      : []),
    ...(hasAny(call.input, ['ObjectOwnership']) ? ['s3:PutBucketOwnershipControls'] : []),
    ...(hasAny(settings, ['Tags']) ? ['s3:TagResource'] : []),
  ];
  return granted(grant(actions, namesIn(call, 'Bucket')));
};

/** Reviewed rules of S3: names of operations and of actions differ for half of them. */
export const S3_RULES: Rules = {
  ...S3_OBJECT_RULES,
  ListBuckets: onEverything('s3:ListAllMyBuckets'),
  ListObjects: onNamed('s3:ListBucket', 'Bucket'),
  ListObjectsV2: onNamed('s3:ListBucket', 'Bucket'),
  ListObjectVersions: onNamed('s3:ListBucketVersions', 'Bucket'),
  HeadBucket: onNamed('s3:ListBucket', 'Bucket'),
  CreateBucket: createBucket,
  DeleteBucket: onNamed('s3:DeleteBucket', 'Bucket'),
  GetBucketLocation: onNamed('s3:GetBucketLocation', 'Bucket'),
  GetBucketPolicy: onNamed('s3:GetBucketPolicy', 'Bucket'),
  PutBucketPolicy: onNamed('s3:PutBucketPolicy', 'Bucket'),
};
