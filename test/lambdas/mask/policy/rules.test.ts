import { GetFunctionConfiguration$ } from '@aws-sdk/client-lambda';
import { GetItem$, Query$ } from '@aws-sdk/client-dynamodb';
import { Encrypt$ } from '@aws-sdk/client-kms';
import { describe, expect, it } from '@jest/globals';
import { fc } from '../../../support/draws.ts';
import { mask, maskText } from '../../../../lambdas/mask/mask.ts';
import { planFor, SCAN_EVERYTHING } from '../../../../lambdas/mask/plan.ts';
import { parseMaskingPolicy } from '../../../../lambdas/mask/policy/masking-policy.ts';
import { planUnderPolicy, planWithPolicy } from '../../../../lambdas/mask/policy/plan-with-policy.ts';
import { DEFAULT_RULES, maskingRules } from '../../../../lambdas/mask/policy/rules.ts';

const rulesOf = (policy: object) => maskingRules(parseMaskingPolicy({ version: 1, ...policy }, 'test'));
const under = async (policy: object) => planUnderPolicy(SCAN_EVERYTHING, await rulesOf(policy));
const shown = async (text: string, policy: object) => maskText(text, await under(policy)).text;

async function answered(schema: unknown, value: unknown, policy: object): Promise<unknown> {
  const [service, operation] = ['any', 'Any'];
  return mask(value, planWithPolicy(planFor({ service, operation, schema }), await rulesOf(policy), { service, operation })).value;
} // prettier-ignore

describe('a type', () => {
  it.each([
    ['card', 'card 4012 8888 8888 1881.', 'card [masked:card ..1881].'],
    ['iban', 'to DE89 3704 0044 0532 0130 00', 'to [masked:iban ..3000]'],
    ['phone', 'call +1 415 555 0132 now', 'call [masked:phone ..32] now'],
    ['email', 'ask bob.smith@example.com', 'ask [masked:email b*@example.com]'],
    ['aws-access-key-id', 'key AKIAIOSFODNN7EXAMPLE', 'key [masked:aws-access-key-id AKIA..MPLE]'],
  ])('may show a part: %s', async (type, text, expected) => {
    expect(await shown(text, { types: { [type]: 'partial' } })).toBe(expected);
  });

  it('may be passed, and others are masked beside it', async () => {
    expect(await shown('bob@example.com has 4012888888881881', { types: { email: 'pass' } })).toBe(
      'bob@example.com has [masked:card]',
    );
  });

  it.each([
    ['person-name', { LastName: 'Hopper' }],
    ['date-of-birth', { dateOfBirth: '1990-01-02', note: 'born on 1990-01-02' }],
    ['postal-code', { PostalCode: '94105' }],
    ['postal-address', { street: '12 Main Street', note: 'ship to 12 Main Street' }],
    ['passport', { note: 'passport number 123456789' }],
  ])('may be passed, by its name as by its form: %s', async (type, value) => {
    const plan = await under({ types: { [type]: 'pass' } });

    expect(mask(value, plan).value).toEqual(value);
    expect(JSON.stringify(mask(value, SCAN_EVERYTHING).value)).toContain(`[masked:${type}]`);
  });

  it('of addresses is masked only where a policy says so', async () => {
    expect(await shown('from 203.0.113.9', {})).toBe('from 203.0.113.9');
    expect(await shown('from 203.0.113.9', { types: { 'ip-address': 'mask' } })).toBe('from [masked:ip-address]');
  });

  it('of national numbers is masked only where a policy says so', async () => {
    const text = 'her PESEL is 44051401359.';

    expect(await shown(text, {})).toBe(text);
    expect(await shown(text, { types: { 'national-id': 'mask' } })).not.toContain('44051401359');
  });

  it('that is passed does not let pass what it gives away: the secret key beside an access key id', async () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzR4nD0mK3y';

    const text = await shown(`AKIAQ3EGRIRKV3RVZLOX ${secret}`, { types: { 'aws-access-key-id': 'pass' } });

    expect(text).toBe('AKIAQ3EGRIRKV3RVZLOX [masked:aws-secret-key]');
  });

  it('shows no part of a secret, whatever stands beside it', async () => {
    const text = 'password=Tr0ub4dor-3-horse for bob@example.com';

    expect(await shown(text, { types: { email: 'partial' } })).toBe(
      'password=[masked:password] for [masked:email b*@example.com]',
    );
  });
});

describe('a pattern', () => {
  const patterns = [{ type: 'employee-id', pattern: '\\bE-[0-9]{6}\\b' }];

  it('is looked for in short and plain values too, which hold nothing that a detector knows', async () => {
    const own = {
      patterns: [
        { type: 'code-name', pattern: 'otter' },
        { type: 'desk', pattern: 'D[0-9]{2}' },
      ],
    };

    expect(await shown('project otter', own)).toBe('project [masked:code-name]');
    expect(await shown('D42', own)).toBe('[masked:desk]');
  });

  it('is looked for in values, keys and layers, and its matches are nowhere in the report', async () => {
    const value = { note: 'by E-123456', 'E-654321': JSON.stringify({ by: 'E-111111' }) };

    const masked = mask(value, await under({ patterns }));

    expect(masked.value).toEqual({
      note: 'by [masked:employee-id]',
      '[masked:employee-id]': '{"by":"[masked:employee-id]"}',
    });
    expect(JSON.stringify(masked.report)).not.toMatch(/E-\d/);
    expect(masked.report.byType).toEqual({ 'employee-id': 3 });
  });

  it('finds what stands across two windows of a long text', async () => {
    const text = `${'x '.repeat(32 * 1024 - 3)}E-123456 ${'y '.repeat(40 * 1024)}`;

    const masked = await shown(text, { patterns });

    expect(masked).toContain('[masked:employee-id]');
    expect(masked).not.toContain('E-123456');
  });

  it('leaves alone what masking wrote, so that masking twice changes nothing', async () => {
    const greedy = { patterns: [{ type: 'word', pattern: '[a-z:]{3,}' }] };
    const once = await shown('see bob@example.com or else', greedy);

    expect(once).toBe('[masked:word] [masked:email] or [masked:word]');
    expect(await shown(once, greedy)).toBe(once);
  });
});

