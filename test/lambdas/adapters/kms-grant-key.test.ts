import { describe, expect, it } from '@jest/globals';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { KmsGrantKey, KmsGrantSigner } from '../../../lambdas/adapters/kms-grant-key.ts';
import { isSigned, signGrant } from '../../../lambdas/approve/grant.ts';
import { aGrantSigner } from '../../support/a-grant-signer.ts';
import { anOperation } from '../../support/an-operation.ts';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234';

describe('KmsGrantSigner', () => {
  it('signs a digest as such, with ECDSA over SHA-256', async () => {
    const kms = mockClient(KMSClient);
    kms.on(SignCommand).resolves({ Signature: new Uint8Array([1, 2]) });
    const digest = new Uint8Array(32).fill(7);

    expect(await new KmsGrantSigner(new KMSClient({}), KEY).sign(digest)).toEqual(new Uint8Array([1, 2]));

    const inputs = kms.commandCalls(SignCommand).map(({ args }) => args[0].input);
    expect(inputs).toEqual([{ KeyId: KEY, Message: digest, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }]);
  });

  it('fails without a signature', async () => {
    mockClient(KMSClient).on(SignCommand).resolves({});

    await expect(new KmsGrantSigner(new KMSClient({}), KEY).sign(new Uint8Array(32))).rejects.toThrow(
      'without a signature',
    );
  });
});

describe('KmsGrantKey', () => {
  it('asks for the public key once, and verifies without KMS', async () => {
    const signer = aGrantSigner(KEY);
    const kms = mockClient(KMSClient);
    kms.on(GetPublicKeyCommand).resolves({ PublicKey: await signer.publicKey(), KeySpec: 'ECC_NIST_P256' });
    const { operation } = await anOperation.approved();
    const grant = await signGrant(operation.grant.statement, signer);
    const key = new KmsGrantKey(new KMSClient({}), KEY);

    expect(isSigned(grant, await key.publicKey())).toBe(true);
    expect(isSigned(grant, await key.publicKey())).toBe(true);

    expect(kms.commandCalls(GetPublicKeyCommand).map(({ args }) => args[0].input)).toEqual([{ KeyId: KEY }]);
  });

  it('asks again after a failure', async () => {
    const kms = mockClient(KMSClient);
    kms
      .on(GetPublicKeyCommand)
      .rejectsOnce(new Error('throttled'))
      .resolves({ PublicKey: new Uint8Array([1]), KeySpec: 'ECC_NIST_P256' });
    const key = new KmsGrantKey(new KMSClient({}), KEY);

    await expect(key.publicKey()).rejects.toThrow('throttled');
    expect(await key.publicKey()).toEqual(new Uint8Array([1]));
  });

  it('takes no key of another kind', async () => {
    mockClient(KMSClient)
      .on(GetPublicKeyCommand)
      .resolves({ PublicKey: new Uint8Array([1]), KeySpec: 'RSA_2048' });

    await expect(new KmsGrantKey(new KMSClient({}), KEY).publicKey()).rejects.toThrow('not an ECC_NIST_P256 key');
  });
});
