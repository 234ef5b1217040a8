import { describe, expect, it } from '@jest/globals';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { StsCredentialIssuer } from '../../../lambdas/adapters/sts-credentials.ts';
import { ACCOUNT, AGENT } from '../../support/a-call.ts';
import { ID } from '../../support/an-operation.ts';

const EXTERNAL_ID = 'kq37RzpL0vXYabcd';

async function inputOf(session: { account: string; role?: string }, externalId = EXTERNAL_ID): Promise<object[]> {
  const sts = mockClient(STSClient);
  const Credentials = { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 't', Expiration: new Date() };
  sts.on(AssumeRoleCommand).resolves({ Credentials });
  const issuer = new StsCredentialIssuer(new STSClient({}), 'countersign-target', { home: ACCOUNT, externalId });
  await issuer.issue({ ...session, operationId: ID, agent: AGENT, policy: '{}' }).catch(() => undefined);
  return sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input);
}

describe('StsCredentialIssuer, beyond the default role', () => {
  it('shows the external id to a role in another account, and names the role that the policy chose', async () => {
    expect(await inputOf({ account: '444455556666', role: 'billing' })).toEqual([
      {
        RoleArn: 'arn:aws:iam::444455556666:role/countersign-target-billing',
        RoleSessionName: ID,
        SourceIdentity: 'role.invoice-agent',
        DurationSeconds: 900,
        Policy: '{}',
        Tags: [{ Key: 'countersign:operation', Value: ID }],
        ExternalId: EXTERNAL_ID,
      },
    ]);
  });

  it('shows it to nobody at home', async () => {
    const [input] = await inputOf({ account: ACCOUNT });

    expect(input).toMatchObject({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/countersign-target` });
    expect(input).not.toHaveProperty('ExternalId');
  });

  it('does not ask STS for another account when no external id is set', async () => {
    expect(await inputOf({ account: '444455556666' }, '')).toEqual([]);
  });
});
