import type { AccessLevel, ActionGrant, Category } from '../../../../lambdas/catalogue/resolution.ts';
import type { Case, ServiceCases } from './case.ts';

const managed = 'arn:aws:iam::aws:policy/AdministratorAccess';
const own = 'arn:aws:iam::111122223333:policy/finance';
const escalates: readonly Category[] = ['privilege-escalation'];

/** Both forms of an entity's ARN: without a path, and with any. */
function both(type: string, name: string): readonly string[] {
  return [`arn:aws:iam::111122223333:${type}/${name}`, `arn:aws:iam::111122223333:${type}/*/${name}`];
}

const MEMBER = { user: 'UserName', role: 'RoleName', group: 'GroupName' } as const;

interface Rest {
  readonly more?: Case['input'];
  readonly level?: AccessLevel;
  readonly categories?: readonly Category[];
  readonly when?: NonNullable<ActionGrant['when']>;
}

function on(
  type: keyof typeof MEMBER,
  operation: string,
  { more = {}, level = 'Write', categories = escalates, when }: Rest = {},
): Case {
  const plain = { actions: [`iam:${operation}`], resources: both(type, 'build') };
  const grants = [when === undefined ? plain : { ...plain, when }];
  return { operation, input: { [MEMBER[type]]: 'build', ...more }, grants, level, categories };
}

function policyOn(type: keyof typeof MEMBER, operation: string): Case {
  const level = 'Permissions management';
  return on(type, operation, { more: { PolicyArn: managed }, level, when: { 'iam:PolicyARN': [managed] } });
}

function put(type: keyof typeof MEMBER, operation: string): Case {
  return on(type, operation, { more: { PolicyName: 'p', PolicyDocument: '{}' }, level: 'Permissions management' });
}

const list = { level: 'List', categories: [] } as const;
const destroys: readonly Category[] = ['destructive', 'privilege-escalation'];
const exposes: readonly Category[] = ['privilege-escalation', 'credential-exposure'];
const trust: readonly Category[] = ['privilege-escalation', 'resource-exposure'];

const creations: readonly Case[] = [
  {
    operation: 'CreateUser',
    input: { UserName: 'build' },
    grants: [{ actions: ['iam:CreateUser'], resources: ['arn:aws:iam::111122223333:user/build'] }],
    level: 'Write',
    categories: escalates,
  },
  {
    operation: 'CreateUser',
    title: 'under a path, with tags',
    input: { UserName: 'build', Path: '/bots/', Tags: [{ Key: 'a', Value: 'b' }] },
    grants: [{ actions: ['iam:CreateUser', 'iam:TagUser'], resources: ['arn:aws:iam::111122223333:user/bots/build'] }],
    level: 'Write',
    categories: escalates,
  },
  {
    operation: 'CreateRole',
    input: { RoleName: 'build', AssumeRolePolicyDocument: '{}', Tags: [{ Key: 'a', Value: 'b' }] },
    grants: [{ actions: ['iam:CreateRole', 'iam:TagRole'], resources: ['arn:aws:iam::111122223333:role/build'] }],
    level: 'Write',
    categories: trust,
  },
  {
    operation: 'CreateGroup',
    input: { GroupName: 'build', Path: '/bots/' },
    grants: [{ actions: ['iam:CreateGroup'], resources: ['arn:aws:iam::111122223333:group/bots/build'] }],
    level: 'Write',
    categories: escalates,
  },
  {
    operation: 'CreatePolicy',
    input: { PolicyName: 'finance', PolicyDocument: '{}' },
    grants: [{ actions: ['iam:CreatePolicy'], resources: [own] }],
    level: 'Permissions management',
    categories: escalates,
  },
  {
    operation: 'CreateInstanceProfile',
    input: { InstanceProfileName: 'web' },
    grants: [{ actions: ['iam:CreateInstanceProfile'], resources: ['arn:aws:iam::111122223333:instance-profile/web'] }],
    level: 'Write',
    categories: escalates,
  },
];

export const IAM_CASES: ServiceCases = {
  service: 'iam',
  cases: [
    { operation: 'ListUsers', input: {}, grants: [{ actions: ['iam:ListUsers'], resources: ['*'] }], ...list },
    { operation: 'ListRoles', input: {}, grants: [{ actions: ['iam:ListRoles'], resources: ['*'] }], ...list },
    on('user', 'GetUser', { level: 'Read', categories: [] }),
    on('role', 'GetRole', { level: 'Read', categories: [] }),
    ...creations,
    on('user', 'DeleteUser', { categories: destroys }),
    on('role', 'DeleteRole', { categories: destroys }),
    on('user', 'CreateAccessKey', { categories: exposes }),
    on('user', 'DeleteAccessKey', { more: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, categories: destroys }),
    on('user', 'UpdateAccessKey', { more: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' } }),
    on('user', 'ListAccessKeys', list),
    on('user', 'CreateLoginProfile', { more: { Password: 'p' }, categories: exposes }),
    on('user', 'UpdateLoginProfile', { more: { Password: 'p' }, categories: exposes }),
    policyOn('user', 'AttachUserPolicy'),
    policyOn('role', 'AttachRolePolicy'),
    policyOn('group', 'AttachGroupPolicy'),
    policyOn('user', 'DetachUserPolicy'),
    policyOn('role', 'DetachRolePolicy'),
    policyOn('group', 'DetachGroupPolicy'),
    put('user', 'PutUserPolicy'),
    put('role', 'PutRolePolicy'),
    put('group', 'PutGroupPolicy'),
    on('role', 'UpdateAssumeRolePolicy', {
      more: { PolicyDocument: '{}' },
      level: 'Permissions management',
      categories: trust,
    }),
    on('group', 'AddUserToGroup', { more: { UserName: 'eve' } }),
    {
      operation: 'AddRoleToInstanceProfile',
      input: { InstanceProfileName: 'web', RoleName: 'build' },
      grants: [
        { actions: ['iam:AddRoleToInstanceProfile'], resources: both('instance-profile', 'web') },
        { actions: ['iam:PassRole'], resources: both('role', 'build') },
      ],
      level: 'Write',
      categories: escalates,
    },
    {
      operation: 'SetDefaultPolicyVersion',
      input: { PolicyArn: own, VersionId: 'v2' },
      grants: [{ actions: ['iam:SetDefaultPolicyVersion'], resources: [own] }],
      level: 'Permissions management',
      categories: escalates,
    },
    {
      operation: 'CreatePolicyVersion',
      input: { PolicyArn: own, PolicyDocument: '{}', SetAsDefault: true },
      grants: [{ actions: ['iam:CreatePolicyVersion'], resources: [own] }],
      level: 'Permissions management',
      categories: escalates,
    },
  ],
  unscopable: [
    { operation: 'GetUser', input: {}, why: /the caller itself/ },
    { operation: 'CreateAccessKey', input: {}, why: /the caller itself/ },
  ],
};
