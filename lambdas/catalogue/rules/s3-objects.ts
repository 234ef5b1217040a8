import type { Call } from '../call.ts';
import type { JsonObject } from '../../runtime/json.ts';
import { arn } from '../arn.ts';
import { parseCopySource } from '../names/s3.ts';
import type { ActionGrant } from '../resolution.ts';
import { keyId, keyUse } from './kms.ts';
import {
  grant,
  granted,
  hasAny,
  itemsIn,
  maybeText,
  objectIn,
  refused,
  textIn,
  unscopable,
  type Rule,
  type Rules,
  type Ruling,
} from './rule.ts';

const ACL_MEMBERS = [
  'ACL',
  'AccessControlPolicy',
  'GrantFullControl',
  'GrantRead',
  'GrantReadACP',
  'GrantWrite',
  'GrantWriteACP',
];
const RETENTION_MEMBERS = ['ObjectLockMode', 'ObjectLockRetainUntilDate'];

function objectOf(call: Call): string {
  return arn`arn:aws:s3:::${textIn(call.input, 'Bucket')}/${textIn(call.input, 'Key')}`;
}

/** The action on the current object, or its namesake on the one version that the call names. */
function versioned(call: Call, plain: readonly string[], ofVersion: readonly string[]): ActionGrant {
  return onVersion(objectOf(call), maybeText(call.input, 'VersionId'), { plain, ofVersion });
}

function onVersion(
  object: string,
  versionId: string | undefined,
  actions: { readonly plain: readonly string[]; readonly ofVersion: readonly string[] },
): ActionGrant {
  if (versionId === undefined) return grant(actions.plain, object);
  return grant(actions.ofVersion, object, { 's3:VersionId': [versionId] });
}

function versionedRule(plain: readonly string[], ofVersion: readonly string[]): Rule {
  return (call) => granted(versioned(call, plain, ofVersion));
}

/** A comparison with an ETag reads the object; with `*` it only asks whether there is one (S3, "Conditional requests"). */
function comparesETag(input: JsonObject): boolean {
  return (maybeText(input, 'IfMatch') ?? '*') !== '*' || (maybeText(input, 'ETag') ?? '*') !== '*';
}

/** What writing an object needs beyond s3:PutObject, by what the input sets on it. */
function writeActions(input: JsonObject): readonly string[] {
  return [
    's3:PutObject',
    ...(hasAny(input, ['Tagging']) ? ['s3:PutObjectTagging'] : []),
    ...(hasAny(input, ACL_MEMBERS) ? ['s3:PutObjectAcl'] : []),
    ...(hasAny(input, RETENTION_MEMBERS) ? ['s3:PutObjectRetention'] : []),
    ...(hasAny(input, ['ObjectLockLegalHoldStatus']) ? ['s3:PutObjectLegalHold'] : []),
    ...(comparesETag(input) ? ['s3:GetObject'] : []),
  ];
}

/** Adds the use of the KMS key that the input names; a key by alias cannot be named in a policy. */
function withKey(call: Call, grants: readonly ActionGrant[]): Ruling {
  const named = maybeText(call.input, 'SSEKMSKeyId');
  if (named === undefined) return granted(...grants);
  const key = keyId(call, named);
  if (key === undefined)
    return unscopable('SSEKMSKeyId is not the id or ARN of a key in the call’s account and region');
  return granted(...grants, keyUse(call, ['GenerateDataKey'], key));
}

const copyObject: Rule = (call) => {
  const source = parseCopySource(textIn(call.input, 'CopySource'));
  if (source === undefined) return refused('/input/CopySource', 'expected bucket/key, URL-encoded');
  const tags = call.input['TaggingDirective'] === 'COPY';
  const read = onVersion(arn`arn:aws:s3:::${source.bucket}/${source.key}`, source.versionId, {
    plain: ['s3:GetObject', ...(tags ? ['s3:GetObjectTagging'] : [])],
    ofVersion: ['s3:GetObjectVersion', ...(tags ? ['s3:GetObjectVersionTagging'] : [])],
  });
  const write = [...writeActions(call.input), ...(tags ? ['s3:PutObjectTagging'] : [])];
  return withKey(call, [read, grant([...new Set(write)], objectOf(call))]);
};

/** One deletion; `entry` is the input of DeleteObject or one object of DeleteObjects. Bypassing a lock knows no versions. */
function deletion(object: string, entry: JsonObject, bypass: boolean): readonly ActionGrant[] {
  const reads = comparesETag(entry);
  const removed = onVersion(object, maybeText(entry, 'VersionId'), {
    plain: ['s3:DeleteObject', ...(reads ? ['s3:GetObject'] : [])],
    ofVersion: ['s3:DeleteObjectVersion', ...(reads ? ['s3:GetObjectVersion'] : [])],
  });
  return bypass ? [removed, grant('s3:BypassGovernanceRetention', object)] : [removed];
}

function bypassesLocks({ input }: Call): boolean {
  return input['BypassGovernanceRetention'] === true;
}

const deleteObject: Rule = (call) => granted(...deletion(objectOf(call), call.input, bypassesLocks(call)));

const deleteObjects: Rule = (call) => {
  const bucket = textIn(call.input, 'Bucket');
  const grants = itemsIn(objectIn(call.input, 'Delete'), 'Objects').flatMap((entry) =>
    deletion(arn`arn:aws:s3:::${bucket}/${textIn(entry, 'Key')}`, entry, bypassesLocks(call)),
  );
  return grants.length === 0 ? refused('/input/Delete/Objects', 'expected at least one object') : granted(...grants);
};

/** Rules for calls on single objects. Sources: the "Permissions" section of each operation's page in the S3 API Reference. */
export const S3_OBJECT_RULES: Rules = {
  GetObject: versionedRule(['s3:GetObject'], ['s3:GetObjectVersion']),
  HeadObject: versionedRule(['s3:GetObject'], ['s3:GetObjectVersion']),
  GetObjectAttributes: versionedRule(
    ['s3:GetObject', 's3:GetObjectAttributes'],
    ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'],
  ),
  GetObjectTagging: versionedRule(['s3:GetObjectTagging'], ['s3:GetObjectVersionTagging']),
  PutObjectTagging: versionedRule(['s3:PutObjectTagging'], ['s3:PutObjectVersionTagging']),
  DeleteObjectTagging: versionedRule(['s3:DeleteObjectTagging'], ['s3:DeleteObjectVersionTagging']),
  GetObjectAcl: versionedRule(['s3:GetObjectAcl'], ['s3:GetObjectVersionAcl']),
  PutObjectAcl: versionedRule(['s3:PutObjectAcl'], ['s3:PutObjectVersionAcl']),
  PutObject: (call) => withKey(call, [grant(writeActions(call.input), objectOf(call))]),
  CopyObject: copyObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
};
