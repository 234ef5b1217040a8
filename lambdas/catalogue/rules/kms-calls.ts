import type { Call } from '../call.ts';
import { arn, parseArn } from '../arn.ts';
import { strayFrom } from '../names/name.ts';
import type { ActionGrant } from '../resolution.ts';
import { keyId } from './kms.ts';
import { each, everywhere } from './reading.ts';
import { grant, granted, maybeText, objectIn, refused, unscopable, type Rule, type Rules } from './rule.ts';

const EXPECTED = "expected a key's id or ARN in the call's account and region";

type When = NonNullable<ActionGrant['when']>;

function onKeyId(call: Call, action: string, named: string): ActionGrant | undefined {
  const key = keyId(call, named);
  return key === undefined ? undefined : grant(action, arn`arn:aws:kms:${call.region}:${call.account}:key/${key}`);
}

/** The alias that a text names in the call's own account and region, as `alias/<name>`. */
function aliasOf(call: Call, text: string): string | undefined {
  const parts = parseArn(text);
  if (parts !== undefined && (parts.service !== 'kms' || strayFrom(call, parts) !== undefined)) return undefined;
  const name = parts?.resource ?? text;
  return /^alias\/[\w/-]{1,250}$/.test(name) ? name : undefined;
}

/**
 * The pairs of an encryption context as conditions: another ciphertext under the same key is then out of reach. Names
 * beyond plain letters would have to be escaped within the name of a condition key, which the policy language cannot do.
 */
function contextOf(call: Call, member: string): When {
  const pairs = Object.entries(objectIn(call.input, member)).filter(([name]) => /^[\w.-]{1,128}$/.test(name));
  return Object.fromEntries(pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, [String(value)]]));
}

function narrowed(given: ActionGrant, more: When): ActionGrant {
  const when = { ...given.when, ...more };
  return Object.keys(when).length === 0 ? given : { ...given, when };
}

/**
 * The use of a key. IAM sees the key's ARN, which an alias does not tell; `kms:RequestAlias` holds the request to that
 * alias instead (KMS Developer Guide, "kms:RequestAlias").
 */
function uses(action: string): Rule {
  return (call) => {
    const named = maybeText(call.input, 'KeyId');
    if (named === undefined) return unscopable('without KeyId the ciphertext, not the input, names the key');
    const alias = aliasOf(call, named);
    const anyKey = arn`arn:aws:kms:${call.region}:${call.account}:key/*`;
    const held =
      alias === undefined ? onKeyId(call, action, named) : grant(action, anyKey, { 'kms:RequestAlias': [alias] });
    if (held === undefined) return refused('/input/KeyId', `${EXPECTED}, or an alias`);
    return granted(narrowed(held, contextOf(call, 'EncryptionContext')));
  };
}

/** Calls on a key itself take no alias (KMS API Reference, KeyId of each). */
function manages(action: string): Rule {
  return (call) => {
    const held = onKeyId(call, action, maybeText(call.input, 'KeyId') ?? '');
    return held === undefined ? refused('/input/KeyId', EXPECTED) : granted(held);
  };
}

const reEncrypt: Rule = (call) => {
  const source = maybeText(call.input, 'SourceKeyId');
  if (source === undefined) return unscopable('without SourceKeyId the ciphertext, not the input, names the key');
  const from = onKeyId(call, 'kms:ReEncryptFrom', source);
  const to = onKeyId(call, 'kms:ReEncryptTo', maybeText(call.input, 'DestinationKeyId') ?? '');
  if (from === undefined) return refused('/input/SourceKeyId', EXPECTED);
  if (to === undefined) return refused('/input/DestinationKeyId', EXPECTED);
  return granted(
    narrowed(from, contextOf(call, 'SourceEncryptionContext')),
    narrowed(to, contextOf(call, 'DestinationEncryptionContext')),
  );
};

/** Reviewed rules of KMS. */
export const KMS_RULES: Rules = {
  ...everywhere('kms', 'ListKeys ListAliases'),
  ...each('kms', 'Encrypt Decrypt GenerateDataKey GenerateDataKeyWithoutPlaintext', uses),
  ...each('kms', 'DescribeKey GetPublicKey Sign Verify', uses),
  ...each('kms', 'GetKeyPolicy GetKeyRotationStatus EnableKey DisableKey EnableKeyRotation', manages),
  ...each('kms', 'ScheduleKeyDeletion CancelKeyDeletion', manages),
  ReEncrypt: reEncrypt,
};
