import { arn } from '../arn.ts';
import { plainName, named, wrong, type NameReader, type NameReaders } from './name.ts';

/** General purpose bucket names (S3 User Guide, "Bucket naming rules"): a slash or a colon would change the ARN. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Endings that S3 keeps for names which lead elsewhere: directory and table buckets, access points. */
const LEADS_ELSEWHERE = /(--x-s3|--table-s3|--ol-s3|-s3alias|\.mrap)$/;

/** A copy's source, decoded. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

const readBucket: NameReader = (value) => {
  if (value.startsWith('arn:')) return wrong('expected a bucket name; access points and other ARNs are not served');
  if (LEADS_ELSEWHERE.test(value)) return wrong('expected a general purpose bucket; its ending names another kind');
  return BUCKET.test(value) ? named(arn`arn:aws:s3:::${value}`) : wrong('expected a bucket name of 3 to 63 characters');
};

const readOwner: NameReader = (value, place) =>
  value === place.account ? named() : wrong(`expected the call's own account, ${place.account}`);

const readCopySource: NameReader = (value, place) => {
  const source = parseCopySource(value);
  if (source === undefined)
    return wrong('expected bucket/key or bucket/key?versionId=id, URL-encoded (space is %20, + is %2B)');
  const bucket = readBucket(source.bucket, place);
  return bucket.kind === 'fault' ? bucket : named(arn`arn:aws:s3:::${source.bucket}/${source.key}`);
};

/**
 * The object that an `x-amz-copy-source` header names. Undefined for what S3 may read in more than one way:
 * a raw `+` or `?`, a broken escape, characters outside ASCII.
 */
export function parseCopySource(value: string): CopySource | undefined {
  const [, path, version] = /^\/?((?:(?![+?#])[!-~])+)(?:\?versionId=([\w.-]+))?$/.exec(value) ?? [];
  const [, bucket, key] = /^([^/]+)\/([^]+)$/.exec(decode(path ?? '') ?? '') ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  return version === undefined ? { bucket, key } : { bucket, key, versionId: version };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The members of S3 inputs that name something. */
export const S3_NAMES: NameReaders = {
  Bucket: readBucket,
  CopySource: readCopySource,
  ExpectedBucketOwner: readOwner,
  ExpectedSourceBucketOwner: readOwner,
  Key: plainName(/^[^]{1,1024}$/, 'an object key of 1 to 1,024 characters', () => []),
};

export { readBucket };
