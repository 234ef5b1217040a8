import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { canonicalJson, type Json } from '../../../lambdas/runtime/json.ts';

describe('canonicalJson follows RFC 8785', () => {
  it('prints the example of section 3.2.3 as section 3.2.4 lists its bytes', () => {
    const example = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;

    const expected =
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';
    expect(canonicalJson(JSON.parse(example) as Json)).toBe(expected);
    expect(Buffer.from(expected).toString('hex')).toMatch(
      /^7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d/,
    );
  });

  it('sorts members by UTF-16 code units, as the example of section 3.2.3 does', () => {
    const members = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };

    const order = [...canonicalJson(members).matchAll(/:(\d)/g)].map((match) => Number(match[1]));

    expect(order).toEqual([2, 4, 6, 7, 1, 5, 3]);
  });

  // The bit patterns and texts of RFC 8785, appendix B.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('prints the number of bits %s as %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it('escapes the two characters and the controls that section 3.2.2.2 names, and nothing else', () => {
    const controls = String.fromCharCode(...Array.from({ length: 32 }, (_, code) => code));

    expect(canonicalJson(`${controls}"\\/\u007f\u2028é`)).toBe(
      '"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f' +
        '\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f' +
        '\\"\\\\/\u007f\u2028é"',
    );
  });

  it.each<readonly [string, unknown, RegExp]>([
    ['NaN', NaN, /cannot hold the number NaN/],
    ['an infinity', -Infinity, /cannot hold the number -Infinity/],
    ['undefined', undefined, /type undefined/],
    ['a missing member', { a: undefined }, /type undefined/],
    ['a function', () => 1, /type function/],
    ['a big integer', 1n, /type bigint/],
    ['a lone high surrogate', 'a\ud800', /lone surrogate/],
    ['a lone low surrogate in a name', { '\udc00': 1 }, /lone surrogate/],
  ])('refuses %s', (_name, value, why) => {
    expect(() => canonicalJson({ nested: [value as Json] })).toThrow(why);
  });

  it('gives equal values equal bytes, whatever the order of their members', () => {
    fc.assert(
      fc.property(fc.jsonValue().filter(isHoldable), (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(turned(value) as Json)).toBe(text);
      }),
    );
  });
});

function isHoldable(value: unknown): boolean {
  return JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/.test(JSON.stringify(value));
}

/** The same value with the members of every object in reverse order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}
