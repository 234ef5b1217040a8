import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { Decision, Question } from '../../../lambdas/decide/decision.ts';
import { loadPolicySet, type PolicySet } from '../../../lambdas/decide/policy-set.ts';
import { policySetHash, type PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

interface Case {
  readonly name: string;
  readonly question: Partial<Question>;
  readonly expect: Partial<Decision>;
}

const CASES = join(process.cwd(), 'test/lambdas/decide/cases');
const cases = readdirSync(CASES).map((file) => ({ topic: file.replace('.json', ''), cases: casesIn(file) }));
const prepared = theDefaultPolicies();
const policies = loadPolicySet(prepared);

describe.each(cases)('the default policies: $topic', ({ cases: ofTopic }) => {
  it.each(ofTopic)('$name: $expect.verdict', (given) => {
    const decision = decide(aQuestion(given.question), policies);

    expect(told(decision)).toEqual(given.expect);
    expect([...decision.reasons].sort()).toEqual(reasonsExpected(decision));
    expect(decision.policySet).toBe(prepared.policySet);
  });
});

describe('every default policy is needed', () => {
  // Each of these says again what another place holds as well: the permit for reads, and `decide` itself.
  const doubled = ['unreviewed-asks', 'unscopable-never'];
  const ids = Object.keys(prepared.policies);

  it.each(ids)('without %s some case has another answer', (id) => {
    expect(differing(loadPolicySet(without(id)), told).length).toBeGreaterThan(0);
  });

  it.each(ids.filter((id) => !doubled.includes(id)))('without %s some case has another verdict', (id) => {
    expect(differing(loadPolicySet(without(id)), ({ verdict }) => verdict).length).toBeGreaterThan(0);
  });
});

describe('the cases', () => {
  it('have one name each, so that a failing one is found', () => {
    const names = cases.flatMap((topic) => topic.cases.map(({ name }) => `${topic.topic}: ${name}`));

    expect(new Set(names).size).toBe(names.length);
  });
});

function casesIn(file: string): readonly Case[] {
  return JSON.parse(readFileSync(join(CASES, file), 'utf8')) as readonly Case[];
}

function told({ policySet: _set, reasons: _reasons, ...rest }: Decision): Partial<Decision> {
  return rest;
}

/** Each reason is the `@reason` of a policy that made the verdict; the one permit without a reason names itself. */
function reasonsExpected({ policies: ids }: Decision): readonly string[] {
  return ids.map((id) => prepared.annotations[id]?.reason ?? `Policy ${id} lets this run unattended`).sort();
}

function without(id: string): PreparedPolicies {
  const { [id]: _removed, ...rest } = prepared.policies;
  const mutant = { ...prepared, policies: rest };
  return { ...mutant, policySet: policySetHash(mutant) };
}

/** The cases that this set answers otherwise than the default policies do, as far as `aspect` looks. */
function differing(set: PolicySet, aspect: (decision: Decision) => unknown): readonly Case[] {
  return cases
    .flatMap((topic) => topic.cases)
    .filter(({ question }) => {
      const [before, after] = [policies, set].map((each) => aspect(decide(aQuestion(question), each)));
      return !isDeepStrictEqual(before, after);
    });
}
