import { describe, expect, it } from '@jest/globals';
import { mask } from '../../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../../lambdas/mask/plan.ts';
import { DEFAULT_MASKING, type MaskingPolicy } from '../../../../lambdas/mask/policy/masking-policy.ts';
import { planUnderPolicy, planWithPolicy } from '../../../../lambdas/mask/policy/plan-with-policy.ts';
import { maskingRules } from '../../../../lambdas/mask/policy/rules.ts';
import { tokensShown, valuesTaken, withTokensReplaced } from '../../../../lambdas/mask/pseudonyms/in-answer.ts';
import { isPlainText, tokensPlaced, withValues } from '../../../../lambdas/mask/pseudonyms/in-input.ts';
import { seal, sealingKey, unseal } from '../../../../lambdas/mask/pseudonyms/seal.ts';
import { MOST_NAMES, rulesNaming, SessionNames } from '../../../../lambdas/mask/pseudonyms/session-names.ts';
import { isToken, typeOfToken } from '../../../../lambdas/mask/pseudonyms/token.ts';

const KEY = new Uint8Array(32).fill(7);
const OTHER_KEY = new Uint8Array(32).fill(8);
const CALL = { service: 'dynamodb', operation: 'GetItem' };
const fields = [
  { operation: '*', path: 'Item.nickname', show: 'pseudonym', type: 'customer-name' },
  { operation: '*', path: 'Tags.*', show: 'pseudonym', type: 'tag' },
] as const;
const policy: MaskingPolicy = { ...DEFAULT_MASKING, types: { email: 'pseudonym', phone: 'mask' }, fields: [...fields] };

const namesIn = (key = KEY) => new SessionNames(key);
const rulesIn = async (names: SessionNames) => rulesNaming(await maskingRules(policy), names);
async function masked(value: unknown, names = namesIn()) {
  return mask(value, planWithPolicy(SCAN_EVERYTHING, await rulesIn(names), CALL)).value;
}
const tokenFor = (value: string, type = 'email') => namesIn().of(type, value).token;

describe('a pseudonym', () => {
  it('is the same for the same value in a session, and another for another value, type or session', () => {
    const ada = tokenFor('ada@example.com');

    expect(ada).toMatch(/^<email:[0-9a-f]{12}>$/);
    expect(namesIn().name('email', 'ada@example.com')).toBe(ada);
    expect(tokenFor('bob@example.com')).not.toBe(ada);
    expect(tokenFor('ada@example.com', 'customer-name').slice(-13)).not.toBe(ada.slice(-13));
    expect(namesIn(OTHER_KEY).of('email', 'ada@example.com').token).not.toBe(ada);
  });

  it('stands for a value to the letter: nothing is normalised, since it is turned back into what was shown', () => {
    expect(tokenFor('Ada@example.com')).not.toBe(tokenFor('ada@example.com'));
  });

  it.each([
    ['too short', 'a@b.c'],
    ['too long', `${'a'.repeat(510)}@b.com`],
    ['a lone surrogate', 'ada\ud800@example.com'],
  ])('is not given to a value that is %s', (_why, value) => {
    expect(namesIn().name('email', value)).toBeUndefined();
  });

  it('is not given to a second value that would get the same one', () => {
    const names = namesIn();
    const clash = { token: tokenFor('ada@example.com'), mac: 'other', value: 'bob@example.com' };
    names.of = () => clash;
    expect(names.name('email', 'bob@example.com')).toBe(clash.token);
    names.of = () => ({ ...clash, value: 'ada@example.com' });
    expect(names.name('email', 'ada@example.com')).toBeUndefined();
  });

  it('is given to so many values of one answer and no more', () => {
    const names = namesIn();
    for (let count = 0; count < MOST_NAMES; count++) names.name('email', `user${count}@example.com`);

    expect(names.name('email', 'one.more@example.com')).toBeUndefined();
    expect(names.name('email', 'user0@example.com')).toBeDefined();
  });

  it.each(['<email:7f3a91c2d04>', '<email:7F3A91C2D04E>', '<Email:7f3a91c2d04e>', ' <email:7f3a91c2d04e>', '<email:7f3a91c2d04e>x'])(
    'is recognised by its exact form only: not %j',
    (text) => {
      expect([isToken(text), typeOfToken(text)]).toEqual([false, '']);
    },
  ); // prettier-ignore
});

