import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fc } from '../../../support/draws.ts';
import { type MaskPlan, SCAN_EVERYTHING } from '../../../../lambdas/mask/plan.ts';
import { maskBody, type MaskedBody } from '../../../../lambdas/mask/stream/body.ts';

const KEY_LINES = Array.from(
  { length: 20 },
  (_, at) => `MIIEpAIBAAKCAQEA${String(at).padStart(4, '0')}q7Zk3vXyT9sLmN2pR5wB8dF1gH4jK6`,
);
const PEM = `-----BEGIN RSA PRIVATE KEY-----\n${KEY_LINES.join('\n')}\n-----END RSA PRIVATE KEY-----\n`; // prettier-ignore
const TOKEN = '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';
const PASSWORD = 'Tr0ub4dor-3-horse';
/** Small, so that texts of some kilobytes are taken apart. */
const SMALL = { whole: 4096, piece: 2048, reach: 1024 };
const LIMITS = { read: 1_000_000, shown: 500_000 };

/** The bytes in chunks of these sizes, over and over. */
async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

interface Given {
  sizes?: readonly number[];
  limits?: typeof LIMITS;
  cutting?: typeof SMALL;
  contentType?: string;
  contentLength?: number;
  plan?: MaskPlan;
}

async function maskedBody(content: string | Uint8Array, given: Given = {}): Promise<MaskedBody> {
  const bytes = chunked(Buffer.from(content), given.sizes ?? [1000]);
  return maskBody(
    { member: 'Body', bytes, contentType: given.contentType, contentLength: given.contentLength },
    {
      plan: given.plan ?? SCAN_EVERYTHING,
      known: new Map(),
      limits: given.limits ?? LIMITS,
      ...(given.cutting && { sizes: given.cutting }),
    },
  );
}

const quiet = (lines: number) => Array.from({ length: lines }, (_, at) => `line ${at}: all is quiet here`).join('\n');

describe('a text that fits', () => {
  it('is masked whole, also where it is one JSON document', async () => {
    const { text } = await maskedBody('[{"Name":"DB_PASSWORD","Value":"abc"}]', { sizes: [1] });

    expect(text).toBe('[{"Name":"DB_PASSWORD","Value":"[masked:password]"}]');
  });

  it('is reported with its place in the answer', async () => {
    const { report } = await maskedBody('{"password":"abc"}');

    expect(report.paths).toEqual([{ path: '$.Body{json}.password', type: 'password', reason: 'name', count: 1 }]);
    expect(report.truncated).toBe(false);
  });

  it('may be gzip or UTF-16', async () => {
    expect((await maskedBody(gzipSync('to bob@example.com'))).text).toBe('to [masked:email]');
    expect((await maskedBody(Buffer.from('\ufeffto bob@example.com', 'utf16le'), { sizes: [1] })).text).toBe(
      'to [masked:email]',
    );
  });
});

describe('a longer text', () => {
  it('is masked piece by piece, with nothing lost or doubled', async () => {
    const content = `${quiet(300)}\npassword=${PASSWORD}\n${quiet(300)}`;

    const { text } = await maskedBody(content, { cutting: SMALL });

    expect(text).toBe(content.replace(PASSWORD, '[masked:password]'));
  });

  it.each([30, 50, 52, 54, 56, 58, 60, 62, 64, 66, 68, 70, 72])(
    'shows no line of a private key that stands across a cut, %d lines in',
    async (lines) => {
      const { text } = await maskedBody(`${quiet(lines)}\n${PEM}${quiet(200)}`, { cutting: SMALL });

      expect(text).not.toMatch(/MIIE|q7Zk3/);
      expect(text).toContain('line 199');
    },
  );

  it('that is a table has its columns known in every piece', async () => {
    const rows = Array.from({ length: 600 }, (_, at) => `${at},pw${at},"a note\nin two lines"`);

    const { text } = await maskedBody(`id,password,note\n${rows.join('\n')}\n`, { cutting: SMALL });

    expect(text).not.toMatch(/pw\d/);
    expect(text.match(/id,password,note/g)).toHaveLength(1);
    expect(text.match(/\[masked:password\]/g)).toHaveLength(600);
  });

  it('that is lines of JSON is read as JSON in every piece', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => JSON.stringify({ Name: 'DB_PASSWORD', Value: `word${at}` }));

    const { text } = await maskedBody(lines.join('\n'), { cutting: SMALL });

    expect(text.split('\n')).toEqual(lines.map(() => '{"Name":"DB_PASSWORD","Value":"[masked:password]"}'));
  });

  it('has a secret that is found late masked in its beginning too', async () => {
    const { text } = await maskedBody(`first ${PASSWORD}\n${quiet(300)}\npassword=${PASSWORD}\n`, { cutting: SMALL });

    expect(text).not.toContain(PASSWORD);
    expect(text).toMatch(/^first \[masked:password\]\n/);
  });
});