describe('a field', () => {
  it.each([
    ['a member of a map', 'Item.nickname', { Item: { nickname: { S: 'Bo' }, city: { S: 'Graz' } } }, { Item: { nickname: { S: '[masked:customer-name]' }, city: { S: 'Graz' } } }],
    ['any member of a map', 'Item.*', { Item: { nickname: { S: 'Bo' } } }, { Item: { nickname: { S: '[masked:customer-name]' } } }],
  ])('is masked by its path: %s', async (_kind, path, value, expected) => {
    const fields = [{ operation: 'any:Any', path, show: 'mask', type: 'customer-name' }];

    expect(await answered(GetItem$, value, { fields })).toEqual(expected);
  }); // prettier-ignore

  it('is masked in every element of a list', async () => {
    const fields = [{ operation: 'any:*', path: 'Items[*].note', show: 'mask', type: 'note' }];

    expect(await answered(Query$, { Items: [{ note: { S: 'a' } }, { other: { S: 'b' } }] }, { fields })).toEqual({
      Items: [{ note: { S: '[masked:note]' } }, { other: { S: 'b' } }],
    });
  });

  it('that AWS marks may be passed or scanned', async () => {
    const value = { Environment: { Variables: { STAGE: 'prod', OWNER: 'bob@example.com' } } };
    const field = (show: string) => [
      { operation: '*', path: 'Environment.Variables', show, because: 'ours hold no secrets' },
    ];

    expect(await answered(GetFunctionConfiguration$, value, { fields: field('pass') })).toEqual(value);
    expect(await answered(GetFunctionConfiguration$, value, { fields: field('scan') })).toEqual({
      Environment: { Variables: { STAGE: 'prod', OWNER: '[masked:email]' } },
    });
  });

  it('of another operation is left to the plan', async () => {
    const fields = [{ operation: 'other:Any', path: 'Item.nickname', show: 'mask', type: 'customer-name' }];

    expect(await answered(GetItem$, { Item: { nickname: { S: 'Bo' } } }, { fields })).toEqual({ Item: { nickname: { S: 'Bo' } } });
  }); // prettier-ignore

  it('does not change the plan for whoever has no such policy', async () => {
    const fields = [{ operation: '*', path: 'Item.nickname', show: 'mask', type: 'customer-name' }];
    await answered(GetItem$, {}, { fields });

    expect(await answered(GetItem$, { Item: { nickname: { S: 'Bo' } } }, {})).toEqual({
      Item: { nickname: { S: 'Bo' } },
    });
  });
});

describe('bytes that are no text', () => {
  const value = { KeyId: 'k', CiphertextBlob: new Uint8Array([1, 2, 255]) };

  it('pass as base64 for an operation that the policy names, and for no other', async () => {
    expect(await answered(Encrypt$, value, { binary: ['any:Any'] })).toEqual({ KeyId: 'k', CiphertextBlob: 'AQL/' });
    expect(await answered(Encrypt$, value, { binary: ['any:Other'] })).toEqual({
      KeyId: 'k',
      CiphertextBlob: '[withheld:binary 3 bytes]',
    });
  });
});

describe('a policy', () => {
  it('is named in the report by its hash, the default one not at all', async () => {
    const packOf = async (policy: object) => mask({}, await under(policy)).report.rulePack;

    expect(await packOf({})).toBe(mask({}, SCAN_EVERYTHING).report.rulePack);
    expect(await packOf({ types: { email: 'pass' } })).toMatch(/^\d+-[0-9a-f]{12}\+[0-9a-f]{12}$/);
  });

  it('that sets nothing changes nothing, and any other masks twice as it masks once', async () => {
    const piece = fc.constantFrom('a@b.com', '4012888888881881', '+1 415 555 0132', 'DE89370400440532013000', 'E-123456', ' ', ': ', 'phone', 'card', '"', '%40', 'AKIAIOSFODNN7EXAMPLE', '203.0.113.9'); // prettier-ignore
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const types = fc.dictionary(
      fc.constantFrom('card', 'email', 'phone', 'iban', 'aws-access-key-id'),
      fc.constantFrom('mask', 'partial'),
    );
    await fc.assert(
      fc.asyncProperty(text, types, async (said, forms) => {
        const plan = await under({ types: forms, patterns: [{ type: 'employee-id', pattern: 'E-[0-9]{6}' }] });
        const once = mask({ said }, plan).value;

        expect(mask(once, plan).value).toEqual(once);
        expect(maskText(said, planUnderPolicy(SCAN_EVERYTHING, DEFAULT_RULES))).toEqual(maskText(said));
      }),
      { numRuns: 500 },
    );
  });
});
