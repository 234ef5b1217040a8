import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { Question } from '../../../lambdas/decide/decision.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import type { PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { plainDecider } from '../../../lib/policy/plain-cedar.ts';
import { OVERFLOW, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

const { schema } = theDefaultPolicies();
const AGENTS = ['arn:aws:iam::111122223333:role/one', 'arn:aws:iam::111122223333:role/two'];
const TEAMS = ['finance', 'data'];
const SERVICES = ['s3', 'ec2'];
const OPERATIONS = ['GetObject', 'DeleteObject'];
const REGIONS = ['eu-west-1', 'us-east-1'];
const ACCOUNTS = ['111122223333', '444455556666'];
const SAME_ANSWER = { numRuns: 150 };

describe('a decision by the index is the decision by the whole set: verdict, ids, reasons and errors', () => {
  it('for any set and any question', () => {
    let kinds = new Set<string>();
    fc.assert(
      fc.property(policySets(), fc.array(questions(), { minLength: 6, maxLength: 6 }), (prepared, asked) => {
        const [indexed, plain] = [loadPolicySet(prepared), plainDecider(prepared)];
        for (const question of asked) {
          const decision = decide(question, indexed);
          expect(decision).toEqual(plain(question));
          kinds = new Set([...kinds, kindOf(decision)]);
        }
      }),
      SAME_ANSWER,
    );
    expect([...kinds].sort()).toEqual(['allow', 'ask', 'broken', 'default', 'forbidden']);
  });

  it('though Cedar may hold one subset at a time only', () => {
    fc.assert(
      fc.property(policySets(), fc.array(questions(), { minLength: 6, maxLength: 6 }), (prepared, asked) => {
        const [indexed, plain] = [loadPolicySet(prepared, 1), plainDecider(prepared)];
        for (const question of [...asked, ...asked]) expect(decide(question, indexed)).toEqual(plain(question));
      }),
      { numRuns: 25 },
    );
  });

  it('though two copies of the set are asked in turns', () => {
    fc.assert(
      fc.property(policySets(), fc.array(questions(), { minLength: 6, maxLength: 6 }), (prepared, asked) => {
        const [one, other, plain] = [loadPolicySet(prepared, 2), loadPolicySet(prepared, 2), plainDecider(prepared)];
        for (const [index, question] of [...asked, ...asked].entries()) {
          const another = asked[(index * 5) % asked.length] ?? question;
          expect(decide(question, one)).toEqual(plain(question));
          expect(decide(another, other)).toEqual(plain(another));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('for the default policies', () => {
    const [indexed, plain] = [loadPolicySet(theDefaultPolicies()), plainDecider(theDefaultPolicies())];
    fc.assert(fc.property(questions(), (question) => expect(decide(question, indexed)).toEqual(plain(question))));
  });
});

function kindOf({ verdict, policies, reasons }: ReturnType<typeof decide>): string {
  if (verdict !== 'deny') return verdict;
  if (reasons[0]?.startsWith('The policies could not be evaluated')) return 'broken';
  return policies.length > 0 ? 'forbidden' : 'default';
}

function policySets(): fc.Arbitrary<PreparedPolicies> {
  return fc.array(policyTexts(), { minLength: 1, maxLength: 9 }).map((texts) => {
    const text = texts.map((make, index) => make(`p${index}`)).join('\n');
    return preparePolicies({ schema, files: [{ name: 'generated.cedar', text }] });
  });
}

/** A policy of any head that Cedar knows, with conditions that the index can read, cannot read, or that fail. */
function policyTexts(): fc.Arbitrary<(id: string) => string> {
  const parts = fc.tuple(effects(), actions(), principals(), resources(), fc.array(clauses(), { maxLength: 3 }));
  return parts.map(([effect, action, principal, resource, conditions]) => {
    const asks = effect === 'permit' && action !== 'action == Countersign::Action::"unattended"';
    const notes = asks ? '@approvers("platform") @quorum("1") @timeout("60")' : '';
    return (id) =>
      `@id("${id}") @reason("${id} says so") ${notes} ${effect} (${principal}, ${action}, ${resource}) ${conditions.join(' ')};`;
  });
}

function effects(): fc.Arbitrary<string> {
  return fc.constantFrom('permit', 'permit', 'forbid');
}

function actions(): fc.Arbitrary<string> {
  const [run, ask] = ['Countersign::Action::"unattended"', 'Countersign::Action::"withApproval"'];
  return fc.constantFrom(
    'action',
    `action == ${run}`,
    `action == ${run}`,
    `action == ${ask}`,
    `action in [${ask}]`,
    `action in [${ask}, ${run}]`,
  );
}

function principals(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('principal', 'principal is Countersign::Agent') },
    fc.constantFrom(...AGENTS).map((arn) => `principal == Countersign::Agent::"${arn}"`),
    fc.constantFrom(...TEAMS).map((team) => `principal in Countersign::Team::"${team}"`),
    fc.constantFrom(...TEAMS).map((team) => `principal is Countersign::Agent in Countersign::Team::"${team}"`),
  );
}

function resources(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('resource', 'resource is Countersign::Operation') },
    fc.constantFrom(...SERVICES).map((service) => `resource in Countersign::Service::"${service}"`),
    operationIds().map((id) => `resource == ${id}`),
    operationIds().map((id) => `resource in ${id}`),
  );
}

function operationIds(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...SERVICES), fc.constantFrom(...OPERATIONS))
    .map(([service, operation]) => `Countersign::Operation::"${service}:${operation}"`);
}

function clauses(): fc.Arbitrary<string> {
  const conjunction = fc.array(conjuncts(), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' && '));
  return fc.tuple(fc.constantFrom('when', 'when', 'unless'), conjunction).map(([kind, body]) => `${kind} { ${body} }`);
}