describe('what cannot be shown', () => {
  it('is cut after whole lines where an answer holds no more, with a mark, and read on for secrets', async () => {
    const content = `first ${PASSWORD}\n${quiet(2000)}\npassword=${PASSWORD}\n`;

    const { text, report } = await maskedBody(content, { cutting: SMALL, limits: { read: 1_000_000, shown: 5000 } });

    expect(text).toMatch(/^first \[masked:password\]\nline 0: .*all is quiet here\n\[withheld:rest, more than an answer holds; ask for a range\]$/s);
    expect(text.length).toBeLessThan(5200);
    expect(report).toMatchObject({ truncated: true, byType: { withheld: 1 } });
  }); // prettier-ignore

  it('is what lies beyond the limit of reading, and the piece before it, which may end in a secret', async () => {
    const { text } = await maskedBody(`${quiet(400)}\n${TOKEN}`, {
      cutting: SMALL,
      limits: { read: 400 * 25, shown: 500_000 },
    });

    expect(text).toMatch(/\[withheld:rest, larger than the limit; ask for a range\]$/);
    expect(text).not.toContain('ghp_');
  });

  it.each([
    ['one JSON document that does not fit', `{"a":"${'x '.repeat(4000)}"}`, 'a JSON document too large to be read whole'],
    ['a stretch without an end', 'x'.repeat(8000), 'a stretch too long to be looked through'],
  ])('is %s', async (_kind, content, why) => {
    const { text, report } = await maskedBody(content, { cutting: SMALL });

    expect(text).toBe(`\n[withheld:rest, ${why}; ask for a range]`);
    expect(report.truncated).toBe(true);
  }); // prettier-ignore

  it.each([
    ['binary', new Uint8Array([137, 80, 78, 71, 0, 1])],
    ['binary in gzip', gzipSync(new Uint8Array([0, 1, 255]))],
    ['binary that begins as text', Buffer.concat([Buffer.from(quiet(400)), Buffer.from([0])])],
    ['damaged gzip', Buffer.concat([gzipSync(quiet(50)).subarray(0, 40), Buffer.alloc(40, 255)])],
  ])('is %s: withheld whole, with size and type', async (_kind, content) => {
    const given = { cutting: SMALL, contentType: 'image/png; charset=x', contentLength: 12345 };

    const { text, report } = await maskedBody(content, given);

    expect(text).toBe('[withheld:binary 12345 bytes, image/png]');
    expect(report).toMatchObject({ truncated: true, byType: { withheld: 1 } });
  });

  it('is a content type that is none: it may say anything', async () => {
    const { text } = await maskedBody(new Uint8Array([0]), { contentType: `]${PASSWORD}` });

    expect(text).toBe('[withheld:binary]');
  });
});

describe('bytes that a policy lets pass', () => {
  const given = { plan: { ...SCAN_EVERYTHING, binary: true }, limits: { read: 1_000_000, shown: 4000 } };

  it('are shown as base64 where all of them fit', async () => {
    expect((await maskedBody(new Uint8Array([1, 2, 255]), given)).text).toBe('AQL/');
  });

  it('are withheld where they do not fit, and masked where they are text', async () => {
    expect((await maskedBody(Buffer.alloc(3001, 255), given)).text).toBe('[withheld:binary]');
    expect((await maskedBody('to bob@example.com', given)).text).toBe('to [masked:email]');
    expect((await maskedBody(`${quiet(90)} to bob@example.com`, given)).text).toMatch(/ to \[masked:email\]$/);
  });
});

describe('a fault', () => {
  it('of the masking withholds everything, the pieces before it too, and the report says so', async () => {
    const cutting = {
      ...SMALL,
      get reach(): number {
        throw new Error('a detector broke');
      },
    };

    const { text, report } = await maskedBody(quiet(400), { cutting });

    expect(text).toBe('[withheld:masking-failed]');
    expect(report).toMatchObject({ truncated: true, byType: { withheld: 1 } });
  });

  it('of the stream is thrown: what came of the call is not known', async () => {
    const bytes = (async function* () {
      yield Buffer.from('some text');
      throw new Error('connection reset');
    })();
    const masking = { plan: SCAN_EVERYTHING, known: new Map<string, string>(), limits: LIMITS };

    await expect(maskBody({ member: 'Body', bytes }, masking)).rejects.toThrow('connection reset');
  });
});

const line = fc.oneof(
  fc.constantFrom(quiet(3), `mail bob@example.com`, `password=${PASSWORD}`, TOKEN, 'é ü 日本', '"quoted, text"', '{"secret":"k9Fh3mQ27xLp"}', PEM, ''),
  fc.string({ maxLength: 60, unit: 'grapheme' }),
); // prettier-ignore
const content = fc.array(line, { maxLength: 60 }).map((lines) => lines.join('\n'));
const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 });

describe('a stream that is split at any bytes', () => {
  it('is masked alike', async () => {
    await fc.assert(
      fc.asyncProperty(content, sizes, fc.boolean(), async (text, split, zipped) => {
        const bytes = zipped ? gzipSync(text) : Buffer.from(text);
        const limits = { read: 6000, shown: 3000 };
        const whole = await maskedBody(bytes, { sizes: [bytes.length || 1], cutting: SMALL, limits });
        const parts = await maskedBody(bytes, { sizes: split, cutting: SMALL, limits });

        expect(parts.text).toBe(whole.text);
        expect(parts.report.findings).toBe(whole.report.findings);
        for (const secret of [PASSWORD, TOKEN, 'bob@example.com', 'q7Zk3']) expect(parts.text).not.toContain(secret);
      }),
      { numRuns: 200 },
    );
  });
});
