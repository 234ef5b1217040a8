import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KEYS, problem, REGION, type Respond, startGateway, type TestGateway } from './a-gateway.ts';
import { runIn, type Said } from './a-terminal.ts';
import { aView, ID } from './a-view.ts';

const REASON = ['--reason', 'Duplicate'];
const ASK = ['ask', 's3', 'DeleteObject', ...REASON];

let gateway: TestGateway;
let respond: Respond;

beforeEach(async () => {
  gateway = await startGateway((request, count) => respond(request, count));
});
afterEach(() => gateway.stop());

const answers =
  (status: string, more = {}): Respond =>
  () => ({ status: 200, body: aView(status, more) });
const env = () => ({
  COUNTERSIGN_URL: gateway.url,
  COUNTERSIGN_REGION: REGION,
  AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
});
const piped = (...args: string[]): Promise<Said> => runIn({ env: env() }, ...args);
const typed = (...args: string[]): Promise<Said> => runIn({ env: env(), isTty: true }, ...args);

describe('ask', () => {
  it('posts the envelope that the options make', async () => {
    respond = answers('SUCCEEDED');
    const more = ['--session', 'run-1', '--prompt', 'Clean up', '--region', 'eu-west-1', '--account', '111122223333'];
    await piped(...ASK, '--input', '{"Bucket":"b"}', '--expires', '60', '--key', 'key-1', ...more);
    expect(JSON.parse(gateway.requests[0]?.body ?? '')).toEqual({
      service: 's3',
      operation: 'DeleteObject',
      input: { Bucket: 'b' },
      reason: 'Duplicate',
      region: 'eu-west-1',
      account: '111122223333',
      session: { id: 'run-1', prompt: 'Clean up' },
      expiresInSeconds: 60,
    });
    expect(gateway.requests[0]?.headers).toMatchObject({ 'idempotency-key': 'key-1' });
    expect(gateway.requests[0]?.headers).not.toHaveProperty('prefer');
  });

  it('prints JSON into a pipe and exits with 0 when it succeeded', async () => {
    respond = answers('SUCCEEDED');
    const { code, out, err } = await piped(...ASK);
    expect(JSON.parse(out)).toEqual(aView('SUCCEEDED'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('prints for reading on a terminal: decision and reasons, what was masked, the result', async () => {
    respond = answers('SUCCEEDED');
    const { out } = await typed(...ASK);
    expect(out).toContain(`${ID}  SUCCEEDED\n`);
    expect(out).toContain('ask (approved-writes): Changes need one approval');
    expect(out).toContain('masked    3 values (EMAIL 2, AWS_KEY 1)\n');
    expect(out).toContain('{\n  "VersionId": "v1"\n}');
  });

  it("shows AWS's own error of a failed call, and that nothing was masked", async () => {
    respond = answers('FAILED');
    expect((await typed(...ASK)).out).toContain('masked    nothing\n  error     AccessDenied: No such right\n');
  });

  it('says where parts of a result are masked whole', async () => {
    respond = answers('SUCCEEDED', { masking: { findings: 1, byType: { EMAIL: 1 }, truncated: true } });
    expect((await typed(...ASK)).out).toContain('1 value (EMAIL 1); a limit was met');
  });

  it('prints JSON on a terminal too when asked to', async () => {
    respond = answers('SUCCEEDED');
    expect(JSON.parse((await typed(...ASK, '--json')).out)).toEqual(aView('SUCCEEDED'));
  });

  it('says what to do next while a reviewer is waited for, and exits with 0', async () => {
    respond = answers('PENDING');
    const { code, out } = await typed(...ASK);
    expect(out).toContain(`waiting for a reviewer until 2026-11-22T11:00:00.000Z; countersign get ${ID} --wait`);
    expect(code).toBe(0);
  });

  it('exits with 1 when the policy denies, and still shows the operation', async () => {
    respond = () => problem(403, 'denied', { operation: aView('DENIED') });
    const { code, out } = await typed(...ASK);
    expect(code).toBe(1);
    expect(out).toMatch(/DENIED[^]*because it is DENIED/);
  });

  it.each(['FAILED', 'REJECTED', 'EXPIRED', 'CANCELLED', 'OUTCOME_UNKNOWN'])('exits with 1 for %s', async (status) => {
    respond = answers(status);
    const { code, out } = await typed(...ASK, '--wait');
    expect({ code, first: out.split('\n')[0] }).toEqual({ code: 1, first: `${ID}  ${status}` });
  });

  it('shows every control character of a result and a reason as an escape', async () => {
    respond = answers('SUCCEEDED', { reason: 'a\u001B[2Jb', result: { Body: '\u202Egnp.exe\u009B2J' } });
    const { out } = await typed(...ASK);
    expect(out).toContain('a\\u001B[2Jb');
    expect(out).toContain('\\u202Egnp.exe\\u009B2J');
    // eslint's no-control-regex does not look into a set of code points
    expect([...out].filter((character) => character !== '\n' && /\p{Cc}|\p{Cf}/u.test(character))).toEqual([]);
  });

  it('reads the input from the standard input and from a file', async () => {
    respond = answers('SUCCEEDED');
    const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
    writeFileSync(join(folder, 'in.json'), '{"Bucket":"file"}');
    await runIn({ env: env(), input: '{"Bucket":"stdin"}' }, ...ASK, '--input', '-');
    await piped(...ASK, '--input', `@${join(folder, 'in.json')}`);
    rmSync(folder, { recursive: true });
    const inputs = gateway.requests.map(({ body }) => (JSON.parse(body) as { input: unknown }).input);
    expect(inputs).toEqual([{ Bucket: 'stdin' }, { Bucket: 'file' }]);
  });

  it.each([
    ['{', /--input is not JSON/],
    ['[]', /--input must be a JSON object/],
    ['@/does/not/exist', /--input: \/does\/not\/exist cannot be read/],
  ])('exits with 2 and sends nothing for --input %s', async (input, message) => {
    const { code, err } = await piped(...ASK, '--input', input);
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(gateway.requests).toEqual([]);
  });

  it('exits with 2 for a bad envelope and names each fault by its pointer', async () => {
    const errors = [
      { pointer: '/input/Bucket', detail: 'is required' },
      { pointer: '', detail: 'is too much' },
    ];
    respond = () => problem(422, 'bad-envelope', { errors });
    const { code, out, err } = await piped(...ASK);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('title of bad-envelope\n  /input/Bucket: is required\n  /: is too much\n');
  });

  it('exits with 2 when the key was used for another envelope', async () => {
    respond = () => problem(422, 'key-reused');
    expect(await piped(...ASK)).toMatchObject({ code: 2, err: 'title of key-reused\n  detail of key-reused\n' });
  });
});

describe('waiting', () => {
  it('tells each new status on the standard error and shows the end on the standard output', async () => {
    const statuses = ['PENDING', 'APPROVED', 'SUCCEEDED'];
    respond = (_, count) => ({ status: 200, body: aView(statuses[count - 1] ?? '') });
    const { code, out, err } = await piped(...ASK, '--wait');
    expect(err.split('\n').map((line) => line.split('  ')[1]?.split(' ')[0])).toEqual([
      'PENDING',
      'APPROVED',
      undefined,
    ]);
    expect(JSON.parse(out)).toMatchObject({ status: 'SUCCEEDED' });
    expect(code).toBe(0);
  });

  it('exits with 3 when the operation is still open at the end of the wait, so that no script goes on', async () => {
    respond = answers('PENDING');
    const { code, out } = await piped('get', ID, '--wait', '0');
    expect(JSON.parse(out)).toMatchObject({ status: 'PENDING' });
    expect(code).toBe(3);
  });

  it('exits with 2 for a wait that is no number', async () => {
    const { code, err } = await piped('get', '--wait', ID);
    expect(code).toBe(2);
    expect(err).toContain('It must be a whole number of seconds');
  });
});

describe('the other commands', () => {
  it('get shows an open operation at once and exits with 0', async () => {
    respond = answers('PENDING');
    expect(await piped('get', ID)).toMatchObject({ code: 0, err: '' });
    expect(gateway.requests[0]?.headers).not.toHaveProperty('prefer');
  });

  it('cancel exits with 0, and with 1 when it is too late', async () => {
    respond = answers('CANCELLED');
    expect(await piped('cancel', ID)).toMatchObject({ code: 0 });
    respond = () => problem(409, 'too-late');
    expect(await piped('cancel', ID)).toEqual({ code: 1, out: '', err: 'title of too-late\n  detail of too-late\n' });
  });

  it('session lists its operations, one a line', async () => {
    respond = () => ({ status: 200, body: { session: 'run-1', operations: [aView('SUCCEEDED'), aView('PENDING')] } });
    const { code, out } = await typed('session', 'run-1');
    expect(out.split('\n')).toEqual([
      'session run-1, 2 operations',
      `${ID}  SUCCEEDED  s3:DeleteObject  Duplicate upload`,
      `${ID}  PENDING    s3:DeleteObject  Duplicate upload`,
      '',
    ]);
    expect(code).toBe(0);
  });

  it('exits with 1 for an operation that is not there', async () => {
    respond = () => problem(404, 'not-found');
    expect(await piped('get', ID)).toMatchObject({ code: 1 });
  });

  it('exits with 3 when the credentials do not do', async () => {
    const wrong = { ...env(), AWS_SECRET_ACCESS_KEY: 'guessed' };
    const { code, err } = await runIn({ env: wrong }, 'get', ID);
    expect({ code, err }).toEqual({ code: 3, err: 'title of bad-signature\n  wrong signature\n' });
  });

  it('exits with 2 for a command line that says nothing it knows, and with 0 for --help', async () => {
    expect(await piped('approve', ID)).toMatchObject({
      code: 2,
      err: expect.stringContaining("unknown command 'approve'"),
    });
    expect(await piped('ask', 's3', 'X')).toMatchObject({ code: 2, err: expect.stringContaining('--reason') });
    expect(await piped('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') });
  });
});
