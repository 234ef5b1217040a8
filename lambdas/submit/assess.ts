import { examine } from '../catalogue/examine.ts';
import type { Fault, Resolution } from '../catalogue/resolution.ts';
import { sessionPolicy } from '../catalogue/session-policy.ts';
import { decide } from '../decide/decide.ts';
import type { Decision, Question } from '../decide/decision.ts';
import { type Directory, labelsOf, teamOf } from '../decide/directory.ts';
import { factsOf } from '../decide/input-facts.ts';
import { type PolicySource, type UnusablePolicies, WITHOUT_POLICIES } from '../decide/policies-in-force.ts';
import type { PolicySet } from '../decide/policy-set.ts';
import type { BoundCall } from '../record/call.ts';
import { askedOf, type Needs, type RecordedQuestion } from '../record/question.ts';

export interface Rules {
  /** A set, or where to find the one that holds at the moment of the decision. */
  readonly policies: PolicySet | PolicySource;
  readonly directory: Directory;
}

/** When a call is assessed (ISO-8601, UTC), what its agent has done so far that day, and which pseudonyms the input holds. */
export type Situation = Pick<Question, 'at' | 'usage' | 'pseudonyms'>;

/** What the gateway thinks of a call: not a possible call at all, or what policies are asked about it and their answer. */
export type Assessment = { readonly kind: 'refused'; readonly faults: readonly Fault[] } | Assessed;

/** A possible call. The question is as policies see it; what is kept of it goes through `shownQuestion`. */
export interface Assessed {
  readonly kind: 'assessed';
  readonly question: RecordedQuestion;
  readonly decision: Decision;
}

/** The credentials of one call end this long after they are made, in seconds (STS itself allows no less than 900). */
export const CREDENTIAL_SECONDS = 60;

/**
 * Validates, resolves and decides a bound call. It is asked when the envelope arrives and again before anything runs, and
 * depends on nothing but the call, the rules and the situation. A call whose credentials cannot be cut to size is refused
 * here, up front.
 */
export async function assess(call: BoundCall, rules: Rules, situation: Situation): Promise<Assessment> {
  const examined = await examine(call);
  if (examined.kind === 'refused') return examined;
  const needs = needsOf(examined.resolution);
  const misfit = 'grants' in examined.resolution ? doesNotFit(call, needs) : undefined;
  if (misfit) return { kind: 'refused', faults: [misfit] };
  const question = { ...questionOn(call, rules.directory), ...needs, ...situation };
  const policies = typeof rules.policies === 'function' ? await rules.policies() : rules.policies;
  return { kind: 'assessed', question, decision: explained(decisionOn(question, policies), examined.resolution) };
}

/** A denial of a call that no credentials can be cut to says which part of it cannot be cut. */
function explained(decision: Decision, resolution: Resolution): Decision {
  if (resolution.tier !== 'unscopable' || decision.verdict !== 'deny') return decision;
  return { ...decision, reasons: [...decision.reasons, resolution.why] };
}

function needsOf(resolution: Resolution): Needs {
  const { tier, accessLevel, categories } = resolution;
  const described = { tier, accessLevel, categories };
  if ('credentials' in resolution) return { ...described, grants: [], credentials: resolution.credentials };
  return { ...described, grants: 'grants' in resolution ? resolution.grants : [] };
}

/** The time in it is a stand-in: every time has the same length, and length is what this asks about. */
function doesNotFit(call: BoundCall, needs: Needs): Fault | undefined {
  const policy = sessionPolicy({ ...call, grants: needs.grants, notAfter: new Date(0) });
  return policy.kind === 'written' ? undefined : { pointer: '/input', detail: policy.detail };
}

/** What a policy may look at of the call itself and of who makes it; nothing else, since it is kept. */
function questionOn(call: BoundCall, directory: Directory) {
  const { service, operation, account, region } = call;
  const team = teamOf(directory, call.agent);
  const agent = { arn: call.agent, ...(team !== undefined && { team }) };
  return { agent, service, operation, account, region, labels: labelsOf(directory, account), facts: factsOf(call) };
}

function decisionOn(question: RecordedQuestion, policies: PolicySet | UnusablePolicies): Decision {
  if ('unusable' in policies) return without(policies);
  const asked = askedOf(question);
  if (asked) return decide(asked, policies);
  const reason = `The agent ${question.agent.arn} is not in the directory; a team member has to add it, with its owners.`;
  return { verdict: 'deny', policies: [], policySet: policies.policySet, reasons: [reason] };
}

function without({ policySet, unusable }: UnusablePolicies): Decision {
  return { verdict: 'deny', policies: [], policySet, reasons: [`${WITHOUT_POLICIES}: ${unusable}`] };
}
