import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import { aPolicySet, askText, forbidText, OVERFLOW, RUN_ALL } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

const observing = (text: string) => text.replace(/(permit|forbid) \(/, '@mode("observe") $1 (');

describe('a policy that observes', () => {
  it('decides nothing, and what it would have decided is recorded', () => {
    const decision = decide(aQuestion(), aPolicySet(RUN_ALL, observing(forbidText('strict', 'true'))));

    expect(decision).toMatchObject({ verdict: 'allow', policies: ['run-all'] });
    expect(decision.observed).toEqual({ verdict: 'deny', policies: ['strict'], reasons: ['strict forbids'] });
  });

  it('permits nothing', () => {
    const decision = decide(aQuestion(), aPolicySet(askText('asks'), observing(RUN_ALL)));

    expect(decision).toMatchObject({
      verdict: 'ask',
      policies: ['asks'],
      observed: { verdict: 'allow', policies: ['run-all'] },
    });
  });

  it('is recorded when it changes who would be asked', () => {
    const wider = observing(askText('wider', '@approvers("security") @quorum("2") @timeout("60")'));

    const decision = decide(aQuestion(), aPolicySet(askText('asks'), wider));

    expect(decision).toMatchObject({ verdict: 'ask', approvers: ['platform'], quorum: 1, policies: ['asks'] });
    expect(decision.observed).toEqual({
      verdict: 'ask',
      policies: ['asks', 'wider'],
      reasons: ['asks asks', 'wider asks'],
    });
  });

  it.each([
    ['does not match', observing(forbidText('elsewhere', 'context.region == "us-east-1"'))],
    ['matches and changes nothing', observing(askText('other'))],
  ])('leaves no trace when it %s', (_name, policy) => {
    expect(decide(aQuestion(), aPolicySet(RUN_ALL, policy))).not.toHaveProperty('observed');
  });

  it('fails without a change to the decision, and the failure is recorded', () => {
    const decision = decide(aQuestion(), aPolicySet(RUN_ALL, observing(forbidText('broken', OVERFLOW))));

    expect(decision).toMatchObject({ verdict: 'allow', policies: ['run-all'] });
    expect(decision.observed).toMatchObject({
      verdict: 'deny',
      policies: [],
      reasons: [expect.stringMatching(/broken.*overflow/)],
    });
  });

  it('breaks altogether without a change to the decision', () => {
    const set = aPolicySet(RUN_ALL);
    const breaking = () => {
      throw new Error('unreachable');
    };

    const decision = decide(aQuestion(), { ...set, observed: breaking });

    expect(decision).toMatchObject({
      verdict: 'allow',
      observed: { verdict: 'deny', reasons: [expect.stringContaining('unreachable')] },
    });
  });
});

describe('groups that are asked at half time', () => {
  const asks = (id: string, groups: string, later: string) =>
    askText(id, `@approvers("${groups}") @quorum("1") @timeout("60") @escalate("${later}")`);

  it('add up, less those that are asked from the start', () => {
    const set = aPolicySet(asks('one', 'platform', 'security, night'), asks('two', 'night', 'managers'));

    expect(decide(aQuestion(), set)).toMatchObject({
      approvers: ['night', 'platform'],
      escalate: ['managers', 'security'],
    });
  });

  it('are absent when there are none', () => {
    expect(decide(aQuestion(), aPolicySet(askText('asks')))).not.toHaveProperty('escalate');
    expect(decide(aQuestion(), aPolicySet(asks('asks', 'platform', 'platform')))).not.toHaveProperty('escalate');
  });
});
