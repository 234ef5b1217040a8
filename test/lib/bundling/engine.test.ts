import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PolicySet, preparsePolicySet, preparseSchema } from '@cedar-policy/cedar-wasm/nodejs';
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import type { Decision, Question } from '../../../lambdas/decide/decision.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import type { PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { askedOf } from '../../../lambdas/record/question.ts';
import { readCases } from '../../../lib/policy/case-file.ts';
import { assessed } from '../../../lib/policy/run-cases.ts';
import { ENGINE_FILE, engine, missingFromEngine } from '../../../lib/bundling/engine.ts';
import { theDirectory } from '../../support/a-directory.ts';
import { askText, forbidText, OVERFLOW, POLICIES, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { inABundle } from '../../support/in-a-bundle.ts';

/** What submit asks the policies in every case of the default policies. */
async function theQuestions(): Promise<readonly Question[]> {
  const rules = { policies: loadPolicySet(theDefaultPolicies()), directory: theDirectory() };
  const cases = globSync(join(POLICIES, 'cases/*.yaml')).flatMap((file) => readCases(file).cases);
  const assessments = await Promise.all(cases.map((given) => assessed(given, rules)));
  return assessments.flatMap((each) => (each.kind === 'assessed' ? (askedOf(each.question) ?? []) : []));
}

const DECIDE = `
  import { decide } from 'lambdas/decide/decide.ts';
  import { loadPolicySet } from 'lambdas/decide/policy-set.ts';
  export const answer = ({ sets, questions }) => sets.map((prepared) => {
    const policies = loadPolicySet(prepared);
    return questions.map((question) => decide(question, policies));
  });
`;

/** Conditions with operators, extension types, letters beyond ASCII and an error that only the evaluation finds. */
const CONDITIONS = [
  'context.service like "s3*" && context.categories.contains("data-read")',
  'context.resources.containsAny(["arn:aws:s3:::invoices/2026/10/0042.pdf"]) && !(context.account == "1")',
  'context.resourceCount * 2 - 1 < 1 || context.touchesGateway',
  'ip("10.0.0.1").isInRange(ip("10.0.0.0/8")) && decimal("1.5").lessThan(decimal("2.0"))',
  'datetime("2026-11-30T12:00:00Z").toDate() < datetime("2026-12-01") && duration("1h") > duration("1m")',
  'if context.accessLevel == "Read" then principal in Countersign::Team::"finance" else false',
  'context.operation == "Größe ✓" || context.region like "*é*"',
  OVERFLOW,
];

function decisionsHere(
  sets: readonly PreparedPolicies[],
  questions: readonly Question[],
): readonly (readonly Decision[])[] {
  return sets.map((prepared) => {
    const policies = loadPolicySet(prepared);
    return questions.map((question) => decide(question, policies));
  });
}

function told<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
}

describe("the bundles' policy engine", () => {
  const { schema } = theDefaultPolicies();
  const prepared = (text: string) => preparePolicies({ schema, files: [{ name: 'test.cedar', text }] });
  const sets = [
    theDefaultPolicies(),
    prepared(RUN_ALL),
    ...CONDITIONS.map((when) => prepared(`${RUN_ALL} ${askText('ask')} ${forbidText('no', when)}`)),
  ];

  it('decides every case as the whole package does: verdict, policies and words', async () => {
    const questions = await theQuestions();
    const here = decisionsHere(sets, questions);
    const there = await inABundle({ source: DECIDE, given: { sets, questions }, policies: sets[0]! });

    expect(there).toEqual(here);
    expect(new Set(here.flatMap((of) => of.map(({ verdict }) => verdict)))).toEqual(new Set(['allow', 'ask', 'deny']));
  }, 60_000);

  it('refuses policies and values that it cannot read with the same words', async () => {
    const texts = ['permit (principal, action, resource)', 'permit (principal, action, resource) when { 1 + };', '@'];
    const source = `
      import { preparsePolicySet, preparseSchema } from '@cedar-policy/cedar-wasm/nodejs';
      const told = (work) => { try { return work(); } catch (error) { return String(error); } };
      export const answer = (texts) => [
        ...texts.flatMap((text) => [preparseSchema('s', text), preparsePolicySet('p', { staticPolicies: { p: text } })]),
        told(() => preparsePolicySet('p', 1n)), // no JSON: JavaScript throws within the engine
      ];
    `;
    const here = [
      ...texts.flatMap((text) => [preparseSchema('s', text), preparsePolicySet('p', { staticPolicies: { p: text } })]),
      told(() => preparsePolicySet('p', 1n as unknown as PolicySet)),
    ];

    expect(await inABundle({ source, given: texts, policies: {} })).toEqual(here);
    expect(here.map((answer) => (typeof answer === 'string' ? answer : answer.type))).toEqual([
      ...Array<string>(6).fill('failure'),
      expect.stringMatching('unwrap_throw'),
    ]);
  }, 60_000);

  it('is compiled under flags that V8 knows, set before', async () => {
    const source = `
      import { preparseSchema } from '@cedar-policy/cedar-wasm/nodejs';
      import { readFileSync } from 'node:fs';
      export const answer = () => [preparseSchema('s', '').type, readFileSync(process.argv[2], 'utf8')];
    `;
    const known = execFileSync(join(process.cwd(), 'node_modules/.bin/node'), ['--v8-options'], { encoding: 'utf8' });

    const [type, code = ''] = await inABundle<string[]>({ source, given: {}, policies: {} });

    expect(type).toBe('success');
    const [before = '', ...after] = code.split('new WebAssembly.Module');
    const flags = [...before.matchAll(/setFlagsFromString\("(--[\w-]+)/g)].map(([, flag = '']) => flag);
    expect(flags).toEqual(['--wasm-lazy-validation', '--wasm-tiering-budget']);
    expect(flags.filter((flag) => !known.includes(flag))).toEqual([]);
    expect(after).toHaveLength(1);
  }, 60_000);

  it('is smaller than the whole package’s, by a seventh', () => {
    const whole = readFileSync(join(process.cwd(), 'node_modules/@cedar-policy/cedar-wasm/nodejs', ENGINE_FILE));

    expect(engine().length).toBeLessThan(0.85 * whole.length);
  });

  it('is not bundled for code that asks for more than it has', async () => {
    const source = `
      import { validate } from '@cedar-policy/cedar-wasm/nodejs';
      export const answer = (call) => validate(call);
    `;

    await expect(inABundle({ source, given: {} })).rejects.toThrow("Cedar's validate is called: add it to ASKED");
    expect(missingFromEngine('(0,a.statefulIsAuthorized)(b);(0,a.formatPolicies)(c);d.validate(e)')).toEqual([
      'formatPolicies',
    ]);
  }, 60_000);
});
