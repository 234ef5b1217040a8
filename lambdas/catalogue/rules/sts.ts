import { grant, granted, hasAny, namesIn, onEverything, unscopable, type Rules } from './rule.ts';

/** Reviewed rules of STS. */
export const STS_RULES: Rules = {
  GetCallerIdentity: onEverything('sts:GetCallerIdentity'),
  AssumeRole: (call) => {
    const actions = [
      'sts:AssumeRole',
      ...(hasAny(call.input, ['Tags', 'TransitiveTagKeys']) ? ['sts:TagSession'] : []),
      ...(hasAny(call.input, ['SourceIdentity']) ? ['sts:SetSourceIdentity'] : []),
    ];
    if (hasAny(call.input, ['ProvidedContexts'])) return unscopable('no reviewed rule covers sts:SetContext');
    return granted(grant(actions, namesIn(call, 'RoleArn')));
  },
  GetSessionToken: onEverything('sts:GetSessionToken'),
  GetFederationToken: (call) => {
    if (hasAny(call.input, ['Tags'])) return unscopable('no reviewed rule covers the tags of a federated session');
    return granted(grant('sts:GetFederationToken', namesIn(call, 'Name')));
  },
};
