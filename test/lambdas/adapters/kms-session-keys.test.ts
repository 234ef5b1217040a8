import { describe, expect, it } from '@jest/globals';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { KmsSessionKeys } from '../../../lambdas/adapters/kms-session-keys.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234';
const session = { agent: 'arn:aws:iam::111122223333:role/invoice-agent', session: 'run-1' };

describe('KmsSessionKeys', () => {
  it('is the MAC of agent and session together, for this purpose', async () => {
    const kms = mockClient(KMSClient);
    kms.on(GenerateMacCommand).resolves({ Mac: new Uint8Array(32).fill(1) });

    expect(await new KmsSessionKeys(new KMSClient({}), KEY).of(session)).toEqual(new Uint8Array(32).fill(1));

    const [{ KeyId, MacAlgorithm, Message } = {}] = kms
      .commandCalls(GenerateMacCommand)
      .map(({ args }) => args[0].input);
    expect([KeyId, MacAlgorithm]).toEqual([KEY, 'HMAC_SHA_256']);
    expect(JSON.parse(Buffer.from(Message ?? []).toString())).toEqual({
      purpose: 'countersign session pseudonyms 1',
      ...session,
    });
  });

  it.each([{}, { Mac: new Uint8Array(16) }])('is not there when KMS answers %j', async (answer) => {
    mockClient(KMSClient).on(GenerateMacCommand).resolves(answer);

    await expect(new KmsSessionKeys(new KMSClient({}), KEY).of(session)).rejects.toThrow('MAC of 32 bytes');
  });
});
