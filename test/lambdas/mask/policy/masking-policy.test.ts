import { describe, expect, it } from '@jest/globals';
import { MaskingPolicyInvalid, parseMaskingPolicy } from '../../../../lambdas/mask/policy/masking-policy.ts';
import { patternFault } from '../../../../lambdas/mask/policy/patterns.ts';

describe('a masking policy', () => {
  it('may set nothing but its version', () => {
    expect(parseMaskingPolicy({ version: 1 }, 'masking.yaml')).toEqual({
      version: 1,
      types: {},
      fields: [],
      patterns: [],
      binary: [],
      readMegabytes: 8,
      pseudonymHours: 24,
    });
  });

  it('says all that is wrong with it at once, and where, and what to write instead', () => {
    const bad = {
      version: 2,
      types: { password: 'pass', phone: 'hidden', 'us-ssn': 'partial' },
      fields: [
        { operation: 'GetItem', path: '$.Item', show: 'mask', type: 'X' },
        { operation: 's3:GetObject', path: 'Body', show: 'pass' },
      ],
      patterns: [{ type: 'ok', pattern: '(?<=x)y' }],
      binary: ['everything'],
      readMegabytes: 1000,
      extra: true,
    };

    const parse = () => parseMaskingPolicy(bad, 'masking.yaml', patternFault);

    expect(parse).toThrow(MaskingPolicyInvalid);
    for (const said of [
      /^The masking policy masking\.yaml is invalid:/,
      /must be 1\s+→ at version/,
      /is no type that a policy may change; it may change email, phone/,
      /→ at types\.phone/,
      /must be service:Operation.*such as dynamodb:GetItem\s+→ at fields\[0\]\.operation/,
      /must be a path as the report writes it.*\s+→ at fields\[0\]\.path/,
      /→ at fields\[1\]\.because/,
      /is no pattern of RE2.*\s+→ at patterns\[0\]\.pattern/,
      /→ at binary\[0\]/,
      /→ at readMegabytes/,
      /extra/,
    ]) {
      expect(parse).toThrow(said);
    }
  });

  it.each([
    [{ 'us-ssn': 'partial' }, /us-ssn|has no partial form; write mask or pass/],
    [{ secret: 'pass' }, /A secret is always masked whole, unless its field is passed/],
  ])('shows no part of what has none: %j', (types, message) => {
    expect(() => parseMaskingPolicy({ version: 1, types }, 'masking.yaml')).toThrow(message);
  });

  it('takes no pattern that matches nothing at all', () => {
    expect(() =>
      parseMaskingPolicy({ version: 1, patterns: [{ type: 'any', pattern: 'x*' }] }, 'm', patternFault),
    ).toThrow(/matches the empty text; it must match at least one character/);
  });
});
