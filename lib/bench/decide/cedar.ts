import { decide } from '../../../lambdas/decide/decide.ts';
import type { Question } from '../../../lambdas/decide/decision.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import type { PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { plainDecider } from '../../policy/plain-cedar.ts';

/** Decides a question and tells the verdict. */
export type Contender = (question: Question) => 'allow' | 'ask' | 'deny';

/** The gateway's own decision. */
export function indexed(prepared: PreparedPolicies): Contender {
  const policies = loadPolicySet(prepared);
  return (question) => decide(question, policies).verdict;
}

/** Cedar as it comes: both actions asked of the whole preparsed set, requests validated. */
export function plain(prepared: PreparedPolicies): Contender {
  const decidePlainly = plainDecider(prepared);
  return (question) => decidePlainly(question).verdict;
}
