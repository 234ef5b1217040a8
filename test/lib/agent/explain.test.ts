import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RULES } from '../../../lambdas/mask/policy/rules.ts';
import { InMemoryOperationStore } from '../../../lambdas/adapters/in-memory-operation-store.ts';
import { InMemoryBudgetStore } from '../../../lambdas/adapters/in-memory-budget-store.ts';
import { InMemoryPseudonymStore } from '../../../lambdas/adapters/in-memory-pseudonym-store.ts';
import { InMemoryStopStore } from '../../../lambdas/adapters/in-memory-stop-store.ts';
import { submit } from '../../../lambdas/submit/submit.ts';
import { explainEnvelope, type Explanation, HOME, readRules } from '../../../lib/agent/explain.ts';
import { fixedClock, NOON } from '../../support/a-clock.ts';
import { runIn, type Said } from './a-terminal.ts';

const EXAMPLE_AGENT = 'arn:aws:iam::111122223333:role/invoice-agent';

type Call = readonly [service: string, operation: string, input: object];

function explain([service, operation, input]: Call, ...more: string[]): Promise<Said> {
  return runIn({}, 'explain', service, operation, '--input', JSON.stringify(input), '--reason', 'Why not', ...more);
}

const explanationIn = ({ out }: Said): Explanation => JSON.parse(out) as Explanation;
const problemIn = ({ err }: Said): Record<string, unknown> => JSON.parse(err) as Record<string, unknown>;

const OBJECT = { Bucket: 'invoices', Key: '2026/42.pdf' };
const READ: Call = ['s3', 'GetObject', OBJECT];
const ESCALATION = { UserName: 'build-agent', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };

describe('explain', () => {
  it('says that an ordinary read runs at once, for the first agent of the example directory', async () => {
    const said = await explain(READ);
    expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' });
    expect(explanationIn(said)).toMatchObject({
      operation: {
        agent: EXAMPLE_AGENT,
        ...HOME,
        service: 's3',
        operation: 'GetObject',
        input: OBJECT,
        reason: 'Why not',
      },
      tier: 'curated',
      grants: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::invoices/2026/42.pdf'] }],
      decision: { verdict: 'allow', policies: ['ordinary-reads'] },
    });
  });

  it('names who is asked for a destructive call, and exits with 0 since it can run', async () => {
    const said = await explain(['s3', 'DeleteObject', OBJECT]);
    expect(said.code).toBe(0);
    expect(explanationIn(said).decision).toMatchObject({
      verdict: 'ask',
      approvers: ['platform'],
      policies: expect.arrayContaining(['approved-destruction']),
    });
  });

  it('exits with 1 for a denied call, with the explanation and the problem', async () => {
    const said = await explain(['iam', 'AttachUserPolicy', ESCALATION]);
    expect(said.code).toBe(1);
    const { decision, digest } = explanationIn(said);
    expect(decision).toMatchObject({
      verdict: 'deny',
      policies: expect.arrayContaining(['privilege-escalation-never']),
    });
    expect(problemIn(said)).toMatchObject({ type: 'urn:countersign:denied', status: 403, digest });
    expect(problemIn(said)['detail']).toBe(decision.reasons.join(' '));
  });

  const wrong: readonly (readonly [string, Call, string, RegExp])[] = [
    ['an unknown member', ['s3', 'GetObject', { ...OBJECT, Keyy: 'x' }], '/input/Keyy', /did you mean Key\?/],
    ['a missing member', ['s3', 'GetObject', { Bucket: 'invoices' }], '/input/Key', /required|missing/],
    ['an unknown operation', ['s3', 'GetObjekt', OBJECT], '/operation', /did you mean GetObject\?/],
    ['an unknown service', ['s33', 'GetObject', OBJECT], '/service', /did you mean s3\?/],
  ];

  it.each(wrong)('refuses %s with a problem alone', async (...[, call, pointer, detail]) => {
    const said = await explain(call);
    expect({ code: said.code, out: said.out }).toEqual({ code: 2, out: '' });
    expect(problemIn(said)).toMatchObject({ type: 'urn:countersign:bad-envelope', status: 422 });
    expect(problemIn(said)['errors']).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
  });

  it('refuses an envelope that the gateway would not read, before it looks at the call', async () => {
    const said = await explain(READ, '--reason', ' ', '--account', '42');
    expect(said.code).toBe(2);
    expect(problemIn(said)['errors']).toMatchObject([{ pointer: '/account' }, { pointer: '/reason' }]);
  });

  it('refuses a call whose credentials cannot be cut to size', async () => {
    const Objects = Array.from({ length: 200 }, (_, at) => ({
      Key: `folder-${at}/a-rather-long-name-${at * 7919}.pdf`,
    }));
    const said = await explain(['s3', 'DeleteObjects', { Bucket: 'invoices', Delete: { Objects } }]);
    expect({ code: said.code, out: said.out }).toEqual({ code: 2, out: '' });
    expect(problemIn(said)['detail']).toMatch(/session policy takes \d+ characters/);
  });

  it('refuses input that is not JSON in the same form', async () => {
    const said = await runIn({}, 'explain', 's3', 'GetObject', '--input', '{', '--reason', 'x');
    expect({ code: said.code, out: said.out }).toEqual({ code: 2, out: '' });
    expect(problemIn(said)['errors']).toMatchObject([
      { pointer: '/input', detail: expect.stringMatching(/^is not JSON/) },
    ]);
  });
});

