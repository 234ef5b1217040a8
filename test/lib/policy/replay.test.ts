import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicySet, type PolicySet } from '../../../lambdas/decide/policy-set.ts';
import { readPolicies } from '../../../lambdas/decide/read-policies.ts';
import type { Operation } from '../../../lambdas/record/operation.ts';
import type { Flip, Replay } from '../../../lib/policy/replay.ts';
import { aPolicyFolder, removePolicyFolders } from '../../support/a-policy-folder.ts';
import { anOperation } from '../../support/an-operation.ts';
import { runIn } from '../agent/a-terminal.ts';
import { aRecordOfAllServices, type KnownOperation, ndjson } from './a-record.ts';

const SCOPE = (action: string) => `(principal, action == Countersign::Action::"${action}", resource)`;
const NOTES = (groups: string) => `@approvers("${groups}") @quorum("1") @timeout("3600")`;
const READS = '["List", "Read"].contains(context.accessLevel)';
const WRITES = '["Write", "Tagging"].contains(context.accessLevel)';

const reads = (and = '') => `@id("reads") permit ${SCOPE('unattended')} when { ${READS} ${and} };`;
const readsAsk = `@id("reads-ask") @reason("r") ${NOTES('platform')} permit ${SCOPE('withApproval')} when { ${READS} };`;
const writesAsk = (groups = 'platform') =>
  `@id("writes-ask") @reason("w") ${NOTES(groups)} permit ${SCOPE('withApproval')} when { ${WRITES} };`;
const never = (categories = '"privilege-escalation"') =>
  `@id("never") @reason("Never this") forbid (principal, action, resource) when { context.categories.containsAny([${categories}]) };`;
const credentialsAsk = `@id("credentials-ask") @reason("c") forbid ${SCOPE('unattended')} when { context.categories.contains("credential-exposure") };`;

const BASE = [reads(), readsAsk, writesAsk(), never(), credentialsAsk];

let known: readonly KnownOperation[];
let record: string;
beforeAll(async () => {
  known = await aRecordOfAllServices(setIn(aPolicyFolder(...BASE)));
  record = ndjson(known.map(({ operation }) => operation));
}, 120_000);
afterAll(removePolicyFolders);

function setIn(folder: string): PolicySet {
  return loadPolicySet(readPolicies(folder));
}

async function replayed(policies: readonly string[], input = record, ...more: string[]) {
  const said = await runIn(
    { input },
    'policy',
    'replay',
    '--from',
    '-',
    '--policies',
    aPolicyFolder(...policies),
    ...more,
  );
  return { ...said, view: (said.out ? JSON.parse(said.out) : undefined) as Replay };
}

const was = ({ operation }: KnownOperation) => operation.decision.verdict;
const isRead = ({ truth }: KnownOperation) => truth.level === 'List' || truth.level === 'Read';
const isWrite = ({ truth }: KnownOperation) => truth.level === 'Write' || truth.level === 'Tagging';
const has = (category: string) => (one: KnownOperation) =>
  (one.truth.categories as readonly string[]).includes(category);

/** What a change must flip, told from the hand-written truth about each call and the verdict on record alone. */
const CHANGES: readonly (readonly [string, readonly string[], (one: KnownOperation) => boolean, string])[] = [
  [
    'reads of S3 ask',
    [reads('&& context.service != "s3"'), readsAsk, writesAsk(), never(), credentialsAsk],
    (one) => one.service === 's3' && isRead(one) && was(one) === 'allow',
    'allow -> ask',
  ],
  [
    'writes are not permitted any more',
    [reads(), readsAsk, never(), credentialsAsk],
    (one) => isWrite(one) && was(one) === 'ask',
    'ask -> deny',
  ],
  [
    'destruction is forbidden',
    [reads(), readsAsk, writesAsk(), never('"privilege-escalation", "destructive"'), credentialsAsk],
    (one) => has('destructive')(one) && was(one) !== 'deny',
    'ask -> deny',
  ],
  [
    'credentials may be read at once',
    [reads(), readsAsk, writesAsk(), never()],
    (one) => has('credential-exposure')(one) && isRead(one) && was(one) === 'ask',
    'ask -> allow',
  ],
];

