import { createHash, createPublicKey, verify } from 'node:crypto';
import type { GrantStatement, Pending, SignedGrant } from '../record/operation.ts';
import { isoAfter } from '../runtime/clock.ts';
import { canonicalJson } from '../runtime/json.ts';

/** An approved operation must start within this time, in seconds. */
export const GRANT_SECONDS = 300;

/** Signs the SHA-256 of a grant with the gateway's grant key; answers the signature in DER (RFC 3279), as KMS gives it. */
export interface GrantSigner {
  readonly keyId: string;
  sign(sha256: Uint8Array): Promise<Uint8Array>;
}

/** The public half of the grant key, as DER SubjectPublicKeyInfo (RFC 5480). */
export interface GrantKey {
  readonly keyId: string;
  publicKey(): Promise<Uint8Array>;
}

/** What the approval of `operation` by these people grants, and until when. */
export function grantStatement(operation: Pending, approvers: readonly string[], now: Date): GrantStatement {
  const { id, digest, decision } = operation;
  const quorum = decision.verdict === 'ask' ? decision.quorum : 1;
  return {
    version: 1,
    operationId: id,
    digest,
    approvers,
    quorum,
    policySet: decision.policySet,
    issuedAt: now.toISOString(),
    notAfter: isoAfter(now, GRANT_SECONDS),
  };
}

/** Signs a statement. The caller has checked the quorum: nothing else asks for a signature. */
export async function signGrant(statement: GrantStatement, signer: GrantSigner): Promise<SignedGrant> {
  const signature = await signer.sign(sha256Bytes(statement));
  return { statement, keyId: signer.keyId, signature: Buffer.from(signature).toString('base64') };
}

/** True when the grant key signed exactly this statement (ECDSA P-256 over SHA-256). */
export function isSigned(grant: SignedGrant, publicKey: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  const signed = Buffer.from(canonicalJson({ ...grant.statement }));
  return verify('sha256', signed, key, Buffer.from(grant.signature, 'base64'));
}

function sha256Bytes(statement: GrantStatement): Uint8Array {
  return createHash('sha256')
    .update(canonicalJson({ ...statement }))
    .digest();
}
