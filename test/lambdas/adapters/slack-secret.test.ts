import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { slackSecretReader } from '../../../lambdas/adapters/slack-secret.ts';

const SECRET = { botToken: 'xoxb-1', signingSecret: 's-1' };
const reader = () => slackSecretReader(new SecretsManagerClient({}), 'countersign/slack');
const holding = (text: string | undefined) => {
  const secrets = mockClient(SecretsManagerClient);
  secrets.on(GetSecretValueCommand).resolves(text === undefined ? {} : { SecretString: text });
  return secrets;
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('slackSecretReader', () => {
  it('reads the secret once and keeps it for five minutes', async () => {
    const secrets = holding(JSON.stringify(SECRET));
    const now = jest.spyOn(Date, 'now').mockReturnValue(0);
    const read = reader();

    expect([await read(), await read()]).toEqual([SECRET, SECRET]);
    now.mockReturnValue(299_999);
    await read();
    expect(secrets.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: 'countersign/slack' },
    ]);

    now.mockReturnValue(300_000);
    await read();
    expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(2);
  });

  it('keeps the previous signing secret of a rotation', async () => {
    holding(JSON.stringify({ ...SECRET, previousSigningSecret: 's-0' }));

    expect(await reader()()).toMatchObject({ signingSecret: 's-1', previousSigningSecret: 's-0' });
  });

  it.each([undefined, '', 'xoxb-just-a-token', '{}', '{"botToken":"","signingSecret":"s"}', '{"botToken":"xoxb-1"}'])(
    'takes no secret of another form (%j), and does not quote it',
    async (text) => {
      holding(text);

      await expect(reader()()).rejects.toThrow(
        /^The Slack secret is not \{"botToken": \.\.\., "signingSecret": \.\.\.\}$/,
      );
    },
  );

  it('keeps no failure', async () => {
    const secrets = mockClient(SecretsManagerClient);
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(new Error('throttled'))
      .resolves({ SecretString: JSON.stringify(SECRET) });
    const read = reader();

    await expect(read()).rejects.toThrow('throttled');
    expect(await read()).toEqual(SECRET);
  });
});
