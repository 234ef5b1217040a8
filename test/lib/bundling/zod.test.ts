import { beforeAll, describe, expect, it } from '@jest/globals';
import { preparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { theDefaultPolicies } from '../../support/a-policy-set.ts';
import { inABundle } from '../../support/in-a-bundle.ts';

const PARSE = `
  import { preparedPolicies } from 'lambdas/decide/prepared-policies.ts';
  export function answer(given) {
    const parsed = given.map((value) => preparedPolicies.safeParse(value));
    let refused;
    try { preparedPolicies.toJSONSchema() } catch (error) { refused = error.message }
    return { issues: parsed.map(({ error }) => error?.issues ?? []), refused };
  }
`;

describe('zod in a bundle', () => {
  const given = [theDefaultPolicies(), { ...theDefaultPolicies(), policySet: 'x', more: 1 }, 7];
  let said: { readonly issues: readonly unknown[]; readonly refused: string };
  beforeAll(async () => {
    said = await inABundle({ source: PARSE, given });
  }, 60_000);

  it('takes and refuses what the package does, in the same words', () => {
    const expected = given.map((value) => preparedPolicies.safeParse(value).error?.issues ?? []);

    expect(said.issues).toEqual(expected);
    expect(expected.map(({ length }) => length)).toEqual([0, 2, 1]);
  });

  it('has no way to a JSON Schema, and says so', () => {
    expect(said.refused).toMatch(/No function makes a JSON Schema: see lib\/bundling\/zod.ts/);
  });
});
