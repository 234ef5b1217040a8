import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { SessionKeys } from '../execute/ports.ts';
import type { AgentSession } from '../record/pseudonym-store.ts';
import { canonicalJson } from '../runtime/json.ts';

/** Names what the MAC is for, so that no other use of the key gives the same. */
const PURPOSE = 'countersign session pseudonyms 1';

/** The secrets of sessions: MACs of an HMAC_256 key that never leaves KMS. Nothing of them is kept anywhere. */
export class KmsSessionKeys implements SessionKeys {
  readonly #client: KMSClient;
  readonly #keyId: string;

  constructor(client: KMSClient, keyId: string) {
    this.#client = client;
    this.#keyId = keyId;
  }

  async of({ agent, session }: AgentSession): Promise<Uint8Array> {
    const Message = Buffer.from(canonicalJson({ purpose: PURPOSE, agent, session }));
    const { Mac } = await this.#client.send(
      new GenerateMacCommand({ KeyId: this.#keyId, MacAlgorithm: 'HMAC_SHA_256', Message }),
    );
    if (Mac?.length !== 32) throw new Error('KMS answered without a MAC of 32 bytes');
    return Mac;
  }
}
