import type { Call } from '../call.ts';
import { keyId, keyUse } from './kms.ts';
import {
  grant,
  granted,
  hasAny,
  maybeText,
  namesIn,
  onEverything,
  onNamed,
  unscopable,
  type Rule,
  type Rules,
  type Ruling,
} from './rule.ts';

/** Secrets Manager encrypts and decrypts with the caller's rights, under the account's own key too. */
function reads(action: string): Rule {
  return (call) => granted(grant(action, namesIn(call, 'SecretId')), keyUse(call, ['Decrypt']));
}

function writes(call: Call, actions: readonly string[], member: string): Ruling {
  const named = maybeText(call.input, 'KmsKeyId');
  const key = named === undefined ? '*' : keyId(call, named);
  if (key === undefined) return unscopable('KmsKeyId is not the id or ARN of a key in the call’s account and region');
  const secret = grant(actions, namesIn(call, member));
  const storesValue = hasAny(call.input, ['SecretString', 'SecretBinary', 'KmsKeyId']);
  return storesValue ? granted(secret, keyUse(call, ['Decrypt', 'GenerateDataKey'], key)) : granted(secret);
}

const createSecret: Rule = (call) => {
  if (hasAny(call.input, ['AddReplicaRegions'])) return unscopable('replicas lie in other regions than the call');
  const tags = hasAny(call.input, ['Tags']) ? ['secretsmanager:TagResource'] : [];
  return writes(call, ['secretsmanager:CreateSecret', ...tags], 'Name');
};

const batchGet: Rule = (call) => {
  if (!hasAny(call.input, ['SecretIdList'])) return unscopable('a filter, not the input, chooses the secrets');
  return granted(
    grant('secretsmanager:BatchGetSecretValue', '*'),
    grant('secretsmanager:GetSecretValue', namesIn(call, 'SecretIdList')),
    keyUse(call, ['Decrypt']),
  );
};

/** Reviewed rules of Secrets Manager. */
export const SECRETSMANAGER_RULES: Rules = {
  GetSecretValue: reads('secretsmanager:GetSecretValue'),
  BatchGetSecretValue: batchGet,
  DescribeSecret: onNamed('secretsmanager:DescribeSecret', 'SecretId'),
  ListSecrets: onEverything('secretsmanager:ListSecrets'),
  CreateSecret: createSecret,
  PutSecretValue: (call) => writes(call, ['secretsmanager:PutSecretValue'], 'SecretId'),
  UpdateSecret: (call) => writes(call, ['secretsmanager:UpdateSecret'], 'SecretId'),
  DeleteSecret: onNamed('secretsmanager:DeleteSecret', 'SecretId'),
};
