import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decide } from '../../../lambdas/decide/decide.ts';
import { NO_USAGE, type Question } from '../../../lambdas/decide/decision.ts';
import { NO_FACTS } from '../../../lambdas/decide/input-facts.ts';
import { loadPolicySet, type PolicySet } from '../../../lambdas/decide/policy-set.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import { readPolicies, readPrepared } from '../../../lambdas/decide/read-policies.ts';
import { assess } from '../../../lambdas/submit/assess.ts';
import { aRead } from '../../support/a-call.ts';
import { theDirectory } from '../../support/a-directory.ts';
import { aPolicySet, forbidText, OVERFLOW, RUN_ALL, theDefaultPolicies } from '../../support/a-policy-set.ts';
import { aQuestion } from '../../support/a-question.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-failures-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a function that cannot have its policies does not start', () => {
  const prepared = theDefaultPolicies();
  const held = (text: string) => {
    writeFileSync(join(folder, 'policies.json'), text);
    return () => loadPolicySet(readPrepared(join(folder, 'policies.json')));
  };

  it('the policy file is missing', () => {
    expect(() => readPrepared(join(folder, 'policies.json'))).toThrow(/ENOENT/);
  });

  it.each([
    ['the policy file is cut short', JSON.stringify(prepared).slice(0, -1), 'is not JSON; prepare it again'],
    ['the policy file is empty', '', 'is not JSON; prepare it again'],
    ['the policy file holds something else', '{}', 'prepare it again'],
    [
      'a policy was changed',
      JSON.stringify(prepared).replaceAll('privilege-escalation', 'nothing'),
      'its hash does not fit',
    ],
    [
      'the hash is that of another set',
      JSON.stringify({ ...prepared, policySet: '0'.repeat(64) }),
      'its hash does not fit',
    ],
  ])('%s', (_name, text, why) => {
    expect(held(text)).toThrow(why);
  });

  it.each(['submit', 'execute'])('the WebAssembly cannot be loaded: %s', (stage) => {
    const hooks = `import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => {
        if (/cedar[-_]wasm/.test(url)) throw new Error('no such WebAssembly');
        return next(url, context);
      } });
      await import('./lambdas/${stage}/handler.ts');
      console.log('started');`;

    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', hooks], {
      encoding: 'utf8',
    });

    expect({ started: stdout, failed: status !== 0 }).toEqual({ started: '', failed: true });
    expect(stderr).toContain('no such WebAssembly');
  });
});

describe('a set of policies that cannot be used is not built', () => {
  const { schema } = theDefaultPolicies();

  it('there is no policy file', () => {
    writeFileSync(join(folder, 'a.cedarschema'), schema);

    expect(() => readPolicies(folder)).toThrow('there is no policy file');
  });

  it.each([
    ['it cannot be parsed', 'permit (', 'unexpected end of input'],
    ['it reads an unknown attribute', forbidText('a', 'context.colour == "red"'), 'attribute `colour`'],
    ['it reads an optional fact without asking for it', forbidText('a', 'context.facts.count > 1'), 'count'],
  ])('%s', (_name, text, why) => {
    expect(() => preparePolicies({ schema, files: [{ name: 'a.cedar', text }] })).toThrow(why);
  });
});

describe('a decision on which anything breaks is a denial', () => {
  const runs = aPolicySet(RUN_ALL);
  const trap = (): never => {
    throw new Error('unreachable');
  };
  const rows: readonly (readonly [string, PolicySet, Partial<Question>, RegExp])[] = [
    ['a policy fails to evaluate', aPolicySet(RUN_ALL, forbidText('broken', OVERFLOW)), {}, /broken.*overflow/],
    [
      'the question holds an attribute that the schema does not know',
      runs,
      { facts: { ...NO_FACTS, colour: 'red' } as never },
      /colour/,
    ],
    ['the question lacks an attribute', runs, { labels: undefined as never }, /could not be evaluated/],
    ['Cedar traps', { ...runs, enforced: trap }, {}, /unreachable/],
    ['the clock gives no time', runs, { at: 'Invalid Date' }, /is no ISO-8601 time in UTC/],
    ['usage cannot be told', runs, { usage: {} as never }, /could not be evaluated/],
  ];

  it.each(rows)('%s', (_name, policies, question, why) => {
    const decision = decide(aQuestion(question), policies);

    expect(decision).toMatchObject({ verdict: 'deny', policies: [], reasons: [expect.stringMatching(why)] });
  });
});

describe('the time that counts is the gateway’s, each time anew', () => {
  const office = aPolicySet(RUN_ALL.replace(';', ' when { context.hour >= 9 && context.hour < 17 };'));
  const at = (time: string) =>
    assess(aRead(), { policies: office, directory: theDirectory() }, { at: time, usage: NO_USAGE });

  it('what was allowed a second before the end of the hours is denied when it would run after it', async () => {
    expect(await at('2026-11-23T16:59:59.999Z')).toMatchObject({ decision: { verdict: 'allow' } });
    expect(await at('2026-11-23T17:00:00.000Z')).toMatchObject({ decision: { verdict: 'deny' } });
  });
});
