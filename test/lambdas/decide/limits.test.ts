import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import { limitsIn } from '../../../lambdas/decide/decision.ts';
import { limitsOf } from '../../../lambdas/decide/limits.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import { policySetHash } from '../../../lambdas/decide/prepared-policies.ts';
import { parsePrepared } from '../../../lambdas/decide/read-policies.ts';
import { aPolicySet, askText, forbidText, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

const runText = (id: string, notes: string) =>
  `@id("${id}") ${notes} permit (principal, action == Countersign::Action::"unattended", resource);`;
const ASKED = '@approvers("platform") @quorum("1") @timeout("60")';
const limitsBy = (...policies: readonly string[]) => limitsIn(decide(aQuestion(), aPolicySet(...policies)));

describe('the limits of a decision', () => {
  it('are the strictest of each over the permits that made it', () => {
    const permits = [
      runText('a', '@maxRows("10") @maxBytes("500") @maxRowsPerDay("100")'),
      runText('b', '@maxRows("20") @maxPersonal("3") @maxBytesPerDay("9") @maxPersonalPerDay("4")'),
      runText('c', ''),
    ];

    expect(limitsBy(...permits)).toEqual({
      ...{ maxRows: 10, maxBytes: 500, maxPersonal: 3 },
      ...{ maxRowsPerDay: 100, maxBytesPerDay: 9, maxPersonalPerDay: 4 },
    });
  });

  it('come from the permits of the question that was answered, not of the other', () => {
    const asks = askText('asks', `${ASKED} @maxRows("7")`);

    expect(limitsBy(runText('runs', '@maxRows("5")'), asks)).toEqual({ maxRows: 5 });
    expect(limitsBy(asks)).toEqual({ maxRows: 7 });
  });

  it('are read from the text of a published set as from the policies themselves', () => {
    const { schema } = theDefaultPolicies();
    const text = [runText('a', '@maxRows("5")'), askText('b', `${ASKED} @maxBytesPerDay("9")`)].join('\n');
    const prepared = preparePolicies({ schema, files: [{ name: 'test.cedar', text }] });
    const published = parsePrepared('a published set', JSON.stringify(prepared));

    expect(published).toEqual(prepared);
    expect(limitsIn(decide(aQuestion(), loadPolicySet(published)))).toEqual({ maxRows: 5 });
    expect(() => parsePrepared('x', JSON.stringify(prepared).replace('"maxRows":5', '"maxRows":0'))).toThrow(/maxRows/);
  });

  it('are absent when no permit sets any, and a denial has none', () => {
    expect(decide(aQuestion(), aPolicySet(runText('a', '')))).not.toHaveProperty('limits');
    expect(limitsBy(runText('a', '@maxRows("5")'), forbidText('never', 'true'))).toBeUndefined();
    expect(limitsOf([])).toBeUndefined();
  });
});

describe('a limit in a policy', () => {
  it.each([
    ['zero', runText('a', '@maxRows("0")'), /@maxRows needs a positive whole number/],
    ['a fraction', runText('a', '@maxBytes("1.5")'), /@maxBytes needs a positive whole number/],
    ['no number', runText('a', '@maxPersonal'), /@maxPersonal needs a positive whole number/],
    [
      'a number beyond all answers',
      runText('a', '@maxRowsPerDay("9999999999999")'),
      /@maxRowsPerDay is 1000000000000 at most/,
    ],
    ['a misspelt name', runText('a', '@maxRow("1")'), /@maxRow has no meaning/],
    ['one on a forbid', forbidText('a', 'true').replace('@reason', '@maxRows("1") @reason'), /@maxRows has no meaning/],
  ])('is refused as %s', (_, text, fault) => {
    expect(() => aPolicySet(text)).toThrow(fault);
  });

  it('is part of what the hash of the set names', () => {
    const prepared = theDefaultPolicies();
    const [id, note] = Object.entries(prepared.annotations).find(([, { kind }]) => kind === 'run')!;
    const laxer = { ...prepared, annotations: { ...prepared.annotations, [id]: { ...note, maxRows: 1_000_000 } } };

    expect(policySetHash(laxer)).not.toBe(prepared.policySet);
    expect(() => loadPolicySet(laxer)).toThrow(/hash does not fit/);
  });
});

describe('the default policies', () => {
  const policies = loadPolicySet(theDefaultPolicies());
  const limits = {
    maxRows: 1000,
    maxBytesPerDay: 20_000_000,
    maxPersonal: 100,
    maxRowsPerDay: 10_000,
    maxPersonalPerDay: 1000,
  };

  it('limit reads, unattended or approved, and not changes', () => {
    expect(limitsIn(decide(aQuestion(), policies))).toEqual(limits);
    expect(limitsIn(decide(aQuestion({ tier: 'derived' }), policies))).toEqual(limits);
    expect(limitsIn(decide(aQuestion({ accessLevel: 'Write' }), policies))).toBeUndefined();
  });
});
