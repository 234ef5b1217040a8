import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import { aPolicySet, askText, forbidText, RUN_ALL } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

const ASK = '@approvers("platform") @quorum("1") @timeout("60")';
const runIn = (id: string, role: string) => RUN_ALL.replace('"run-all")', `"${id}") @role("${role}")`);
const askIn = (id: string, role: string, when = '') => askText(id, `${ASK} @role("${role}")`, when);

describe('the target role of a decision', () => {
  it.each([
    ['allow', runIn('a', 'billing')],
    ['ask', askIn('a', 'billing')],
  ])('is the one that the permit names: %s', (verdict, policy) => {
    expect(decide(aQuestion(), aPolicySet(policy))).toMatchObject({ verdict, role: 'billing' });
  });

  it.each([
    ['allow', RUN_ALL],
    ['ask', askText('a')],
  ])('is not set when the permit names none: %s', (_, policy) => {
    expect(decide(aQuestion(), aPolicySet(policy))).not.toHaveProperty('role');
  });

  it('is clear when every permit that holds names the same, whatever others say', () => {
    const elsewhere = askIn('elsewhere', 'audit', 'when { context.region == "us-east-1" }');

    const decision = decide(aQuestion(), aPolicySet(askIn('a', 'billing'), askIn('b', 'billing'), elsewhere));

    expect(decision).toMatchObject({ verdict: 'ask', role: 'billing', policies: ['a', 'b'] });
  });

  it.each([
    ['two permits that run', [runIn('a', 'billing'), runIn('b', 'audit')], 'billing, audit'],
    ['two permits that ask', [askIn('a', 'billing'), askIn('b', 'audit')], 'billing, audit'],
    ['a permit that names none', [askIn('a', 'billing'), askText('b')], 'billing, the default one'],
  ])('is nobody’s to choose between %s: denied', (_, policies, named) => {
    const decision = decide(aQuestion(), aPolicySet(...policies));

    expect(decision).toMatchObject({ verdict: 'deny', policies: ['a', 'b'] });
    expect(decision.reasons).toEqual([
      `The policies a, b permit this in different target roles: ${named}. Make them name one`,
    ]);
  });

  it('says nothing where a forbid holds', () => {
    expect(decide(aQuestion(), aPolicySet(runIn('a', 'billing'), forbidText('b', 'true')))).toMatchObject({
      verdict: 'deny',
      policies: ['b'],
    });
  });
});
