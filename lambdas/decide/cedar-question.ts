import { statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { AuthorizationAnswer, Context, Entities, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { Question } from './decision.ts';
import { touchesGateway } from './gateway-resources.ts';
import { sentenceOf } from './policy-file.ts';

/** Cedar's answer to one of the two questions. `ids` are the permits, or the forbids, that made it; sorted. */
export type Answer =
  | { readonly kind: 'permitted'; readonly ids: readonly string[] }
  | { readonly kind: 'refused'; readonly ids: readonly string[] }
  | { readonly kind: 'broken'; readonly why: string };

/**
 * Asks Cedar whether the call may run this way, under the policy set loaded by this hash.
 * Cedar skips a policy that fails to evaluate, even a forbid, and may still say "allow": any such failure is `broken`.
 */
export function askCedar(question: Question, action: 'unattended' | 'withApproval', policySet: string): Answer {
  const operation = uid('Operation', `${question.service}:${question.operation}`);
  return answerOf(
    statefulIsAuthorized({
      principal: uid('Agent', question.agent.arn),
      action: uid('Action', action),
      resource: operation,
      context: contextOf(question),
      preparsedSchemaName: policySet,
      validateRequest: true,
      preparsedPolicySetId: policySet,
      entities: entitiesOf(question, operation),
    }),
  );
}

function answerOf(answer: AuthorizationAnswer): Answer {
  if (answer.type === 'failure') return { kind: 'broken', why: answer.errors.map(sentenceOf).join('; ') };
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0) {
    const failed = diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${sentenceOf(error)}`);
    return { kind: 'broken', why: failed.join('; ') };
  }
  const ids = [...diagnostics.reason].sort();
  return { kind: decision === 'allow' ? 'permitted' : 'refused', ids };
}

/** The context of a question, as the schema's `Call`. */
export function contextOf({ grants, categories, ...facts }: Question): Context {
  const resources = distinct(grants.flatMap((grant) => grant.resources));
  const { tier, accessLevel, service, operation, account, region } = facts;
  return {
    tier,
    accessLevel,
    categories: [...categories],
    actions: distinct(grants.flatMap((grant) => grant.actions)),
    resources,
    resourceCount: resources.length,
    touchesGateway: resources.some(touchesGateway),
    service,
    operation,
    account,
    region,
  };
}

function entitiesOf({ agent, service }: Question, operation: TypeAndId): Entities {
  return [
    { uid: uid('Agent', agent.arn), attrs: {}, parents: [uid('Team', agent.team)] },
    { uid: operation, attrs: {}, parents: [uid('Service', service)] },
  ];
}

function uid(type: string, id: string): TypeAndId {
  return { type: `Countersign::${type}`, id };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