describe('replay', () => {
  it('has a record of many services to work on, with every verdict in it', () => {
    expect(new Set(known.map(({ service }) => service)).size).toBeGreaterThanOrEqual(30);
    expect(known.length).toBeGreaterThanOrEqual(300);
    expect(new Set(known.map(was))).toEqual(new Set(['allow', 'ask', 'deny']));
  });

  it.each(CHANGES)('prints exactly the operations that flip when %s', async (...[, policies, flips, change]) => {
    const expected = known.filter(flips).map(({ operation }) => operation.id);

    const { code, view } = await replayed(policies);

    expect(expected.length).toBeGreaterThan(0);
    expect(view.flips.map(({ id }) => id)).toEqual(expected.toSorted());
    expect(new Set(view.flips.map(({ was, becomes }) => `${was} -> ${becomes}`))).toEqual(new Set([change]));
    expect(view).toMatchObject({ answered: known.length, terms: [], undecided: [], unreadable: [] });
    expect(code).toBe(1);
  });

  it('prints none and exits with 0 for the policies that decided', async () => {
    const { code, view } = await replayed(BASE);

    expect({ code, flips: view.flips, terms: view.terms }).toEqual({ code: 0, flips: [], terms: [] });
  });

  it('tells other approvers apart from other verdicts, and does not fail on them', async () => {
    const expected = known.filter((one) => isWrite(one) && was(one) === 'ask').map(({ operation }) => operation.id);

    const { code, view } = await replayed([reads(), readsAsk, writesAsk('security'), never(), credentialsAsk]);

    expect({ code, flips: view.flips }).toEqual({ code: 0, flips: [] });
    expect(view.terms.map(({ id }) => id)).toEqual(expected.toSorted());
  });

  it('tells another limit on the answer apart from other verdicts', async () => {
    const expected = known.filter((one) => was(one) === 'allow').map(({ operation }) => operation.id);
    const limited = reads().replace('permit', '@maxRows("5") permit');

    const { view } = await replayed([limited, readsAsk, writesAsk(), never(), credentialsAsk]);

    expect(view.flips).toEqual([]);
    expect(view.terms.map(({ id }) => id)).toEqual(expected.toSorted());
  });

  it('says by which policies and why, on a line for each', async () => {
    const one = known.find(({ operation }) => operation.shown.operation === 'DeleteObject') as KnownOperation;
    const folder = aPolicyFolder(reads(), readsAsk, writesAsk(), never('"destructive"'), credentialsAsk);
    const input = ndjson([one.operation]);

    const { out } = await runIn({ isTty: true, input }, 'policy', 'replay', '--from', '-', '--policies', folder);

    const { id, createdAt } = one.operation;
    expect(out.split('\n')[0]).toBe(`${id}  ${createdAt}  s3:DeleteObject  ask -> deny  never: Never this`);
    expect(out).toMatch(
      /^1 of 1 recorded operation flip under [0-9a-f]{12}; 0 more keep the verdict under other terms$/m,
    );
  });

  it('reads receipts as well, and only what is recent enough', async () => {
    const { operation } = await anOperation.closed(
      { status: 'EXPIRED', because: 'x' },
      { at: '2026-11-22T12:00:00.000Z' },
    );
    const lines = ndjson([{ schema: 'countersign.receipt/1', operation, events: [] }]);
    const counts = async (since: string) => (await replayed(BASE, lines, '--since', since)).view.answered;

    expect(await counts('2026-11-22')).toBe(1);
    expect(await counts('2026-11-22T12:00:00.001Z')).toBe(0);
  });

  it('answers nothing that no policy decided or that has no question, and names it', async () => {
    const [first, second, third, fourth] = known.map(({ operation }) => operation) as [
      Operation,
      Operation,
      Operation,
      Operation,
    ];
    const stranger = { ...first, question: { ...first.question, agent: { arn: first.question.agent.arn } } };
    const without = {
      ...second,
      decision: { ...second.decision, reasons: ['There are no policies to decide by: gone'] },
    };
    const budget = 'Over budget: this agent has used its budget of 1 operations a day';
    const overBudget = { ...fourth, decision: { ...fourth.decision, reasons: [budget] } };
    const { question: _question, ...older } = third;

    const { code, view } = await replayed([never()], ndjson([stranger, without, older, overBudget]));

    expect(view).toMatchObject({ answered: 0, undecided: [first.id, second.id, fourth.id], unreadable: [third.id] });
    expect(code).toBe(0);
  });

  it('says where a fact was masked on record, so that an answer is not certain', async () => {
    const { operation } = known.find((one) => was(one) === 'allow') as KnownOperation;
    const question = { ...operation.question, facts: { prefix: 'keys/[masked:aws-access-key]' } };

    const { view } = await replayed([never()], ndjson([{ ...operation, question }]));

    expect(view.flips).toMatchObject([{ id: operation.id, uncertain: true }]);
  });

  it('prints what observed policies would have changed, as it was recorded', async () => {
    const [first, second] = known.map(({ operation }) => operation) as [Operation, Operation];
    const observed = { verdict: 'deny', policies: ['tried'], reasons: ['Tried out'] };
    const lines = ndjson([first, { ...second, decision: { ...second.decision, observed } }]);

    const { code, out } = await runIn({ input: lines }, 'policy', 'replay', '--from', '-', '--observed');

    const view = JSON.parse(out) as { observed: Flip[] };
    expect(view.observed).toMatchObject([
      { id: second.id, was: second.decision.verdict, becomes: 'deny', policies: ['tried'] },
    ]);
    expect(code).toBe(1);
  });

  it.each<readonly [string, readonly string[], string, RegExp]>([
    ['a time it cannot read', ['--since', 'yesterday'], '', /--since takes 7d/],
    ['a line that is no operation', [], '{"id":"op_1"}\n', /^error: Line 1 is no operation and no receipt/],
    ['a folder that is not there', ['--policies', 'no/such/folder'], '', /no\/such\/folder/],
    ['policies with a fault', ['--policies', 'FAULTY'], '', /@approvers/],
  ])('exits with 2 for %s', async (...[, options, input, why]) => {
    const faulty = aPolicyFolder('@id("a") permit (principal, action, resource);');
    const args = options.map((option) => (option === 'FAULTY' ? faulty : option));

    const said = await runIn({ input }, 'policy', 'replay', '--from', '-', ...args);

    expect(said).toMatchObject({ code: 2, out: '', err: expect.stringMatching(why) });
  });

  it('exits with 3 where there is no gateway to read from', async () => {
    const said = await runIn({ env: { COUNTERSIGN_GATEWAY: 'no/such/file.json' } }, 'policy', 'replay');

    expect(said).toMatchObject({ code: 3, out: '', err: expect.stringContaining('name its stack with --stack') });
  });
});
