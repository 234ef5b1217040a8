import { describe, expect, it } from '@jest/globals';
import { mask, maskText, secretsIn } from '../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';

const PASSWORD = 'Tr0ub4dor&3-horse';

function masked(value: unknown): unknown {
  return mask(value, SCAN_EVERYTHING).value;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('what an SDK answer may hold', () => {
  it('becomes JSON: dates as ISO text, bigints as digits, sets as lists, undefined left out', () => {
    const answer = {
      at: new Date(0),
      size: 10n,
      ids: new Set(['a']),
      tags: new Map([['k', 1]]),
      gone: undefined,
      list: [undefined],
    };

    expect(masked(answer)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      size: '10',
      ids: ['a'],
      tags: { k: 1 },
      list: [null],
    });
  });

  it('shows bytes as text when they are UTF-8, and scans them', () => {
    expect(masked({ Payload: new TextEncoder().encode('to bob@example.com') })).toEqual({
      Payload: 'to [masked:email]',
    });
  });

  it('withholds bytes that are not text, saying only how many', () => {
    expect(masked({ CiphertextBlob: new Uint8Array([1, 2, 255]) })).toEqual({
      CiphertextBlob: '[withheld:binary 3 bytes]',
    });
  });

  it('withholds streams, which cannot be looked through', () => {
    expect(masked({ Body: { pipe: () => undefined } })).toEqual({ Body: {} });
    expect(masked({ Body: new ReadableStream() })).toEqual({ Body: '[withheld:stream]' });
  });

  it('keeps numbers, booleans and null, and writes NaN as AWS does', () => {
    expect(masked({ n: 1.5, b: false, z: null, x: Number.NaN })).toEqual({ n: 1.5, b: false, z: null, x: 'NaN' });
  });

  it('keeps a member called __proto__ a member', () => {
    const value = masked(JSON.parse('{"__proto__": {"password": "abc"}}')) as object;

    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"password":"[masked:password]"}}');
  });

  it('judges a value by its name again once a secret that stands elsewhere has gone from it', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x';
    const once = masked({ api_key: [[token], `{+1 415 555 0132${token}`] });

    expect(masked(once)).toEqual(once);
    expect(JSON.stringify(once)).not.toContain(token);
  });

  it('ends a cycle instead of following it', () => {
    const answer: Record<string, unknown> = { a: 1 };
    answer['self'] = answer;

    expect(masked(answer)).toEqual({ a: 1, self: '[withheld:cycle]' });
  });

  it('goes 100,000 levels down', () => {
    const root: Record<string, unknown> = {};
    let level = root;
    for (let depth = 0; depth < 100_000; depth++) level = level['a'] = {} as Record<string, unknown>;
    level['password'] = PASSWORD;

    expect(mask(root, SCAN_EVERYTHING).report.byType).toEqual({ password: 1 });
  });
});

describe('names', () => {
  it.each([
    ['a member', { password: 'abc' }, { password: '[masked:password]' }],
    ['a pair', { Name: 'DB_PASSWORD', Value: 'abc' }, { Name: 'DB_PASSWORD', Value: '[masked:password]' }],
    ['a DynamoDB attribute', { password: { S: 'abc' } }, { password: { S: '[masked:password]' } }],
    ['a DynamoDB list', { password: { L: [{ S: 'abc' }] } }, { password: { L: [{ S: '[masked:password]' }] } }],
    ['a list', { passwords: ['abc', 'def'] }, { passwords: ['[masked:password]', '[masked:password]'] }],
    ['a command line', ['--db-password', 'abc'], ['--db-password', '[masked:password]']],
    ['a number', { password: 12345678 }, { password: '[masked:password]' }],
  ])('mask %s', (_kind, value, expected) => {
    expect(masked(value)).toEqual(expected);
  });

  it('leave flags, ARNs, settings and placeholders that stand under them', () => {
    const answer = {
      Password: true,
      Secret: 'arn:aws:iam::1:x',
      Token: 'optional',
      apiKey: '${API_KEY}',
      secret: '****',
    };

    expect(masked(answer)).toEqual(answer);
  });
});

describe('keys', () => {
  it('that are personal data are masked, and told apart', () => {
    expect(masked({ 'a@example.com': 1, 'b@example.com': 2 })).toEqual({ '[masked:email]': 1, '[masked:email]#2': 2 });
  });
});

