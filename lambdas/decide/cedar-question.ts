import { statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Context } from '@cedar-policy/cedar-wasm/nodejs';
import type { Finding } from './combine.ts';
import type { Question } from './decision.ts';
import { actionNamed, agentOf, operationOf, serviceOf, teamOf } from './entities.ts';
import type { Facts } from './input-facts.ts';
import { touchesGateway } from './gateway-resources.ts';
import { sentenceOf } from './policy-file.ts';
import type { Action } from './policy-head.ts';

const ISO_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;

/**
 * Asks Cedar which policies of a subset (see `Subsets`) hold for a question, the request held to this schema first.
 * The action is the same for all, since the subset's policies speak of every action.
 */
export function askCedar(question: Question, schema: string, subset: string): Finding {
  const answer = statefulIsAuthorized({
    ...requestOf(question, 'unattended'),
    preparsedSchemaName: schema,
    validateRequest: true,
    preparsedPolicySetId: subset,
  });
  if (answer.type === 'failure') return { kind: 'broken', why: answer.errors.map(sentenceOf).join('; ') };
  const { reason, errors } = answer.response.diagnostics;
  const failed = errors.map(({ policyId, error }) => ({ id: policyId, why: sentenceOf(error) }));
  return { kind: 'found', holding: reason, failed };
}

/** A question in Cedar's terms, for one action. Throws when the question's time is none. */
export function requestOf(question: Question, action: Action) {
  return {
    principal: agentOf(question),
    action: actionNamed(action),
    resource: operationOf(question),
    context: contextOf(question),
    entities: [
      { uid: agentOf(question), attrs: {}, parents: [teamOf(question)] },
      { uid: operationOf(question), attrs: {}, parents: [serviceOf(question)] },
    ],
  };
}

/** The context of a question, as the schema's `Call`. */
export function contextOf({ grants, categories, ...question }: Question): Context {
  const resources = distinct(grants.flatMap((grant) => grant.resources));
  const { tier, accessLevel, service, operation, account, region, labels, facts, usage, pseudonyms = [] } = question;
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
    labels: labels as string[], // not copied: a text would fall into letters
    facts: factsIn(facts),
    ...timeOf(question.at),
    usage: { ...usage },
    pseudonyms: distinct(pseudonyms.map(({ type }) => type)),
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

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
