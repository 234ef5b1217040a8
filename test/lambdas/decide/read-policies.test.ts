import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PolicySetInvalid } from '../../../lambdas/decide/policy-set-invalid.ts';
import { loadPolicySet } from '../../../lambdas/decide/policy-set.ts';
import { readPolicies, readPrepared } from '../../../lambdas/decide/read-policies.ts';
import { POLICIES, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-policies-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a folder of policies', () => {
  const schema = readFileSync(join(POLICIES, 'countersign.cedarschema'), 'utf8');

  it('is read with the files in folders below it, so that none is skipped in silence', () => {
    write('countersign.cedarschema', schema);
    write('a.cedar', RUN_ALL);
    mkdirSync(join(folder, 'teams'));
    write('teams/b.cedar', RUN_ALL.replace('run-all', 'team-b'));
    write('README.md', 'not a policy');

    expect(Object.keys(readPolicies(folder).policies)).toEqual(['run-all', 'team-b']);
  });

  it.each([[[]], [['a.cedarschema', 'b.cedarschema']]])('is refused with the schemas %j', (names) => {
    names.forEach((name) => write(name, schema));
    write('a.cedar', RUN_ALL);

    expect(() => readPolicies(folder)).toThrow('needs exactly one .cedarschema file');
  });

  it('is refused without a policy', () => {
    write('countersign.cedarschema', schema);

    expect(() => readPolicies(folder)).toThrow('there is no policy file');
  });

  it('that does not exist is an error of the file system', () => {
    expect(() => readPolicies(join(folder, 'none'))).toThrow(/ENOENT/);
  });
});

describe('a prepared policy set in a file', () => {
  it('is read as it was written and can be loaded', () => {
    const prepared = theDefaultPolicies();
    write('policies.json', JSON.stringify(prepared));

    const read = readPrepared(join(folder, 'policies.json'));

    expect(read).toEqual(prepared);
    expect(loadPolicySet(read).policySet).toBe(prepared.policySet);
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['nothing', '{}', 'schema'],
    ['a field too many', JSON.stringify({ ...theDefaultPolicies(), extra: 1 }), 'extra'],
    [
      'an ask without approvers',
      withNote({ kind: 'ask', reason: 'a', approvers: [], quorum: 1, timeoutSeconds: 1 }),
      'approvers',
    ],
    [
      'an ask with a quorum of none',
      withNote({ kind: 'ask', reason: 'a', approvers: ['a'], quorum: 0, timeoutSeconds: 1 }),
      'quorum',
    ],
    ['a forbid without a reason', withNote({ kind: 'forbid' }), 'reason'],
  ])('that holds %s is refused, with what to do', (_name, text, fault) => {
    write('policies.json', text);
    const reading = () => readPrepared(join(folder, 'policies.json'));

    expect(reading).toThrow(PolicySetInvalid);
    expect(reading).toThrow(fault);
    expect(reading).toThrow('prepare it again');
  });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function withNote(note: object): string {
  return JSON.stringify({ ...theDefaultPolicies(), annotations: { a: note } });
}
