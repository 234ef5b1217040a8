import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { Decision, Question } from '../../../lambdas/decide/decision.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
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
