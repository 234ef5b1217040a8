import { describe, expect, it } from '@jest/globals';
import type { PolicyHead } from '../../../lambdas/decide/policy-head.ts';
import { PolicySetInvalid } from '../../../lambdas/decide/policy-set-invalid.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { policySetHash, type PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { theDefaultPolicies } from '../../support/a-policy-set.ts';

const prepared = theDefaultPolicies();
const { 'gateway-never': _removed, ...others } = prepared.policies;

const nowhere: PolicyHead = {
  effect: 'forbid',
  actions: ['unattended'],
  requires: [{ of: 'account', values: [] }],
};

describe('loading a policy set', () => {
  it('keeps its hash and every annotation', () => {
    const set = loadPolicySet(prepared);

    expect(set.policySet).toBe(prepared.policySet);
    expect(Object.fromEntries(set.annotations)).toEqual(prepared.annotations);
  });

  const changes: readonly (readonly [string, Partial<PreparedPolicies>])[] = [
    ['a policy was removed', { policies: others }],
    ['a policy was added', { policies: { ...prepared.policies, 'my-own': 'permit (principal, action, resource);' } }],
    ['approvers were changed', { annotations: { ...prepared.annotations, 'approved-writes': { kind: 'run' } } }],
    ['the index was changed', { heads: { ...prepared.heads, 'gateway-never': nowhere } }],
    ['the schema was changed', { schema: `${prepared.schema} ` }],
    ['the hash was changed', { policySet: 'f'.repeat(64) }],
  ];

  it.each(changes)('is refused when %s after it was prepared', (_name, change) => {
    expect(() => loadPolicySet({ ...prepared, ...change })).toThrow(/its hash does not fit.*prepare it again/);
  });

  it('is refused when Cedar cannot read its schema, even with a fitting hash', () => {
    const changed = { ...prepared, schema: 'namespace Countersign {' };

    expect(() => loadPolicySet({ ...changed, policySet: policySetHash(changed) })).toThrow(PolicySetInvalid);
  });

  it('is refused when the index lacks a policy, even with a fitting hash', () => {
    const { 'gateway-never': _head, ...heads } = prepared.heads;

    const changed = { ...prepared, heads };
    expect(() => loadPolicySet({ ...changed, policySet: policySetHash(changed) })).toThrow(
      /gateway-never: has no head/,
    );
  });
});
