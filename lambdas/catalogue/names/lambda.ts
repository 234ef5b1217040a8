import { arn } from '../arn.ts';
import { readRoleArn } from './iam.ts';
import { named, ownArn, plainName, wrong, type NameReader, type NameReaders, type Place } from './name.ts';
import { readBucket } from './s3.ts';

/** `name`, `name:qualifier`, `account:function:name` or the whole ARN (Lambda API Reference, FunctionName). */
const FUNCTION =
  /^(?:(?:arn:(?<partition>[\w-]+):lambda:(?<region>[\w-]+):)?(?<account>\d{12}):function:)?(?<name>[\w-]{1,140})(?::(?<qualifier>\$LATEST(?:\.PUBLISHED)?|[\w-]{1,128}))?$/;

/** A function as a call names it; the qualifier is a version or an alias. */
export interface FunctionName {
  readonly name: string;
  readonly qualifier?: string;
}

/** The function that a text names, or a sentence on what is wrong with it. */
export function parseFunction(value: string, place: Place): FunctionName | string {
  const { name, qualifier, ...owner } = FUNCTION.exec(value)?.groups ?? {};
  // AWS reads `function:x` as the function x; here it would look like version x of a function named `function`.
  if (name === undefined || name === 'function') return "expected a function's name or ARN";
  return strayOwner(owner, place) ?? (qualifier === undefined ? { name } : { name, qualifier });
}

function strayOwner(owner: Readonly<Record<string, string | undefined>>, place: Place): string | undefined {
  const expected: Readonly<Record<string, string>> = { partition: 'aws', ...place };
  const stray = ['partition', 'account', 'region'].find((part) => (owner[part] ?? expected[part]) !== expected[part]);
  return stray && `the function is of ${stray} ${owner[stray]}; the call is for ${expected[stray]}`;
}

/** The pattern of a function's ARN, with the qualifier where the call names one. */
export function functionArn({ name, qualifier }: FunctionName, { region, account }: Place): string {
  const whole = arn`arn:aws:lambda:${region}:${account}:function:${name}`;
  return qualifier === undefined ? whole : whole + arn`:${qualifier}`;
}

const readFunction: NameReader = (value, place) => {
  const parsed = parseFunction(value, place);
  return typeof parsed === 'string' ? wrong(parsed) : named(functionArn(parsed, place));
};

const readLayer = ownArn({ service: 'lambda', resource: /^layer:[\w-]{1,140}:\d+$/ }, "a layer version's ARN");

/** The members of Lambda inputs that name something. */
export const LAMBDA_NAMES: NameReaders = {
  FunctionName: readFunction,
  Qualifier: plainName(/^(\$LATEST(\.PUBLISHED)?|[\w-]{1,128})$/, 'a version number or an alias', () => []),
  Layers: readLayer,
  Role: readRoleArn,
  S3Bucket: readBucket,
  'Code.S3Bucket': readBucket,
};
