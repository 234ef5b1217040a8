import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from './a-terminal.ts';

const PASSWORD = 'Tr0ub4dor-3-horse';
const ANSWER = JSON.stringify({ user: 'ada', password: PASSWORD, note: `was ${PASSWORD}`, mail: 'to a@example.com' });

describe('mask', () => {
  it('prints a JSON document masked, and needs no gateway', async () => {
    const { code, out, err } = await runIn({ input: ANSWER }, 'mask');

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      user: 'ada',
      password: '[masked:password]',
      note: 'was [masked:password]',
      mail: 'to [masked:email]',
    });
  });

  it('shows pseudonyms by a key of your own where the policy has any, the same for the same key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-mask-'));
    const policy = join(folder, 'masking.json');
    writeFileSync(policy, JSON.stringify({ version: 1, types: { email: 'pseudonym' } }));
    const mail = async (...session: string[]) => {
      const { out } = await runIn({ input: ANSWER }, 'mask', '--policy', policy, ...session);
      return (JSON.parse(out) as { mail: string }).mail;
    };

    const [none, one, again, other] = [
      await mail(),
      await mail('--session', 'k'),
      await mail('--session', 'k'),
      await mail('--session', 'l'),
    ];

    rmSync(folder, { recursive: true });
    expect(none).toBe('to [masked:email]');
    expect(one).toMatch(/^to <email:[0-9a-f]{12}>$/);
    expect([again === one, other === one]).toEqual([true, false]);
  });

  it('reads lines of JSON as one document, so that a secret of one is masked in all', async () => {
    const input = `{"password":"${PASSWORD}"}\n\n{"note":"${PASSWORD}"}\n`;

    const { out } = await runIn({ input }, 'mask');

    expect(out).toBe('{"password":"[masked:password]"}\n{"note":"[masked:password]"}\n');
  });

  it('masks anything else as text, to the letter', async () => {
    const input = `level=info password=${PASSWORD} user=ada\r\nno newline at the end`;

    const { out } = await runIn({ input }, 'mask');

    expect(out).toBe('level=info password=[masked:password] user=ada\r\nno newline at the end');
  });

  it('takes JSON for text where it is told to, and so does not know the names', async () => {
    expect((await runIn({ input: '"plain"' }, 'mask', '--input', 'text')).out).toBe('"plain"');
  });

  it.each([
    ['json', `password=${PASSWORD}`, 'error: the input is not JSON; leave --input out, or use --input text\n'],
    ['ndjson', `{}\n\npassword=${PASSWORD}`, 'error: line 2 that is not empty is not JSON; leave --input out, or use --input text\n'],
  ])('refuses what is not the %s that it was told, and quotes nothing of it', async (format, input, message) => {
    expect(await runIn({ input }, 'mask', '--input', format)).toEqual({ code: 2, out: '', err: message });
  }); // prettier-ignore

  it('masks by what is known of an answer', async () => {
    const input = JSON.stringify({ Environment: { Variables: { GREETING: 'plain words' } } });

    const { out } = await runIn({ input }, 'mask', '--answer-of', 'lambda:GetFunctionConfiguration');

    expect(JSON.parse(out)).toEqual({ Environment: { Variables: { GREETING: '[masked:environment]' } } });
  });

  it.each([
    ['lamda:GetFunction', 'error: --answer-of: unknown service lamda; did you mean lambda?\n'],
    ['lambda', 'error: --answer-of: lambda has no operation ""\n'],
  ])('says what is wrong with --answer-of %s', async (named, message) => {
    expect(await runIn({ input: '{}' }, 'mask', '--answer-of', named)).toEqual({ code: 2, out: '', err: message });
  });
});

describe('mask --explain', () => {
  const PLANNED = JSON.stringify({ Environment: { Variables: { GREETING: 'plain words' } }, Description: 'a@b.com' });

  it('names path, type and reason of everything masked, and no value', async () => {
    const { out } = await runIn({ input: ANSWER }, 'mask', '--explain');

    expect(JSON.parse(out)).toMatchObject({
      findings: 3,
      truncated: false,
      masked: [
        { path: '$.password', type: 'password', reason: 'name', count: 1, because: "the field's name says so" },
        { path: '$.mail', type: 'email', reason: 'form' },
        { path: '$.note', type: 'password', reason: 'repeat' },
      ],
    });
    expect(out).not.toMatch(/Tr0ub4dor|example\.com/);
  });

  it('tells what AWS marks from what a form shows', async () => {
    const { out } = await runIn({ input: PLANNED }, 'mask', '--explain', '--answer-of', 'lambda:GetFunctionConfiguration');

    expect(JSON.parse(out)).toMatchObject({
      masked: [
        { path: '$.Environment.Variables[masked]', type: 'environment', reason: 'plan' },
        { path: '$.Description', type: 'email', reason: 'form' },
      ],
    });
  }); // prettier-ignore

  it('is a table on a terminal', async () => {
    const { out } = await runIn({ input: ANSWER, isTty: true }, 'mask', '--explain');

    expect(out).toMatch(/^path +type +count +because\n/);
    expect(out).toMatch(/^\$\.password +password +1 +the field's name says so$/m);
    expect(out).toMatch(/^3 masked in \d+ bytes by rule pack \d+-[0-9a-f]{12}$/m);
  });

  it('says that nothing is masked where nothing is', async () => {
    const { out } = await runIn({ input: '{}', isTty: true }, 'mask', '--explain');

    expect(out).toMatch(/^0 masked in 0 bytes/);
  });
});
