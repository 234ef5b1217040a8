import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { mask } from '../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';

const PASSWORD = 'Tr0ub4dor-3-horse';

function masked(value: unknown): unknown {
  return mask(value, SCAN_EVERYTHING).value;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe('a table with a header', () => {
  it.each([
    ['CSV', 'user,password,note\nada,abc,first\nbob,"d,ef",second\n', 'user,password,note\nada,[masked:password],first\nbob,[masked:password],second\n'],
    ['TSV', 'user\tdb_password\r\nada\tabc\r\n', 'user\tdb_password\r\nada\t[masked:password]\r\n'],
    ['semicolons', '"user";"api key"\n"ada";"k9Fh3mQ27xLpWz8Vt5"', '"user";"api key"\n"ada";[masked:api-key]'],
    ['names beside values', 'name,value\nSTAGE,prod\nDB_PASSWORD,abc\n', 'name,value\nSTAGE,prod\nDB_PASSWORD,[masked:password]\n'],
    ['two columns of one name', 'password,password\nabc,def\n', 'password,password\n[masked:password],[masked:password]\n'],
    ['rows that are too short or too long', 'a,password\nx,abc\nx,abc\ny\nz,def,to a@b.com\n', 'a,password\nx,[masked:password]\nx,[masked:password]\ny\nz,[masked:password],to [masked:email]\n'],
  ])('has its cells judged by their column: %s', (_kind, text, expected) => {
    expect(masked({ Body: text })).toEqual({ Body: expected });
  }); // prettier-ignore

  it('keeps the letters of cells that hold nothing, quotes and line breaks included', () => {
    const text = 'id,password,note\r\n"1",abc,"two\r\nlines, ""quoted"""\r\n\r\n';

    expect(masked({ Body: text })).toEqual({ Body: text.replace('abc', '[masked:password]') });
  });

  it.each([
    ['no telling column', 'id,city\n1,Graz\n'],
    ['prose', 'Your password, please\nand be quick, will you, dear\nyes, no, maybe, so\n'],
    ['a quote that never closes', 'id,password\n1,"abc\n'],
    ['nothing below the header', 'id,password\n'],
  ])('is none with %s', (_kind, text) => {
    expect(masked({ Body: text })).toEqual({ Body: text });
  });

  it('is named in the report, with its column', () => {
    const { report } = mask({ Body: 'user,password\nada,abc\nbob,def\n' }, SCAN_EVERYTHING);

    expect(report.paths).toEqual([{ path: '$.Body{csv}[*].password', type: 'password', reason: 'name', count: 2 }]);
  });
});

describe('lines of JSON', () => {
  it('are read line by line; a line without a finding stays as it was written', () => {
    const text = '{"password":"abc"}\n{ "at" : 1 }\n\nnot json, to a@b.com\n{"deep":{"secret":"k9Fh3mQ27xLp"}}\n';

    expect(masked({ Body: text })).toEqual({
      Body: '{"password":"[masked:password]"}\n{ "at" : 1 }\n\nnot json, to [masked:email]\n{"deep":{"secret":"[masked:secret]"}}\n',
    });
  });

  it('do not show the hidden first of two members with one name', () => {
    expect(masked({ Body: '{"a":"x"}\n{"a":"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","a":"fine"}' })).toEqual({
      Body: '{"a":"x"}\n{"a":"fine"}',
    });
  });
});

describe('gzip', () => {
  it('as bytes is shown as the text in it, masked', () => {
    expect(masked({ Body: gzipSync('{"password":"abc"}') })).toEqual({ Body: '{"password":"[masked:password]"}' });
  });

  it('as base64 is looked through and written back', () => {
    const { Data } = masked({ Data: gzipSync('to bob@example.com').toString('base64') }) as { Data: string };

    expect(gunzipSync(Buffer.from(Data, 'base64')).toString()).toBe('to [masked:email]');
  });

  it('that was cut off is read as far as it goes', () => {
    const whole = gzipSync(`to bob@example.com ${Array.from({ length: 5000 }, (_, at) => at * at).join(' ')}`);

    expect(masked({ Body: whole.subarray(0, -2000) })).toEqual({ Body: expect.stringMatching(/^to \[masked:email\] 0 1 4 /) });
  }); // prettier-ignore

  it.each([
    ['bytes', gzipSync(new Uint8Array([1, 2, 255, 254])), /^\[withheld:gzip \d+ bytes\]$/],
    ['base64', gzipSync(new Uint8Array([1, 2, 255, 254])).toString('base64'), /^\[masked:undecoded\]$/],
    ['base64 that is damaged', `H4sI${'A'.repeat(40)}`, /^\[masked:undecoded\]$/],
  ])('of something that is not text is not shown: %s', (_kind, Data, expected) => {
    expect(masked({ Data })).toEqual({ Data: expect.stringMatching(expected) });
  });

  it('that inflates beyond the limit is withheld without being inflated', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'));

    expect(masked({ Body: bomb })).toEqual({ Body: `[withheld:gzip ${bomb.length} bytes]` });
    expect(masked({ Data: bomb.toString('base64') })).toEqual({ Data: '[masked:undecoded]' });
  });

  it('has one limit for a whole answer, so that many small ones add up', () => {
    const part = gzipSync(Buffer.alloc(3 * 1024 * 1024, 'quiet '));
    const bodies = (masked([part, part, part]) as string[]).map((body) => body.slice(0, 15));

    expect(bodies).toEqual(['quiet quiet qui', 'quiet quiet qui', '[withheld:gzip ']);
  });
});

