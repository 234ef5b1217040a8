import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forbidText, POLICIES, RUN_ALL } from '../../support/a-policy-set.ts';
import { runIn, type Said } from '../agent/a-terminal.ts';

const policy = (...args: string[]): Promise<Said> => runIn({ env: {} }, 'policy', ...args);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
  mkdirSync(join(folder, 'policies'));
  write('policies/a.cedarschema', readFileSync(join(POLICIES, 'countersign.cedarschema'), 'utf8'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('policy check', () => {
  it('passes the default policies, and says their number and hash', async () => {
    const { code, out } = await policy('check', POLICIES);

    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^\d+ policies, set [0-9a-f]{64}\n$/) });
  });

  it('exits with 1 for a fault, with file, line, policy, what is wrong and how to put it right', async () => {
    write('policies/a.cedar', `${RUN_ALL}\n\n${forbidText('b', 'true').replace(/@reason\(.*?\) /, '')}`);

    const { code, out } = await policy('check', join(folder, 'policies'));

    expect(code).toBe(1);
    expect(out).toContain('a.cedar:3: b: @reason needs one sentence for the agent and the reviewer, such as @reason("');
    expect(out).toMatch(/\n\d to put right\n$/);
  });

  it('names what the lint finds beside what the validator finds', async () => {
    const misspelt = forbidText('b', 'resource == Countersign::Operation::"s3:GetObjct"').replace(
      /@reason\(.*?\) /,
      '',
    );
    write('policies/a.cedar', misspelt);

    const { out } = await policy('check', join(folder, 'policies'));

    expect(out).toContain('@reason needs');
    expect(out).toContain('did you mean GetObject?');
  });

  it('exits with 1 for a file that is no Cedar, with the line', async () => {
    write('policies/a.cedar', '\npermit (principal');

    const { code, out } = await policy('check', join(folder, 'policies'));

    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringContaining('a.cedar: line 2: unexpected end of input'),
    });
  });

  it('exits with 2 for a folder that is not there', async () => {
    const { code, err } = await policy('check', join(folder, 'none'));

    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('ENOENT') });
  });

  it('holds groups to a directory that is named', async () => {
    write('directory.json', '{ "agents": {}, "approvers": {} }');

    const { code, out } = await policy('check', POLICIES, '--directory', join(folder, 'directory.json'));

    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('asks 1 of platform, who are 0') });
  });
});

describe('policy test', () => {
  const read = {
    name: 'a read',
    operation: { service: 's3', operation: 'GetObject', input: { Bucket: 'invoices', Key: 'a' } },
  };
  const allowed = { verdict: 'allow', reasons: ['Policy ordinary-reads lets this run unattended'] };
  const deletion = {
    name: 'a delete in production',
    operation: { ...read.operation, operation: 'DeleteObject' },
    labels: ['prod'],
  };

  it('passes with 0 and a summary', async () => {
    write('a.json', JSON.stringify([{ ...read, expect: allowed }]));

    expect(await policy('test', join(folder, 'a.json'))).toMatchObject({
      code: 0,
      out: '1 cases in 1 files: 1 passed, 0 failed\n',
    });
  });

  it('fails with 1 and shows for each case what was expected and what came out', async () => {
    const expected = { verdict: 'ask', reasons: ['None'], approvers: ['platform'], quorum: 1 };
    write(
      'a.yaml',
      JSON.stringify([
        { ...read, expect: allowed },
        { ...deletion, expect: expected },
      ]),
    );

    const { code, out } = await policy('test', join(folder, 'a.yaml'));

    expect(code).toBe(1);
    expect(out.replaceAll(folder, '')).toBe(
      [
        '/a.yaml: a delete in production',
        '  reasons:',
        '    - expected, missing: None',
        '    + not expected:      Destructive calls in production, or where nobody labelled the account, need two approvals within the hour',
        '    + not expected:      The call can destroy, expose or cost something, or reaches the whole account, so a person checks it',
        '  quorum: expected 1, got 2',
        '',
        '2 cases in 1 files: 1 passed, 1 failed',
        '',
      ].join('\n'),
    );
  });

  it('tests other policies when it is told to', async () => {
    write('policies/a.cedar', RUN_ALL);
    write(
      'a.json',
      JSON.stringify([
        { ...deletion, expect: { verdict: 'allow', reasons: ['Policy run-all lets this run unattended'] } },
      ]),
    );

    expect(await policy('test', '--policies', join(folder, 'policies'), join(folder, 'a.json'))).toMatchObject({
      code: 0,
    });
  });

  it.each([
    ['no YAML', '- name: [', 'a.yaml'],
    ['no list', '{}', 'expected array'],
    ['nothing', '[]', 'holds no case'],
    [
      'an unknown verdict',
      JSON.stringify([{ ...read, expect: { verdict: 'maybe', reasons: [] } }]),
      'must be allow, ask or deny',
    ],
    ['an unknown word', JSON.stringify([{ ...read, wehn: 1, expect: allowed }]), 'wehn'],
    [
      'an ask of nobody',
      JSON.stringify([{ ...read, expect: { verdict: 'ask', reasons: [] } }]),
      'must say who approves',
    ],
    ['a verdict without reasons', JSON.stringify([{ ...read, expect: { verdict: 'allow' } }]), 'reasons'],
    [
      'two cases of one name',
      JSON.stringify([
        { ...read, expect: allowed },
        { ...read, expect: allowed },
      ]),
      'called "a read"',
    ],
  ])('exits with 2 for a file that holds %s', async (_name, text, why) => {
    write('a.yaml', text);

    expect(await policy('test', join(folder, 'a.yaml'))).toMatchObject({ code: 2, err: expect.stringContaining(why) });
  });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}