describe('layers', () => {
  it('looks through JSON in a string and writes it back', () => {
    expect(masked({ Event: JSON.stringify({ user: 'x', password: 'abc' }) })).toEqual({
      Event: '{"user":"x","password":"[masked:password]"}',
    });
  });

  it('leaves JSON without a finding as it was written', () => {
    const answer = { Policy: '{ "Version" : "2012-10-17",\n "Statement": [] }' };

    expect(masked(answer)).toEqual(answer);
  });

  it('drops the hidden first of two members with one name, which a parser does not show', () => {
    expect(masked({ Event: '{"a":"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","a":"fine"}' })).toEqual({
      Event: '{"a":"fine"}',
    });
  });

  it('looks through base64 and writes it back', () => {
    expect(masked({ UserData: base64('export PASSWORD=abcdef\n') })).toEqual({
      UserData: base64('export PASSWORD=[masked:password]\n'),
    });
  });

  it('blanks base64 inside a longer text', () => {
    expect(masked({ Log: `got ${base64('{"password":"abcdef123"}')} back` })).toEqual({
      Log: 'got [masked:password] back',
    });
  });

  it('looks through URL-encoded documents, as IAM returns policies', () => {
    const value = masked({ PolicyDocument: encodeURIComponent('{"password":"abc"}') }) as { PolicyDocument: string };

    expect(decodeURIComponent(value.PolicyDocument)).toBe('{"password":"[masked:password]"}');
  });

  it('masks what lies under more than four layers whole, and says so', () => {
    let text = 'ask bob@example.com';
    for (let layer = 0; layer < 6; layer++) text = JSON.stringify({ text });
    const { value, report } = mask({ text }, SCAN_EVERYTHING);

    expect(JSON.stringify(value)).not.toContain('bob@');
    expect(report).toMatchObject({ truncated: true, byType: { undecoded: 1 } });
  });

  it('masks a document whole that is too deep to be written back', () => {
    const depth = 100_000;
    const text = `${'{"a":'.repeat(depth)}"bob@example.com"${'}'.repeat(depth)}`;

    expect(masked({ text, other: 1 })).toEqual({ text: '[masked:undecoded]', other: 1 });
  });

  it('writes back a URL-encoded document with half a character in it', () => {
    expect(masked({ text: '%7B bob@example.com \ud800' })).toEqual({ text: '%7B%20%5Bmasked%3Aemail%5D%20%EF%BF%BD' });
  });

  it('masks a blob whole that decodes to more than the cap', () => {
    const { value, report } = mask(
      { blob: base64('all quiet here, nothing to see. '.repeat(300_000)) },
      SCAN_EVERYTHING,
    );

    expect(value).toEqual({ blob: '[masked:undecoded]' });
    expect(report.truncated).toBe(true);
  });
});

describe('a secret found once', () => {
  it('is replaced wherever else it stands, in any form', () => {
    const answer = {
      message: `Login with ${PASSWORD} failed`,
      url: `https://x/?q=${encodeURIComponent(PASSWORD)}`,
      encoded: `x ${base64(PASSWORD)} y`,
      nested: JSON.stringify({ text: `again ${PASSWORD}` }),
      [`key ${PASSWORD}`]: 1,
      password: PASSWORD,
    };

    const text = JSON.stringify(masked(answer));
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(encodeURIComponent(PASSWORD));
    expect(text).not.toContain(base64(PASSWORD).slice(0, -2));
  });

  it('is replaced in an error that echoes the input', () => {
    const known = secretsIn({ SecretString: PASSWORD }, SCAN_EVERYTHING);

    expect(maskText(`Invalid value ${PASSWORD}.`, SCAN_EVERYTHING, known).text).toBe('Invalid value [masked:secret].');
  });

  it('is left elsewhere when it is shorter than 12 characters, because it may stand there by chance', () => {
    expect(masked({ password: 'prod', stage: 'prod' })).toEqual({ password: '[masked:password]', stage: 'prod' });
  });
});

describe('the report', () => {
  const { report } = mask(
    {
      Items: [{ email: 'a@example.com' }, { email: 'b@example.com' }],
      users: { 'c@example.com': { password: PASSWORD } },
    },
    SCAN_EVERYTHING,
  );

  it('counts by type and by path, indices collapsed', () => {
    expect(report.byType).toEqual({ email: 3, password: 1 });
    expect(report.paths).toContainEqual({ path: '$.Items[*].email', type: 'email', reason: 'form', count: 2 });
  });

  it('masks keys that are sensitive, and holds no value', () => {
    expect(report.paths).toContainEqual({
      path: '$.users[masked].password',
      type: 'password',
      reason: 'name',
      count: 1,
    });
    expect(JSON.stringify(report)).not.toMatch(/example\.com|Tr0ub4dor/);
  });

  it('names its rules and the bytes it read', () => {
    expect(report.rulePack).toMatch(/^\d+-[0-9a-f]{12}$/);
    expect(report.bytesScanned).toBe(13 + 13 + PASSWORD.length);
  });

  it('lists at most 200 paths and says that there were more', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`field${at}`, `u${at}@example.com`]));
    const long = mask(many, SCAN_EVERYTHING).report;

    expect(long).toMatchObject({ findings: 300, truncated: true });
    expect(long.paths).toHaveLength(200);
  });
});

describe('a fault', () => {
  it('withholds the whole value, because an unmasked one must not come of it', () => {
    const broken = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );

    expect(mask({ password: 'x', broken }, SCAN_EVERYTHING)).toMatchObject({
      value: '[withheld:masking-failed]',
      report: { truncated: true, byType: { 'masking-failed': 1 } },
    });
  });
});
