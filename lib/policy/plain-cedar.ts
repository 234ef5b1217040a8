import { preparsePolicySet, preparseSchema, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { CheckParseAnswer } from '@cedar-policy/cedar-wasm/nodejs';
import { requestOf } from '../../lambdas/decide/cedar-question.ts';
import type { Answer } from '../../lambdas/decide/combine.ts';
import type { Decision, Question } from '../../lambdas/decide/decision.ts';
import { judge } from '../../lambdas/decide/judge.ts';
import { sentenceOf } from '../../lambdas/decide/policy-file.ts';
import type { Action } from '../../lambdas/decide/policy-head.ts';
import type { PreparedPolicies } from '../../lambdas/decide/prepared-policies.ts';

/** Policy sets made so far: Cedar keeps them by name. */
let sets = 0;

/**
 * Decides as Cedar itself does: each of the two actions asked of the whole set as it is written, without index and
 * rewriting. What `decide` is held to in tests, and the baseline of the bench. Policies that observe are left out.
 */
export function plainDecider(prepared: PreparedPolicies): (question: Question) => Decision {
  sets += 1;
  const name = `plain-${sets}`;
  const deciding = Object.entries(prepared.policies).filter(([id]) => prepared.annotations[id]?.mode !== 'observe');
  mustParse(preparseSchema(name, prepared.schema));
  mustParse(preparsePolicySet(name, { staticPolicies: Object.fromEntries(deciding) }));
  const noted = { policySet: prepared.policySet, annotations: new Map(Object.entries(prepared.annotations)) };
  return (question) => judge(question, (action) => answerTo(question, action, name), noted);
}

function answerTo(question: Question, action: Action, name: string): Answer {
  const names = { preparsedSchemaName: name, validateRequest: true, preparsedPolicySetId: name };
  const answer = statefulIsAuthorized({ ...requestOf(question, action), ...names });
  if (answer.type === 'failure') return { kind: 'broken', why: answer.errors.map(sentenceOf).join('; ') };
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) {
    const failed = diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${sentenceOf(error)}`);
    return { kind: 'broken', why: failed.sort().join('; ') };
  }
  return { kind: decision === 'allow' ? 'permitted' : 'refused', ids: [...diagnostics.reason].sort() };
}

function mustParse(answer: CheckParseAnswer): void {
  if (answer.type === 'failure') throw new Error(answer.errors.map(sentenceOf).join('; '));
}