describe('who asks', () => {
  it('is denied outside the directory, whatever the call', async () => {
    const said = await explain(READ, '--agent', 'arn:aws:iam::000000000000:user/stranger');
    expect(said.code).toBe(1);
    expect(problemIn(said)['detail']).toContain('user/stranger is not in the directory');
  });

  it('may be given as the caller ARN of a role session, and is then the role', async () => {
    const session = 'arn:aws:sts::111122223333:assumed-role/invoice-agent/any-name';
    expect(explanationIn(await explain(READ, '--agent', session)).operation['agent']).toBe(EXAMPLE_AGENT);
  });

  it('is the first agent of the directory that --directory or COUNTERSIGN_DIRECTORY names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-explain-'));
    const file = join(folder, 'directory.json');
    const arn = 'arn:aws:iam::000000000000:user/tester';
    writeFileSync(file, JSON.stringify({ agents: { [arn]: { team: 'tests', owners: ['U0OWNER1'] } }, approvers: {} }));
    const byOption = await explain(READ, '--directory', file);
    const ask = ['explain', 's3', 'GetObject', '--input', JSON.stringify(OBJECT), '--reason', 'Why not'];
    const byVariable = await runIn({ env: { COUNTERSIGN_DIRECTORY: file } }, ...ask);
    rmSync(folder, { recursive: true });
    expect(explanationIn(byOption).operation['agent']).toBe(arn);
    expect(explanationIn(byVariable)).toMatchObject({ operation: { agent: arn }, decision: { verdict: 'allow' } });
  });

  it('is a usage error when the directory cannot be read', async () => {
    const said = await explain(READ, '--directory', '/does/not/exist.json');
    expect(said).toMatchObject({ code: 2, out: '', err: expect.stringContaining('/does/not/exist.json') });
  });
});

describe('the explanation is what the gateway does', () => {
  const envelope = {
    service: 's3',
    operation: 'DeleteObject',
    input: OBJECT,
    reason: 'Why not',
    session: { id: 'run-1' },
  };
  const rules = readRules();
  const now = new Date(NOON);

  it('has the digest, the needs and the decision that submit records for the same envelope', async () => {
    const operations = new InMemoryOperationStore();
    const submitted = await submit(
      { agent: EXAMPLE_AGENT, body: JSON.stringify(envelope) },
      {
        ...rules,
        operations,
        stops: new InMemoryStopStore(),
        pseudonyms: new InMemoryPseudonymStore(),
        budgets: new InMemoryBudgetStore(),
        workflow: { start: async () => {} },
        executor: { run: async () => ({ ended: true }) },
        clock: fixedClock(),
        newId: () => 'op_01K9ZZZZZZZZZZZZZZZZZZZZZZ',
        home: HOME,
        masking: DEFAULT_RULES,
      },
    );
    if (submitted.kind !== 'operation') throw new Error(`submit answered ${submitted.kind}`);
    const { digest, decision, question, shown } = submitted.operation;
    const explained = await explainEnvelope({ envelope, now }, rules);
    expect(explained).toMatchObject({
      kind: 'permitted',
      explanation: { digest, decision, tier: question.tier, grants: question.grants, operation: { ...shown } },
    });
  });

  it('has a session policy that ends a minute from now', async () => {
    const explained = await explainEnvelope({ envelope, now }, rules);
    if (explained.kind !== 'permitted') throw new Error(`explain answered ${explained.kind}`);
    const text = JSON.stringify(explained.explanation.sessionPolicy);
    expect(text.match(/\d{4}-\d\d-\d\dT[^"]+/g)).toEqual(['2026-11-22T12:01:00Z', '2026-11-22T12:01:00Z']);
  });

  it('shows no secret of the input, though the digest depends on it', async () => {
    const secret = (SecretString: string) => ({
      envelope: {
        ...envelope,
        service: 'secretsmanager',
        operation: 'PutSecretValue',
        input: { SecretId: 'db', SecretString },
      },
      now,
    });
    const first = await explainEnvelope(secret('correct-horse-battery'), rules);
    const second = await explainEnvelope(secret('staple-battery-horse!'), rules);
    expect(JSON.stringify(first)).not.toContain('correct-horse');
    const digests = [first, second].map((explained) => 'explanation' in explained && explained.explanation.digest);
    expect(new Set(digests).size).toBe(2);
  });
});

describe('the command itself', () => {
  it('runs as a program without a network, a gateway or an environment of its own', async () => {
    const node = join(process.cwd(), 'node_modules/.bin/node');
    const args = ['bin/cli.ts', 'explain', 's3', 'GetObject', '--input', JSON.stringify(OBJECT), '--reason', 'Why not'];
    const { stdout, stderr } = await promisify(execFile)(node, args, {
      cwd: process.cwd(),
      env: { PATH: process.env['PATH'] },
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ decision: { verdict: 'allow' } });
  });

  it('passes its exit code on', async () => {
    const node = join(process.cwd(), 'node_modules/.bin/node');
    const args = ['bin/cli.ts', 'explain', 's3', 'NoSuch', '--reason', 'Why not'];
    await expect(promisify(execFile)(node, args, { cwd: process.cwd() })).rejects.toMatchObject({
      code: 2,
      stdout: '',
    });
  });
});
