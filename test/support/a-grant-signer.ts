import { createECDH, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { GrantKey, GrantSigner } from '../../lambdas/approve/grant.ts';

/** Order of the group of P-256 (FIPS 186-4, D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * A P-256 key that signs digests as KMS does with MessageType DIGEST. `node:crypto` only signs messages, so the two
 * formulas of ECDSA (FIPS 186-4, 6.4) stand here, on its curve arithmetic; its own verification is the judge of them.
 */
export function aGrantSigner(keyId = 'key-1'): GrantSigner & GrantKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secret = toNumber(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return {
    keyId,
    sign: async (sha256) => signature(toNumber(sha256), secret),
    publicKey: async () => spki,
  };
}

function signature(digest: bigint, secret: bigint): Uint8Array {
  const nonce = randomBytes(32);
  const k = toNumber(nonce);
  if (k === 0n || k >= ORDER) return signature(digest, secret);
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(nonce);
  const r = toNumber(curve.getPublicKey().subarray(1, 33)) % ORDER;
  const s = (inverse(k) * (digest + r * secret)) % ORDER;
  return der(r, s);
}

/** By Fermat: the order is prime. */
function inverse(value: bigint): bigint {
  let [result, base] = [1n, value % ORDER];
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

function der(r: bigint, s: bigint): Uint8Array {
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const positive = (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
  return Buffer.concat([Buffer.from([0x02, positive.length]), positive]);
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}
