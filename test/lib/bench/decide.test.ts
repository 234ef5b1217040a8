import { describe, expect, it } from '@jest/globals';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import { readSource } from '../../../lambdas/decide/read-policies.ts';
import { indexed, plain } from '../../../lib/bench/decide/cedar.ts';
import { mustAgree } from '../../../lib/bench/decide/decide.ts';
import { sourceOf, teamRules, teamsAmong } from '../../../lib/bench/decide/generated.ts';
import { GENERAL_RULES } from '../../../lib/bench/decide/peer-rules.ts';
import { questionsOf } from '../../../lib/bench/decide/questions.ts';
import { POLICIES, theDefaultPolicies } from '../../support/a-policy-set.ts';

const general = readSource(POLICIES);

describe('what the bench of decisions measures', () => {
  it.each([20, 120])('is a set of exactly as many policies as it says: %d', (count) => {
    expect(Object.keys(preparePolicies(sourceOf(count, general)).policies)).toHaveLength(count);
  });

  it('is asked the same questions in every run', () => {
    expect(questionsOf(50, 4)).toEqual(questionsOf(50, 4));
  });

  it('comes to all three verdicts, and to the same ones by the index and by the whole set', () => {
    const prepared = preparePolicies(sourceOf(120, general));
    const questions = questionsOf(300, teamsAmong(120));
    const contender = indexed(prepared);

    expect(new Set(questions.map(contender))).toEqual(new Set(['allow', 'ask', 'deny']));
    mustAgree(
      [
        ['index', contender, questions],
        ['whole set', plain(prepared), questions],
      ],
      questions,
    );
  });

  it('fails when contenders disagree', () => {
    const [question] = questionsOf(1, 2);
    const contenders = (['allow', 'deny'] as const).map((verdict) => [verdict, () => verdict, []] as const);

    expect(() => mustAgree(contenders, question ? [question] : [])).toThrow(/disagree on .*: allow: allow, deny: deny/);
  });

  it('gives the peer a rule for each default policy, by its name', () => {
    expect(GENERAL_RULES.map(({ name }) => name).sort()).toEqual(Object.keys(theDefaultPolicies().policies).sort());
  });

  it('has rules of all kinds for every team', () => {
    const kinds = new Set(teamRules(120, 6).map(({ kind, team }) => `${team} ${kind}`));
    expect(kinds.size).toBeGreaterThan(6);
  });
});
