import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import type { Category } from '../../../lambdas/catalogue/resolution.ts';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { Question } from '../../../lambdas/decide/decision.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { aPolicySet, askText, forbidText, OVERFLOW, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

describe('for any question', () => {
  const defaults = loadPolicySet(theDefaultPolicies());
  const broken = aPolicySet(RUN_ALL, askText('ask-all'), forbidText('broken', OVERFLOW));
  const property = (check: (question: Question) => void) =>
    fc.assert(fc.property(questions(), check), { numRuns: 200 });

  it('no permit survives an evaluation error', () => {
    property((question) => expect(decide(question, broken).verdict).toBe('deny'));
  });

  it('the answer gives a reason and is the same each time', () => {
    property((question) => {
      const decision = decide(question, defaults);
      expect(decision.reasons.join('')).not.toBe('');
      expect(decide(question, defaults)).toEqual(decision);
    });
  });

  it('nothing but a curated read without a risk runs unattended', () => {
    property((question) => {
      if (decide(question, defaults).verdict !== 'allow') return;
      expect(question).toMatchObject({ tier: 'curated', accessLevel: expect.stringMatching(/^(List|Read)$/) });
      expect(question.categories.filter((category) => category !== 'data-read')).toEqual([]);
    });
  });

  it('an unscopable call or an escalation of privileges is denied', () => {
    property((question) => {
      if (question.tier !== 'unscopable' && !question.categories.includes('privilege-escalation')) return;
      expect(decide(question, defaults).verdict).toBe('deny');
    });
  });
});

function questions(): fc.Arbitrary<Question> {
  const grant = fc.record({
    actions: fc.array(fc.constantFrom('s3:GetObject', 'iam:PassRole', 'states:SendTaskSuccess'), { minLength: 1 }),
    resources: fc.array(fc.oneof(fc.constantFrom('*', 'arn:aws:s3:::invoices/a'), fc.string()), { minLength: 1 }),
  });
  return fc
    .record({
      service: fc.constantFrom('s3', 'iam', 'dynamodb'),
      operation: fc.string(),
      region: fc.string(),
      tier: fc.constantFrom('curated', 'derived', 'unscopable'),
      accessLevel: fc.constantFrom('List', 'Read', 'Tagging', 'Write', 'Permissions management'),
      categories: fc.subarray<Category>([
        'destructive',
        'privilege-escalation',
        'credential-exposure',
        'data-read',
        'cost-bearing',
        'resource-exposure',
        'account-level',
      ]),
      grants: fc.array(grant, { minLength: 1, maxLength: 3 }),
    } as const)
    .map((changes) => aQuestion(changes));
}
