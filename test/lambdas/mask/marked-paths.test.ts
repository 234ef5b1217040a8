import { PutSecretValue$ } from '@aws-sdk/client-secrets-manager';
import { UpdateFunctionConfiguration$ } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { markedPaths, planOfPaths } from '../../../lambdas/mask/marked-paths.ts';
import { mask } from '../../../lambdas/mask/mask.ts';
import { planForInput } from '../../../lambdas/mask/plan.ts';

const planned = (operation: string, schema: unknown) => planForInput({ service: 'any', operation, schema });

describe('the marked paths of a plan', () => {
  it('name what the SDK marks, by member', () => {
    expect(markedPaths(planned('PutSecretValue', PutSecretValue$))).toMatchObject({
      SecretString: expect.any(String),
      SecretBinary: expect.any(String),
    });
  });

  it.each([
    ['a member', PutSecretValue$, { SecretId: 'db', SecretString: 'plain words' }],
    [
      'a map',
      UpdateFunctionConfiguration$,
      { FunctionName: 'f', Environment: { Variables: { GREETING: 'plain words' } }, Description: 'plain words' },
    ],
  ])('make a plan that masks as the SDK schema does: %s', (_, schema, input) => {
    const plan = planned('Any', schema);

    const masked = mask(input, planOfPaths(markedPaths(plan))).value;

    expect(masked).toEqual(mask(input, plan).value);
    expect(JSON.stringify(masked)).toContain('[masked:');
  });

  it('reach through lists and maps', () => {
    const plan = planOfPaths({ 'Users/*/Note': 'secret', Tags: 'secret' });

    expect(mask({ Users: [{ Note: 'a', Name: 'b' }], Tags: { c: 'd' } }, plan).value).toEqual({
      Users: [{ Note: '[masked:secret]', Name: 'b' }],
      Tags: { c: '[masked:secret]' },
    });
  });
});
