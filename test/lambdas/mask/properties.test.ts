import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fc } from '../../support/draws.ts';
import { mask } from '../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';

const PIECES = [
  'password', 'token', 'api_key', '=', ': ', '"', "'", ' ', '\n', '\\', '://', '@', '.', '-', '--', '{', '}', '[', ']', ',', '%7B', '+', '(', ')',
  'a@b.com', 'user:pass@host', 'AKIAIOSFODNN7EXAMPLE', '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', '4012888888881881', '503-04-1787',
  '+1 415 555 0132', 'DE89370400440532013000', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x', '[masked:email]', '[masked:', 'Bearer ', 'phone ',
  '-----BEGIN PRIVATE KEY-----', 'arn:aws:', 'xyz', '12', '0123', 'cGFzc3dvcmQ9aHVudGVyMjI=', 'é', '\ud800',
]; // prettier-ignore

const trickyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
const name = fc.oneof(
  fc.constantFrom('Name', 'Value', 'Key', 'password', 'S', 'M', 'L', 'NextToken', 'text', 'phone'),
  trickyText,
);
const answer = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    trickyText,
    fc.double(),
    fc.bigInt(),
    fc.constantFrom(null, true, undefined, new Date(0)),
    fc.uint8Array({ maxLength: 20 }),
    trickyText.map((text) => JSON.stringify({ text })),
    trickyText.map((text) => Buffer.from(text).toString('base64')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('any value', () => {
  it('is masked without a fault, and masking it again changes nothing', () => {
    fc.assert(
      fc.property(answer, (value) => {
        const once = mask(value, SCAN_EVERYTHING);
        const twice = mask(once.value, SCAN_EVERYTHING);

        expect(once.report.byType).not.toHaveProperty('masking-failed');
        expect(twice.value).toEqual(once.value);
      }),
      { numRuns: 1500 },
    );
  });

  it('never makes masking throw, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
          withObjectString: true,
          withSparseArray: true,
        }),
        (value) => {
          expect(() => JSON.stringify(mask(value, SCAN_EVERYTHING).value)).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
function randomText(length: number): fc.Arbitrary<string> {
  const unit = fc.constantFrom(...letters);
  return fc.array(unit, { minLength: length, maxLength: length }).map((units) => units.join(''));
}
const isVaried = (text: string): boolean => /\d/.test(text) && new Set(text).size > 8 && !/x{4}|X{4}/.test(text);
const token = fc.oneof(
  randomText(16).map((text) => `AKIA${text.toUpperCase()}`),
  randomText(36).filter(isVaried).map((text) => `ghp_${text}`),
  randomText(24).filter(isVaried).map((text) => `sk_live_${text}`),
  randomText(120).map((text) => `IQoJb3JpZ2lu${text}`),
); // prettier-ignore
const password = randomText(20).filter(isVaried);

/** Everything that a value says: its texts, and theirs when decoded. */
function everythingIn(value: unknown): string {
  if (typeof value === 'string') return `${value}\n${decodedFrom(value)}`;
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key}\n${everythingIn(inner)}`)
    .join('\n');
}

function decodedFrom(text: string): string {
  const runs = [...text.matchAll(/[A-Za-z0-9+/]{16,}={0,2}/g)].map(([run]) => opened(Buffer.from(run, 'base64')));
  runs.push(text.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))));
  try {
    return [...runs, everythingIn(JSON.parse(text))].join('\n');
  } catch {
    return runs.join('\n');
  }
}

/** What base64 holds, inflated and decoded once more. */
function opened(bytes: Buffer): string {
  if (bytes[0] !== 0x1f) return bytes.toString('utf8');
  const inflated = gunzipSync(bytes).toString('utf8');
  return `${inflated}\n${Buffer.from(inflated, 'base64').toString('utf8')}`;
}

type Wrap = (secret: string) => unknown;
const WRAPS: readonly Wrap[] = [
  (secret) => ({ text: `before ${secret} after` }),
  (secret) => [{ deep: [{ deeper: secret }] }],
  (secret) => ({ json: JSON.stringify({ inner: { text: `"${secret}"` } }) }),
  (secret) => ({ twice: JSON.stringify({ json: JSON.stringify([secret]) }) }),
  (secret) => ({ base64: Buffer.from(`line\n${secret}\n`).toString('base64') }),
  (secret) => ({ both: JSON.stringify({ data: Buffer.from(JSON.stringify({ secret })).toString('base64') }) }),
  (secret) => ({ log: `x ${Buffer.from(`value ${secret} end`).toString('base64')} y` }),
  (secret) => ({ log: `x ${Buffer.from(`a value ${secret} end`).toString('base64')} y` }),
  (secret) => ({ url: encodeURIComponent(JSON.stringify({ text: secret })) }),
  (secret) => ({ [`k ${secret}`]: 1 }),
  (secret) => ({ bytes: new TextEncoder().encode(secret) }),
  (secret) => ({ zipped: gzipSync(JSON.stringify({ text: secret })) }),
  (secret) => ({ zipped: gzipSync(`line\n${secret}\n`).toString('base64') }),
  (secret) => ({ twice: gzipSync(Buffer.from(`x ${secret}`).toString('base64')).toString('base64') }),
  (secret) => ({ log: `got ${gzipSync(`line ${secret}`).toString('base64')} back` }),
  (secret) => ({ lines: `{"at":1}\n${JSON.stringify({ text: `"${secret}"` })}\n` }),
  (secret) => ({ table: `id,password,note\n1,"a ""b""",${secret}\n` }),
  (secret) => ({ form: `a=1&text=${encodeURIComponent(`<${secret}>`)}&b=2` }),
  (secret) => ({ wide: Buffer.from(`\ufeffa ${secret}`, 'utf16le') }),
  (secret) => new Error(`failed with ${secret}`),
];

describe('a planted secret', () => {
  it('known by its form survives in no layer', () => {
    fc.assert(
      fc.property(token, fc.constantFrom(...WRAPS), (secret, wrap) => {
        const said = everythingIn(mask(wrap(secret), SCAN_EVERYTHING).value);

        expect(said).not.toContain(secret);
      }),
      { numRuns: 400 },
    );
  });

  it('known only by its name in one place survives in no other', () => {
    fc.assert(
      fc.property(password, fc.constantFrom(...WRAPS), fc.boolean(), (secret, wrap, first) => {
        const named = { password: secret };
        const value = first ? [named, wrap(secret)] : [wrap(secret), named];
        const said = everythingIn(mask(value, SCAN_EVERYTHING).value);

        expect(said).not.toContain(secret);
      }),
      { numRuns: 400 },
    );
  });
});
