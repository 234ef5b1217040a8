import { describe, expect, it } from '@jest/globals';
import { PolicySetInvalid } from '../../../lambdas/decide/policy-set-invalid.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { policySetHash, type PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { theDefaultPolicies } from '../../support/a-policy-set.ts';

const prepared = theDefaultPolicies();
const { 'gateway-never': _removed, ...others } = prepared.policies;

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
    ['the schema was changed', { schema: `${prepared.schema} ` }],
    ['the hash was changed', { policySet: 'f'.repeat(64) }],
  ];

  it.each(changes)('is refused when %s after it was prepared', (_name, change) => {
    expect(() => loadPolicySet({ ...prepared, ...change })).toThrow(/its hash does not fit.*prepare it again/);
  });

  it.each([
    ['policy', { policies: { ...others, 'gateway-never': 'forbid (' } }],
    ['schema', { schema: 'namespace Countersign {' }],
  ])('is refused when Cedar cannot read a %s, even with a fitting hash', (_name, change) => {
    const changed = { ...prepared, ...change };

    expect(() => loadPolicySet({ ...changed, policySet: policySetHash(changed) })).toThrow(PolicySetInvalid);
  });
});
