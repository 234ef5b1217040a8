import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { GrantKey, GrantSigner } from '../approve/grant.ts';

/** The grant key in KMS (ECC_NIST_P256, SIGN_VERIFY). Signing and verifying are different roles' rights. */
export class KmsGrantSigner implements GrantSigner {
  readonly keyId: string;
  readonly #client: KMSClient;

  constructor(client: KMSClient, keyId: string) {
    this.#client = client;
    this.keyId = keyId;
  }

  async sign(sha256: Uint8Array): Promise<Uint8Array> {
    const { Signature } = await this.#client.send(
      new SignCommand({ KeyId: this.keyId, Message: sha256, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' }),
    );
    if (!Signature) throw new Error('KMS answered without a signature');
    return Signature;
  }
}

/** The public half, asked for once per process: grants are verified here and not by KMS, so KMS cannot be asked to sign. */
export class KmsGrantKey implements GrantKey {
  readonly keyId: string;
  readonly #client: KMSClient;
  #publicKey: Promise<Uint8Array> | undefined;

  constructor(client: KMSClient, keyId: string) {
    this.#client = client;
    this.keyId = keyId;
  }

  publicKey(): Promise<Uint8Array> {
    this.#publicKey ??= this.#fetch().catch((error: unknown) => {
      this.#publicKey = undefined;
      throw error;
    });
    return this.#publicKey;
  }

  async #fetch(): Promise<Uint8Array> {
    const { PublicKey, KeySpec } = await this.#client.send(new GetPublicKeyCommand({ KeyId: this.keyId }));
    if (!PublicKey || KeySpec !== 'ECC_NIST_P256') throw new Error('The grant key is not an ECC_NIST_P256 key');
    return PublicKey;
  }
}
