import { describe, expect, it } from '@jest/globals';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf, type Statement } from '../../support/read-template.ts';

const { KeysGrant, KeysData, KeysPseudonym } = resourcesOf(aTemplate(), 'AWS::KMS::Key');
const statementsOfGrantKey = (KeysGrant?.['KeyPolicy'] as { Statement: Statement[] }).Statement;

describe('GatewayKeys', () => {
  it('signs grants with ECDSA P-256, which the executor verifies', () => {
    expect(KeysGrant).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  });

  it('denies signing to everyone but the answer function, whatever their own policies say', () => {
    expect(statementsOfGrantKey.filter(({ Effect }) => Effect === 'Deny')).toEqual([
      {
        Sid: 'OnlyTheAnswerSigns',
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:Sign',
        Resource: '*',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'AnswerRole.Arn' } },
      },
    ]);
  });

  it('turns the data key every year', () => {
    expect(KeysData).toMatchObject({ EnableKeyRotation: true });
  });

  it('keeps both keys for thirty days after a deletion, and when the stack goes', () => {
    expect([KeysGrant?.['PendingWindowInDays'], KeysData?.['PendingWindowInDays']]).toEqual([30, 30]);
    const retained = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
    expect(Object.keys(aTemplate().findResources('AWS::KMS::Key', retained))).toHaveLength(2);
  });

  it('lets the executor alone make the secrets of sessions, with a key that goes with the stack: they hold for hours', () => {
    expect(KeysPseudonym).toMatchObject({
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      PendingWindowInDays: 7,
    });
    const { Statement: statements } = KeysPseudonym?.['KeyPolicy'] as { Statement: Statement[] };
    expect(statements.filter(({ Effect }) => Effect === 'Deny')).toEqual([
      {
        Sid: 'OnlyTheExecutorNames',
        Effect: 'Deny',
        Principal: '*',
        Action: ['kms:GenerateMac', 'kms:VerifyMac'],
        Resource: '*',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'ExecuteRole.Arn' } },
      },
    ]);
  });

  it('leaves the data key to IAM: its policy names no service and no other principal than the account', () => {
    const { Statement: statements } = KeysData?.['KeyPolicy'] as { Statement: Statement[] };
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'kms:*',
        Principal: { AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' },
        Resource: '*',
      },
    ]);
  });
});
