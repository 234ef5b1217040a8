import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { policySetHash, type PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { type CaseFile, readCases } from '../../../lib/policy/case-file.ts';
import { printCases } from '../../../lib/policy/print-cases.ts';
import { runCases } from '../../../lib/policy/run-cases.ts';
import { theDirectory } from '../../support/a-directory.ts';
import { POLICIES, theDefaultPolicies } from '../../support/a-policy-set.ts';

const files = globSync(join(POLICIES, 'cases/*.yaml')).sort().map(readCases);
const cases = files.flatMap((file) => file.cases);
const prepared = theDefaultPolicies();

describe('the cases of the default policies', () => {
  it('pass, each with verdict, policies, reasons and approvers', async () => {
    const results = await runCases(files, rulesOf(prepared));

    expect(printCases(results)).toBe(
      `${cases.length} cases in ${files.length} files: ${cases.length} passed, 0 failed\n`,
    );
  });

  it('are at least 300, and all say who is asked and why', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    for (const { expect: expected, name } of cases) {
      expect({ name, reasons: expected.reasons.length > 0 }).toEqual({ name, reasons: true });
      if (expected.verdict === 'ask')
        expect(expected).toMatchObject({
          approvers: expect.arrayContaining([expect.any(String)]),
          quorum: expect.any(Number),
        });
      if (expected.verdict !== 'refused') expect({ name, policies: expected.policies }).toHaveProperty('policies');
    }
  });
});

describe('without one of the default policies', () => {
  // Each of these says again what another place holds as well: the permit for reads, the tier, `decide` itself.
  const doubled = ['unreviewed-asks', 'unscopable-never', 'task-answers-never', 'iam-permissions-never', 'risks-ask'];

  it.each(Object.keys(prepared.policies))(
    '%s, a case fails, and by its verdict unless something doubles it',
    async (id) => {
      const results = await runCases(naming(id), rulesOf(without(id)));

      const differing = results.flatMap(({ differences }) => differences).map(({ what }) => what);
      expect(differing).not.toEqual([]);
      if (!doubled.includes(id)) expect(differing).toContain('verdict');
    },
  );
});

/** The cases that a policy decides by their own account; no other can tell that it is gone. */
function naming(id: string): readonly CaseFile[] {
  return files.map(({ file, cases: all }) => ({
    file,
    cases: all.filter(({ expect: { policies = [] } }) => policies.includes(id)),
  }));
}

function rulesOf(set: PreparedPolicies) {
  return { policies: loadPolicySet(set), directory: theDirectory() };
}

function without(id: string): PreparedPolicies {
  const { [id]: _removed, ...policies } = prepared.policies;
  const mutant = { ...prepared, policies };
  return { ...mutant, policySet: policySetHash(mutant) };
}
