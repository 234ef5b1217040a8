import type { NameReader } from '../names/name.ts';
import { each, find, nameOrArn, onRead } from './reading.ts';
import { arn } from '../arn.ts';
import { grant, granted, hasAny, maybeText, objectIn, refused, unscopable, type Rule, type Rules } from './rule.ts';

const readRepository: NameReader = nameOrArn({
  syntax: /^[a-z0-9][a-z0-9._/-]{1,255}$/,
  service: 'ecr',
  type: 'repository/',
  expected: "a repository's name",
});

/** A registry is an account: no other than the call's own. */
function inOwnRegistry(rule: Rule): Rule {
  return (call) => {
    const registry = maybeText(call.input, 'registryId') ?? call.account;
    if (registry === call.account) return rule(call);
    return refused('/input/registryId', `expected the call's own account, ${call.account}`);
  };
}

const describeRepositories: Rule = (call) => {
  const all = arn`arn:aws:ecr:${call.region}:${call.account}:repository/` + '*';
  if (!hasAny(call.input, ['repositoryNames'])) return granted(grant('ecr:DescribeRepositories', all));
  const found = find(call, 'repositoryNames', readRepository);
  return found.kind === 'found' ? granted(grant('ecr:DescribeRepositories', found.patterns)) : found;
};

const createRepository: Rule = (call) => {
  const kind = maybeText(objectIn(call.input, 'encryptionConfiguration'), 'encryptionType') ?? 'AES256';
  if (kind !== 'AES256') return unscopable('a repository under a KMS key makes ECR create grants on it');
  const tags = hasAny(call.input, ['tags']) ? ['ecr:TagResource'] : [];
  return onRead(['ecr:CreateRepository', ...tags], 'repositoryName', readRepository)(call);
};

const getToken: Rule = (call) =>
  hasAny(call.input, ['registryIds'])
    ? unscopable('a token is good for every registry that lets the role in, whichever registryIds names')
    : granted(grant('ecr:GetAuthorizationToken', '*'));

/** Reviewed rules of ECR. */
export const ECR_RULES: Rules = {
  ...each(
    'ecr',
    'DescribeImages ListImages BatchGetImage BatchDeleteImage GetRepositoryPolicy SetRepositoryPolicy DeleteRepository',
    (action) => inOwnRegistry(onRead(action, 'repositoryName', readRepository)),
  ),
  DescribeRepositories: inOwnRegistry(describeRepositories),
  CreateRepository: inOwnRegistry(createRepository),
  GetAuthorizationToken: getToken,
};
