import { preparsePolicySet, preparseSchema } from '@cedar-policy/cedar-wasm/nodejs';
import type { CheckParseAnswer } from '@cedar-policy/cedar-wasm/nodejs';
import { sentenceOf } from './policy-file.ts';
import type { PolicyNote } from './policy-note.ts';
import { PolicySetInvalid } from './policy-set-invalid.ts';
import { policySetHash, type PreparedPolicies } from './prepared-policies.ts';

/** A policy set that Cedar holds parsed under the name `policySet`, its hash. Made by `loadPolicySet` only. */
export interface PolicySet {
  readonly policySet: string;
  readonly annotations: ReadonlyMap<string, PolicyNote>;
}

/**
 * Hands a prepared policy set to Cedar, once per process.
 * Throws PolicySetInvalid when it is not what `preparePolicies` made (the hash tells) or Cedar cannot read it.
 */
export function loadPolicySet(prepared: PreparedPolicies): PolicySet {
  const { schema, policies, annotations, policySet } = prepared;
  if (policySetHash(prepared) !== policySet) {
    throw new PolicySetInvalid([
      { detail: 'its hash does not fit: it was changed after it was prepared; prepare it again' },
    ]);
  }
  mustParse(preparseSchema(policySet, schema));
  mustParse(preparsePolicySet(policySet, { staticPolicies: { ...policies } }));
  return { policySet, annotations: new Map(Object.entries(annotations)) };
}

/** Empties what Cedar holds under the set's name, which is all that its API can give back: deciding by it then denies. */
export function forgetPolicySet({ policySet }: PolicySet): void {
  mustParse(preparsePolicySet(policySet, { staticPolicies: {} }));
}

function mustParse(answer: CheckParseAnswer): void {
  if (answer.type === 'success') return;
  throw new PolicySetInvalid(answer.errors.map((error) => ({ detail: sentenceOf(error) })));
}