describe('masking with pseudonyms', () => {
  const item = {
    Item: {
      mail: { S: 'ada@example.com' },
      note: { S: 'ada@example.com wrote to bob@example.com, phone 212-555-0167' },
      nickname: { S: 'Ada the Countess' },
      password: { S: 'hunter2-Xk93mQ' },
    },
  };

  it('names the types and fields of the policy, and masks the rest', async () => {
    const [ada, bob] = [tokenFor('ada@example.com'), tokenFor('bob@example.com')];

    expect(await masked(item)).toEqual({
      Item: {
        mail: { S: ada },
        note: { S: `${ada} wrote to ${bob}, phone [masked:phone]` },
        nickname: { S: tokenFor('Ada the Countess', 'customer-name') },
        password: { S: '[masked:password]' },
      },
    });
  });

  it('masks plainly where there is no session', async () => {
    const rules = await maskingRules(policy);

    const { value } = mask(item, planWithPolicy(SCAN_EVERYTHING, rules, CALL));

    expect(JSON.stringify(value)).toContain('"S":"[masked:email]"');
    expect(JSON.stringify(value)).toContain('[masked:customer-name]');
    expect(tokensShown(value).size).toBe(0);
  });

  it('leaves the numbers of a named field masked: a text in their place would not be turned back into a number', async () => {
    expect(await masked({ Item: { nickname: 1234567 } })).toEqual({ Item: { nickname: null } });
    expect(await masked({ Tags: { a: 1234567 } })).toEqual({ Tags: { a: '[masked:tag]' } });
  });

  it('counts what it names as found', async () => {
    const { report } = mask('to ada@example.com', planUnderPolicy(SCAN_EVERYTHING, await rulesIn(namesIn())));

    expect(report.byType).toEqual({ email: 1 });
  });

  it.each(['<phone:491701234567>', '<api-token:7f3a91c2d04e>', '<password:7f3a91c2d04e>', '<us-ssn:503041787000>'])(
    'leaves %s alone, whatever its name and digits look like',
    async (text) => {
      expect(await masked({ text, password: text })).toMatchObject({ text });
    },
  );

  it('does not take digits of a pseudonym for what a pattern of the team looks for, and masks others', async () => {
    const patterns = [{ type: 'build-id', pattern: '[0-9a-f]{12}' }];
    const rules = rulesNaming(await maskingRules({ ...policy, patterns }), namesIn());
    const text = 'ada@example.com <email:7f3a91c2d04e> 99aa91c2d04e';

    const { value } = mask(text, planUnderPolicy(SCAN_EVERYTHING, rules));

    expect(value).toBe(`${tokenFor('ada@example.com')} <email:7f3a91c2d04e> [masked:build-id]`);
  });

  it('looks on both sides of a pseudonym', async () => {
    expect(await masked('<email:7f3a91c2d04e>212-555-0167, password=hunter2-Xk93mQ')).toBe(
      '<email:7f3a91c2d04e>[masked:phone], password=[masked:password]',
    );
  });
});

describe('a value sealed for the table', () => {
  const sealed = seal('ada@example.com', 'session 1', KEY);

  it('can be opened with the same key and the same words beside it', () => {
    expect(unseal(sealed, 'session 1', KEY)).toBe('ada@example.com');
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('ada');
    expect(seal('ada@example.com', 'session 1', KEY)).not.toBe(sealed);
  });

  it('has a key that is the session’s and yet neither its secret nor the key of its names', () => {
    expect(sealingKey(KEY)).toEqual(sealingKey(KEY));
    expect([sealingKey(KEY), sealingKey(OTHER_KEY)]).not.toContainEqual(KEY);
    expect(sealingKey(OTHER_KEY)).not.toEqual(sealingKey(KEY));
  });

  const flipped = (at: number) => {
    const bytes = Buffer.from(sealed, 'base64');
    bytes[at]! ^= 1;
    return bytes.toString('base64');
  };

  it.each([
    ['other words beside it', () => unseal(sealed, 'session 2', KEY)],
    ['another key', () => unseal(sealed, 'session 1', OTHER_KEY)],
    ['a changed nonce', () => unseal(flipped(0), 'session 1', KEY)],
    ['a changed tag', () => unseal(flipped(12), 'session 1', KEY)],
    ['a changed ciphertext', () => unseal(flipped(30), 'session 1', KEY)],
    ['nothing left', () => unseal('', 'session 1', KEY)],
  ])('cannot be opened with %s', (_what, open) => {
    expect(open).toThrow();
  });
});

