import { statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { AuthorizationAnswer, Context, Entities, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import type { Question } from './decision.ts';
import type { Facts } from './input-facts.ts';
import { touchesGateway } from './gateway-resources.ts';
import { sentenceOf } from './policy-file.ts';

const ISO_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;

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

function contextOf({ grants, categories, ...question }: Question): Context {
  const resources = distinct(grants.flatMap((grant) => grant.resources));
  const { tier, accessLevel, service, operation, account, region, labels, facts, usage } = question;
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
    labels: [...labels],
    facts: factsIn(facts),
    ...timeOf(question.at),
    usage: { ...usage },
  };
}

/** A fact that is absent stays absent: Cedar knows no null. */
function factsIn(facts: Facts): Context {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Context;
}

/** Throws for a text that is no time in UTC: a policy that looks at the hour must not be answered with a wrong one. */
function timeOf(at: string): { readonly hour: number; readonly weekday: number } {
  const time = new Date(at);
  if (!ISO_UTC.test(at) || Number.isNaN(time.getTime())) throw new Error(`"${at}" is no ISO-8601 time in UTC`);
  return { hour: time.getUTCHours(), weekday: time.getUTCDay() || 7 };
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