function conjuncts(): fc.Arbitrary<string> {
  const plain = fc.oneof(comparisons(), comparisons(), others());
  return fc.oneof(
    { weight: 5, arbitrary: plain },
    fc.tuple(plain, plain).map(([one, other]) => `(${one} || ${other})`),
    fc.tuple(plain, plain).map(([one, other]) => `(${one} && ${other})`),
    plain.map((one) => `!(${one})`),
    plain.map((one) => `(if ${one} then true else ${one})`),
  );
}

function comparisons(): fc.Arbitrary<string> {
  const attribute = (name: string, values: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...values), fc.constantFrom(...values), fc.nat({ max: 3 }))
      .map(
        ([one, other, form]) =>
          [
            `context.${name} == "${one}"`,
            `"${one}" == context.${name}`,
            `["${one}", "${other}"].contains(context.${name})`,
            `context.${name} != "${one}"`,
          ][form] as string,
      );
  return fc.oneof(
    attribute('region', REGIONS),
    attribute('account', ACCOUNTS),
    attribute('service', SERVICES),
    attribute('operation', OPERATIONS),
    fc.tuple(operationIds(), operationIds()).map(([one, other]) => `resource in [${one}, ${other}]`),
    fc.constantFrom(...SERVICES).map((service) => `resource in [Countersign::Service::"${service}"]`),
    attribute('accessLevel', ['Read', 'Write']),
    attribute('tier', ['curated', 'derived']),
    sets('categories', ['destructive', 'cost-bearing']),
    sets('actions', ['s3:GetObject', 's3:DeleteObject']),
    operationIds().map((id) => `[${id}].contains(resource)`),
    fc.constantFrom(...TEAMS).map((team) => `principal in Countersign::Team::"${team}"`),
  );
}

/** What a set of texts holds, asked in each way that Cedar knows. An empty literal does not pass strict validation. */
function sets(name: string, members: readonly string[]): fc.Arbitrary<string> {
  const list = fc.subarray([...members]).map((some) => `[${some.map((one) => `"${one}"`).join(', ')}]`);
  return fc.oneof(
    fc.constantFrom(...members).map((member) => `context.${name}.contains("${member}")`),
    list.filter((text) => text !== '[]').map((text) => `context.${name}.containsAny(${text})`),
    list.filter((text) => text !== '[]').map((text) => `context.${name}.containsAll(${text})`),
    list.filter((text) => text !== '[]').map((text) => `${text}.containsAll(context.${name})`),
  );
}

/** What the index cannot use; the last of these fail for some questions, or for all. */
function others(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'context.touchesGateway',
    'context.facts has count && context.facts.count > 3',
    'context.labels.containsAny(["prod", "unlabelled"])',
    'context.region like "eu-*"',
    `context.hour * 9007199254740991 * 9007199254740991 > 0`,
    OVERFLOW,
  );
}

function questions(): fc.Arbitrary<Question> {
  return fc
    .record({
      agent: fc.record({ arn: fc.constantFrom(...AGENTS), team: fc.constantFrom(...TEAMS) }),
      service: fc.constantFrom(...SERVICES),
      operation: fc.constantFrom(...OPERATIONS, 'ListBuckets'),
      region: fc.constantFrom(...REGIONS),
      account: fc.constantFrom(...ACCOUNTS),
      accessLevel: fc.constantFrom('Read', 'Write'),
      categories: fc.subarray(['destructive', 'cost-bearing'] as const),
      tier: fc.constantFrom('curated', 'curated', 'derived', 'unscopable'),
      grants: fc.subarray([
        { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/b'] },
        { actions: ['s3:DeleteObject', 's3:GetObject'], resources: ['arn:aws:s3:::c/d'] },
      ]),
      labels: fc.constantFrom(['prod'], ['dev'], ['unlabelled']),
      facts: fc.constantFrom({ count: 5 }, {}).map((some) => ({ ...aQuestion().facts, ...some })),
      at: fc.constantFrom('2026-11-22T00:30:00Z', '2026-11-23T13:00:00.000Z', 'noon'),
    } as const)
    .map((changes) => aQuestion(changes as Partial<Question>));
}
