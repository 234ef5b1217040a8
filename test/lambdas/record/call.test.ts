import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { callAsJson, digestOf } from '../../../lambdas/record/call.ts';
import { canonicalJson } from '../../../lambdas/runtime/json.ts';
import { sha256 } from '../../../lambdas/runtime/sha256.ts';
import { aCall, OTHER_AGENT } from '../../support/a-call.ts';

describe('digestOf', () => {
  it('is the SHA-256 of the canonical call and its version', () => {
    const text = canonicalJson({ ...callAsJson(aCall()), version: 1 });

    expect(digestOf(aCall())).toBe(sha256(text));
    expect(digestOf(aCall())).toMatch(/^[0-9a-f]{64}$/);
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.each([
    ['agent', { agent: OTHER_AGENT }],
    ['account', { account: '444455556666' }],
    ['region', { region: 'eu-west-2' }],
    ['service', { service: 's3control' }],
    ['operation', { operation: 'DeleteObjects' }],
    ['a member of the input', { input: { Bucket: 'invoices', Key: '2026/10/0043.pdf' } }],
    ['one more member of the input', { input: { ...aCall().input, VersionId: '1' } }],
    ['one member less', { input: { Bucket: 'invoices' } }],
    ['the type of a member', { input: { ...aCall().input, VersionId: 1 } }],
    ['reason', { reason: 'Duplicate upload, ticket OPS-1235' }],
    ['session', { session: { id: 'run-7f3b', prompt: 'Clean up duplicate invoices' } }],
    ['prompt', { session: { id: 'run-7f3a', prompt: 'Clean up' } }],
    ['no prompt', { session: { id: 'run-7f3a' } }],
    ['expiresInSeconds', { expiresInSeconds: 60 }],
  ])('changes with %s', (_name, changes) => {
    expect(digestOf(aCall(changes))).not.toBe(digestOf(aCall()));
  });

  it('does not depend on the order of members, at any depth', () => {
    const one = aCall({ input: { Bucket: 'b', Delete: { Quiet: true, Objects: [{ Key: 'k', VersionId: 'v' }] } } });
    const other = aCall({ input: { Delete: { Objects: [{ VersionId: 'v', Key: 'k' }], Quiet: true }, Bucket: 'b' } });

    expect(digestOf(one)).toBe(digestOf(other));
  });

  it('tells apart any two inputs that differ', () => {
    const input = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)));

    fc.assert(
      fc.property(input, input, (one, other) => {
        const same = canonicalJson(one) === canonicalJson(other);
        expect(digestOf(aCall({ input: one })) === digestOf(aCall({ input: other }))).toBe(same);
      }),
    );
  });
});
