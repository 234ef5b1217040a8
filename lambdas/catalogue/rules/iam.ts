import type { Call } from '../call.ts';
import { arn } from '../arn.ts';
import {
  grant,
  granted,
  hasAny,
  maybeText,
  namesIn,
  onEverything,
  onNamed,
  textIn,
  unscopable,
  type Rule,
  type Rules,
} from './rule.ts';

/** A rule on the user that the call names; IAM takes a missing name for the caller's own, who is not an agent's to use. */
function onUser(action: string): Rule {
  return (call) => {
    if (!hasAny(call.input, ['UserName'])) return unscopable('without UserName IAM means the caller itself');
    return granted(grant(action, namesIn(call, 'UserName')));
  };
}

/** Attaching and detaching: the policy is held fast as well as the entity it goes to. */
function withPolicy(action: string, member: string): Rule {
  return (call) =>
    granted(grant(action, namesIn(call, member), { 'iam:PolicyARN': [textIn(call.input, 'PolicyArn')] }));
}

/** Creation: the path is in the call, so the ARN is whole. */
function creates(type: string, member: string, actions: { readonly create: string; readonly tag: string }): Rule {
  return (call) => {
    const tag = hasAny(call.input, ['Tags']) ? [actions.tag] : [];
    return granted(grant([actions.create, ...tag], newArn(call, type, textIn(call.input, member))));
  };
}

function newArn(call: Call, type: string, name: string): string {
  return arn`arn:aws:iam::${call.account}:${type}${maybeText(call.input, 'Path') ?? '/'}${name}`;
}

/** Putting a role into an instance profile hands the role on: whoever starts an instance with it holds the role. */
const addRole: Rule = (call) =>
  granted(
    grant('iam:AddRoleToInstanceProfile', namesIn(call, 'InstanceProfileName')),
    grant('iam:PassRole', namesIn(call, 'RoleName')),
  );

/** Reviewed rules of IAM. */
export const IAM_RULES: Rules = {
  ListUsers: onEverything('iam:ListUsers'),
  ListRoles: onEverything('iam:ListRoles'),
  GetUser: onUser('iam:GetUser'),
  GetRole: onNamed('iam:GetRole', 'RoleName'),
  CreateUser: creates('user', 'UserName', { create: 'iam:CreateUser', tag: 'iam:TagUser' }),
  CreateRole: creates('role', 'RoleName', { create: 'iam:CreateRole', tag: 'iam:TagRole' }),
  CreateGroup: (call) => granted(grant('iam:CreateGroup', newArn(call, 'group', textIn(call.input, 'GroupName')))),
  CreatePolicy: creates('policy', 'PolicyName', { create: 'iam:CreatePolicy', tag: 'iam:TagPolicy' }),
  CreateInstanceProfile: creates('instance-profile', 'InstanceProfileName', {
    create: 'iam:CreateInstanceProfile',
    tag: 'iam:TagInstanceProfile',
  }),
  DeleteUser: onNamed('iam:DeleteUser', 'UserName'),
  DeleteRole: onNamed('iam:DeleteRole', 'RoleName'),
  CreateAccessKey: onUser('iam:CreateAccessKey'),
  DeleteAccessKey: onUser('iam:DeleteAccessKey'),
  UpdateAccessKey: onUser('iam:UpdateAccessKey'),
  ListAccessKeys: onUser('iam:ListAccessKeys'),
  CreateLoginProfile: onUser('iam:CreateLoginProfile'),
  UpdateLoginProfile: onUser('iam:UpdateLoginProfile'),
  AttachUserPolicy: withPolicy('iam:AttachUserPolicy', 'UserName'),
  AttachRolePolicy: withPolicy('iam:AttachRolePolicy', 'RoleName'),
  AttachGroupPolicy: withPolicy('iam:AttachGroupPolicy', 'GroupName'),
  DetachUserPolicy: withPolicy('iam:DetachUserPolicy', 'UserName'),
  DetachRolePolicy: withPolicy('iam:DetachRolePolicy', 'RoleName'),
  DetachGroupPolicy: withPolicy('iam:DetachGroupPolicy', 'GroupName'),
  PutUserPolicy: onNamed('iam:PutUserPolicy', 'UserName'),
  PutRolePolicy: onNamed('iam:PutRolePolicy', 'RoleName'),
  PutGroupPolicy: onNamed('iam:PutGroupPolicy', 'GroupName'),
  UpdateAssumeRolePolicy: onNamed('iam:UpdateAssumeRolePolicy', 'RoleName'),
  AddUserToGroup: onNamed('iam:AddUserToGroup', 'GroupName'),
  AddRoleToInstanceProfile: addRole,
  SetDefaultPolicyVersion: onNamed('iam:SetDefaultPolicyVersion', 'PolicyArn'),
  CreatePolicyVersion: onNamed('iam:CreatePolicyVersion', 'PolicyArn'),
};
