import { describe, expect, it } from '@jest/globals';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { sourceIdentity, StsCredentialIssuer } from '../../../lambdas/adapters/sts-credentials.ts';
import { AGENT } from '../../support/a-call.ts';
import { ID } from '../../support/an-operation.ts';

const session = { account: '111122223333', operationId: ID, agent: AGENT, policy: '{"Version":"2012-10-17"}' };
const issue = () => new StsCredentialIssuer(new STSClient({}), 'countersign-target').issue(session);
const made = { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 't', Expiration: new Date() };

describe('StsCredentialIssuer', () => {
  it('assumes the target role for one operation: its name, its agent, its policy, the shortest time', async () => {
    const sts = mockClient(STSClient);
    sts.on(AssumeRoleCommand).resolves({ Credentials: made });

    expect(await issue()).toEqual({ accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't' });

    expect(sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input)).toEqual([
      {
        RoleArn: 'arn:aws:iam::111122223333:role/countersign-target',
        RoleSessionName: ID,
        SourceIdentity: 'role.invoice-agent',
        DurationSeconds: 900,
        Policy: '{"Version":"2012-10-17"}',
        Tags: [{ Key: 'countersign:operation', Value: ID }],
      },
    ]);
  });

  it.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken'] as const)(
    'takes no credentials without %s',
    async (part) => {
      mockClient(STSClient)
        .on(AssumeRoleCommand)
        .resolves({ Credentials: { ...made, [part]: undefined } });

      await expect(issue()).rejects.toThrow('STS made no credentials');
    },
  );

  it('throws when STS refuses', async () => {
    mockClient(STSClient).on(AssumeRoleCommand).rejects(new Error('AccessDenied'));

    await expect(issue()).rejects.toThrow('AccessDenied');
  });
});

describe('sourceIdentity', () => {
  const FORM = /^[\w+=,.@-]{2,64}$/;

  it.each([
    ['arn:aws:iam::111122223333:role/invoice-agent', 'role.invoice-agent'],
    ['arn:aws:iam::111122223333:user/build@example.com', 'user.build@example.com'],
  ])('of %s is %s', (arn, identity) => {
    expect(sourceIdentity(arn)).toBe(identity);
  });

  it('keeps to the form of STS and still tells agents apart when a name is long or has a path', () => {
    const agents = [
      `arn:aws:iam::111122223333:role/${'a'.repeat(64)}`,
      `arn:aws:iam::111122223333:role/${'a'.repeat(63)}b`,
      'arn:aws:iam::111122223333:user/team/build',
      'arn:aws:iam::111122223333:user/team.build',
      `arn:aws:iam::111122223333:user/${'p/'.repeat(100)}build`,
    ];

    const identities = agents.map(sourceIdentity);

    expect(identities.filter((identity) => !FORM.test(identity))).toEqual([]);
    expect(new Set(identities).size).toBe(agents.length);
  });
});
