import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { GRANT_SECONDS, grantStatement, isSigned, signGrant } from '../../../lambdas/approve/grant.ts';
import { ANNA, BERT } from '../../support/a-call.ts';
import { NOON } from '../../support/a-clock.ts';
import { aGrantSigner } from '../../support/a-grant-signer.ts';
import { anOperation } from '../../support/an-operation.ts';

async function aGrant() {
  const signer = aGrantSigner();
  const { operation } = await anOperation.pending();
  const grant = await signGrant(grantStatement(operation, [ANNA, BERT], new Date(NOON)), signer);
  return { grant, signer, key: await signer.publicKey() };
}

describe('a grant', () => {
  it('is void five minutes after it was made', async () => {
    const { grant } = await aGrant();

    expect(GRANT_SECONDS).toBe(300);
    expect(grant.statement).toMatchObject({ issuedAt: NOON, notAfter: '2026-11-22T12:05:00.000Z' });
  });

  it('holds under the key that signed it, and under no other', async () => {
    const { grant, key } = await aGrant();

    expect(isSigned(grant, key)).toBe(true);
    expect(isSigned(grant, await aGrantSigner().publicKey())).toBe(false);
  });

  it('holds many times over: every signature is a new one, and each verifies', async () => {
    for (let time = 0; time < 20; time += 1) {
      const { grant, key } = await aGrant();
      expect(isSigned(grant, key)).toBe(true);
    }
  });

  it.each([
    ['version', 2],
    ['operationId', 'op_other'],
    ['digest', 'f'.repeat(64)],
    ['approvers', [ANNA]],
    ['quorum', 3],
    ['policySet', 'b'.repeat(64)],
    ['issuedAt', '2026-11-22T12:00:00.001Z'],
    ['notAfter', '2027-11-22T12:05:00.000Z'],
  ])('does not hold with another %s', async (field, value) => {
    const { grant, key } = await aGrant();
    const statement = { ...grant.statement, [field]: value } as typeof grant.statement;

    expect(isSigned({ ...grant, statement }, key)).toBe(false);
  });

  it('does not hold with one field more', async () => {
    const { grant, key } = await aGrant();

    expect(isSigned({ ...grant, statement: { ...grant.statement, extra: 1 } as never }, key)).toBe(false);
  });

  it.each([
    ['no signature', ''],
    ['a signature that is no DER', Buffer.from('hello').toString('base64')],
    ['a truncated signature', 'MEUCIQ=='],
  ])('does not hold with %s', async (_name, signature) => {
    const { grant, key } = await aGrant();

    expect(isSigned({ ...grant, signature }, key)).toBe(false);
  });

  it('needs a key that is one', async () => {
    const { grant } = await aGrant();
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' });

    expect(() => isSigned(grant, new Uint8Array())).toThrow();
    expect(isSigned(grant, rsa)).toBe(false);
  });
});
