import { join } from 'node:path';
import { loadPolicySet, type PolicySet } from '../decide/policy-set.ts';
import { readPrepared } from '../decide/read-policies.ts';

/** The policy set that was prepared when the function was bundled and lies beside its code. */
export function bundledPolicies(): PolicySet {
  return loadPolicySet(readPrepared(join(import.meta.dirname, 'policies.json')));
}