describe('in an answer', () => {
  const [one, other] = ['<email:111111111111>', '<email:222222222222>'];

  it('pseudonyms are found with the path of their first place, in names of members too', () => {
    const answer = { Users: [{ Email: one }, { Email: `to ${other}, ${one}` }], [one]: 1, odd: { [other]: 2 } };

    expect([...tokensShown(answer)]).toEqual([
      [one, '$.Users[*].Email'],
      [other, '$.Users[*].Email'],
    ]);
    expect([...tokensShown({ odd: { [other]: 2 } })]).toEqual([[other, '$.odd']]);
  });

  it('some can be replaced and the others stay', () => {
    const answer = { text: `${one} ${other}`, [one]: [one] };

    expect(withTokensReplaced(answer, (token) => (token === one ? '[masked:email]' : token))).toEqual({
      text: `[masked:email] ${other}`,
      '[masked:email]': ['[masked:email]'],
    });
  });

  it.each([
    ['as it is', 'to o\'hara+1@x.io.', `to ${one}.`],
    ['in other case', 'O\'Hara+1@X.io', one],
    ['in JSON', JSON.stringify({ a: 'o\'hara+1@x.io' }), JSON.stringify({ a: one })],
    ['in a URL', `?to=${encodeURIComponent('o\'hara+1@x.io')}&x`, `?to=${one}&x`],
    ['in base64', Buffer.from('o\'hara+1@x.io').toString('base64'), `${one}`],
  ])('a real value is taken out %s', (_how, text, expected) => {
    const taken = valuesTaken({ text, [text]: 1 }, new Map([['o\'hara+1@x.io', one]]));

    expect(JSON.stringify(taken).replaceAll('=', '')).toBe(JSON.stringify({ text: expected, [expected]: 1 }).replaceAll('=', ''));
  }); // prettier-ignore

  it('a real value that comes back as a number becomes null', () => {
    expect(valuesTaken({ n: 491701234567, m: 12 }, new Map([['491701234567', one]]))).toEqual({ n: null, m: 12 });
  });

  it('of two values that lie in each other, the longer is taken whole', () => {
    const values = new Map([
      ['ada@example.com', one],
      ['x.ada@example.com', other],
    ]);

    expect(valuesTaken('x.ada@example.com ada@example.com', values)).toBe(`${other} ${one}`);
  });
});

describe('in an input', () => {
  const token = '<email:7f3a91c2d04e>';

  it('pseudonyms are found with their places, those in names of members apart', () => {
    expect(tokensPlaced({ a: [token, `x ${token}`], 'b/c': { [token]: 'y' } })).toEqual([
      { token, pointer: '/a/0', inName: false },
      { token, pointer: '/a/1', inName: false },
      { token, pointer: `/b~1c/${token}`, inName: true },
    ]);
  });

  it('values take their places, whole texts and parts of texts told apart, and nothing else changes', () => {
    const input = JSON.parse(`{"a":"${token}","b":["to ${token}",1,null,true],"__proto__":{"c":"${token}"}}`);
    const seen: boolean[] = [];

    const changed = withValues(input, (_token, isWhole) => {
      seen.push(isWhole);
      return 'ada@example.com';
    });

    expect(JSON.stringify(changed)).toBe(JSON.stringify(input).replaceAll(token, 'ada@example.com'));
    expect(seen).toEqual([true, false, true]);
  });

  it.each([
    ['ada.l+1@example.com', true],
    ['+1 (415) 555-0188', true],
    ['Zoë Müller, Prof.', true],
    ['2001:db8::1', true],
    ['x","admin":true,"y":"', false],
    ["O'Hara", false],
    ['a\\b', false],
    ['a\nb', false],
    ['${env}', false],
    ['<b>', false],
    ['a=b&c', false],
    ['a;b', false],
    ['100%', false],
  ])('%j can stand in the midst of another syntax: %s', (value, isPlain) => {
    expect(isPlainText(value)).toBe(isPlain);
  });
});
