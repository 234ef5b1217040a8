import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { Question } from '../../../lambdas/decide/decision.ts';
import { NO_USAGE } from '../../../lambdas/decide/decision.ts';
import { NO_FACTS } from '../../../lambdas/decide/input-facts.ts';
import { aPolicySet, askText } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

const used = { token: '<email:7f3a91c2d04e>', type: 'email', operation: 'op_1', path: '$' };

const holds = (when: string, question: Partial<Question>) =>
  decide(aQuestion(question), aPolicySet(askText('asks', undefined, `when { ${when} }`))).verdict === 'ask';

describe('what a policy may look at', () => {
  const facts = {
    ...NO_FACTS,
    count: 3,
    instanceTypes: ['t3.micro'],
    prefix: '2026/',
    forced: ['Force'],
    publicAccess: true,
  };
  const cases: readonly (readonly [string, string, Partial<Question>, Partial<Question>])[] = [
    ['the account’s labels', 'context.labels.contains("prod")', { labels: ['eu', 'prod'] }, { labels: ['dev'] }],
    ['a fact that is there', 'context.facts has count && context.facts.count > 2', { facts }, { facts: NO_FACTS }],
    [
      'a list of facts',
      'context.facts has instanceTypes && ["t3.micro"].containsAll(context.facts.instanceTypes)',
      { facts },
      {},
    ],
    ['a text of the input', 'context.facts has prefix && context.facts.prefix like "2026/*"', { facts }, {}],
    ['a fact that is always there', 'context.facts.publicAccess', { facts }, {}],
    ['what is forced', 'context.facts.forced.contains("Force")', { facts }, {}],
    ['the hour, in UTC', 'context.hour == 23', { at: '2026-11-22T23:59:59.999Z' }, { at: '2026-11-23T00:00:00Z' }],
    ['a Sunday', 'context.weekday == 7', { at: '2026-11-22T12:00:00Z' }, { at: '2026-11-23T12:00:00Z' }],
    ['a Monday', 'context.weekday == 1', { at: '2026-11-23T00:00:00Z' }, { at: '2026-11-22T23:59:59Z' }],
    ['what the agent has done', 'context.usage.deniedInARow >= 5', { usage: { ...NO_USAGE, deniedInARow: 5 } }, {}],
    ['pseudonyms in the input, by type', 'context.pseudonyms.contains("email")', { pseudonyms: [used] }, {}],
    ['an input without pseudonyms', 'context.pseudonyms.isEmpty()', {}, { pseudonyms: [used] }],
    ['its session', 'context.usage.sessionOperations > 9', { usage: { ...NO_USAGE, sessionOperations: 10 } }, {}],
  ];

  it.each(cases)('%s', (_name, when, yes, no) => {
    expect([holds(when, yes), holds(when, no)]).toEqual([true, false]);
  });

  it('a fact that is undefined is absent', () => {
    const facts = { ...NO_FACTS, count: undefined } as never;
    expect(holds('!(context.facts has count)', { facts })).toBe(true);
  });
});

describe('a situation that cannot be', () => {
  const set = aPolicySet(askText('asks'));

  it.each([
    ['no time', { at: '' }],
    ['a time without a zone', { at: '2026-11-22T12:00:00' }],
    ['a time in another zone', { at: '2026-11-22T12:00:00+02:00' }],
    ['a day that does not exist', { at: '2026-13-40T12:00:00Z' }],
    ['usage that is missing', { usage: undefined as never }],
    ['usage in halves', { usage: { ...NO_USAGE, operations: 0.5 } }],
    ['usage as text', { usage: { ...NO_USAGE, operations: '1' as never } }],
    ['labels that are no list', { labels: 'prod' as never }],
    ['a fact that the schema does not know', { facts: { ...NO_FACTS, colour: 'red' } as never }],
  ])('is denied: %s', (_name, changes) => {
    const decision = decide(aQuestion(changes), set);

    expect(decision).toMatchObject({ verdict: 'deny', policies: [] });
    expect(decision.reasons[0]).toMatch(/^The policies could not be evaluated/);
  });
});
