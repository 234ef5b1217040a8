import type { ServiceCases } from './case.ts';

const role = 'arn:aws:iam::111122223333:role/ops/deploy';
const identity = 'arn:aws:sts::111122223333:federated-user/reports';
const assumes = { level: 'Write', categories: ['privilege-escalation', 'credential-exposure'] } as const;

export const STS_CASES: ServiceCases = {
  service: 'sts',
  cases: [
    {
      operation: 'GetCallerIdentity',
      input: {},
      grants: [{ actions: ['sts:GetCallerIdentity'], resources: ['*'] }],
      level: 'Read',
      categories: [],
    },
    {
      operation: 'AssumeRole',
      input: { RoleArn: role, RoleSessionName: 'run' },
      grants: [{ actions: ['sts:AssumeRole'], resources: [role] }],
      ...assumes,
    },
    {
      operation: 'AssumeRole',
      title: 'with tags and a source identity',
      input: { RoleArn: role, RoleSessionName: 'run', Tags: [{ Key: 'a', Value: 'b' }], SourceIdentity: 'me' },
      grants: [{ actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], resources: [role] }],
      ...assumes,
    },
    {
      operation: 'GetSessionToken',
      input: {},
      grants: [{ actions: ['sts:GetSessionToken'], resources: ['*'] }],
      level: 'Read',
      categories: ['credential-exposure'],
    },
    {
      operation: 'GetFederationToken',
      input: { Name: 'reports' },
      grants: [{ actions: ['sts:GetFederationToken'], resources: [identity] }],
      ...assumes,
    },
  ],
  unscopable: [
    { operation: 'GetFederationToken', input: { Name: 'reports', Tags: [{ Key: 'a', Value: 'b' }] }, why: /tags/ },
    {
      operation: 'AssumeRole',
      input: { RoleArn: role, RoleSessionName: 'run', ProvidedContexts: [{ ContextAssertion: 'x' }] },
      why: /SetContext/,
    },
  ],
};