describe('bytes', () => {
  it('of UTF-16 with its mark are read as text', () => {
    expect(masked({ Body: Buffer.from('\ufeffpassword=hunter22', 'utf16le') })).toEqual({
      Body: 'password=[masked:password]',
    });
  });
});

describe('escapes in running text', () => {
  it.each([
    ['a form body', 'name=Bob&mail=bob%40example.com&x=1', 'name=Bob&mail=[masked:email]&x=1'],
    ['three times encoded', 'mail=bob%252540example.com', 'mail=[masked:email]'],
    ['JSON escapes', 'event {\\"mail\\":\\"bob\\u0040example.com\\"}', 'event {\\"mail\\":\\"[masked:email]\\"}'],
    ['a URL in a URL', 'GET /go?to=https%3A%2F%2Fu%3AhunterX2%40db.example.com%2F ok', 'GET /go?to=[masked:url-credentials] ok'],
    ['nothing sensitive', 'GET /a%20b?c=100%25&d=%zz', 'GET /a%20b?c=100%25&d=%zz'],
  ])('are looked through: %s', (_kind, text, expected) => {
    expect(masked({ log: text })).toEqual({ log: expected });
  }); // prettier-ignore
});

describe('structures of AWS', () => {
  it.each([
    ['parameters of a stack', { ParameterKey: 'DbPassword', ParameterValue: 'abc' }, { ParameterKey: 'DbPassword', ParameterValue: '[masked:password]' }],
    ['a tag', { Key: 'api-token', Value: 'k9Fh3mQ27xLp' }, { Key: 'api-token', Value: '[masked:token]' }],
    ['a DynamoDB map', { login: { M: { password: { S: 'abc' } } } }, { login: { M: { password: { S: '[masked:password]' } } } }],
    ['a DynamoDB set', { passwords: { SS: ['abc', 'def'] } }, { passwords: { SS: ['[masked:password]', '[masked:password]'] } }],
    ['DynamoDB bytes', { note: { B: Buffer.from('to a@b.com') } }, { note: { B: 'to [masked:email]' } }],
    ['an SQS attribute', { MessageAttributes: { password: { StringValue: 'abc', DataType: 'String' } } }, { MessageAttributes: { password: { StringValue: '[masked:password]', DataType: 'String' } } }],
    ['a query string', { url: 'https://x.example/cb?state=1&access_token=k9Fh3mQ27xLpWz8Vt5&x=1' }, { url: 'https://x.example/cb?state=1&access_token=[masked:token]&x=1' }],
    ['a connection string', { url: 'postgres://app:hunterX2@db:5432/app' }, { url: 'postgres://app:[masked:url-credentials]@db:5432/app' }],
    ['JSON in base64 in JSON', { a: JSON.stringify({ data: base64(JSON.stringify({ password: PASSWORD })) }) }, { a: JSON.stringify({ data: base64('{"password":"[masked:password]"}') }) }],
  ])('are understood: %s', (_kind, value, expected) => {
    expect(masked(value)).toEqual(expected);
  }); // prettier-ignore
});

describe('limits of the walk', () => {
  it('withhold an answer that is nested more than 131,072 levels deep, and say so', () => {
    const root: Record<string, unknown> = {};
    let level = root;
    for (let depth = 0; depth < 140_000; depth++) level = level['a'] = {} as Record<string, unknown>;

    expect(mask(root, SCAN_EVERYTHING)).toMatchObject({
      value: '[withheld:masking-failed]',
      report: { truncated: true, byType: { 'masking-failed': 1 } },
    });
  });

  it('withhold only the text that holds such a document', () => {
    const depth = 140_000;
    const text = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

    expect(masked({ text, other: 1 })).toEqual({ text: '[masked:undecoded]', other: 1 });
  });
});
