import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { budgetsOf } from '../../../lambdas/decide/budgets.ts';
import {
  countApprovers,
  labelsOf,
  mayApprove,
  normaliseAgentArn,
  ownersOf,
  parseDirectory,
  teamOf,
} from '../../../lambdas/decide/directory.ts';
import { POLICIES, theDefaultPolicies } from '../../support/a-policy-set.ts';

const AGENT = 'arn:aws:iam::111122223333:role/invoice-agent';
const STRANGER = 'arn:aws:iam::111122223333:role/stranger';
const people = parseDirectory(
  JSON.stringify({
    agents: { [AGENT]: { team: 'finance', owners: ['UOWNER'] } },
    approvers: { platform: ['UOWNER', 'UANN', 'UBOB'], security: ['UANN', 'UCAT'], empty: [] },
  }),
);

describe('who may approve', () => {
  const may = (reviewer: string, approvers: readonly string[], agentArn = AGENT) =>
    mayApprove(people, { reviewer, approvers, agentArn });

  it('a member of a named group may, and of any of several', () => {
    expect(may('UBOB', ['platform'])).toEqual({ may: true });
    expect(may('UCAT', ['platform', 'security'])).toEqual({ may: true });
  });

  it.each([
    ['an owner of the agent, though a member', 'UOWNER', ['platform'], AGENT, 'You own this agent'],
    ['a member of another group', 'UCAT', ['platform'], AGENT, 'Only members of platform may approve this'],
    ['a person in no group', 'UEVE', ['platform', 'security'], AGENT, 'Only members of platform, security may'],
    ['a member, in another letter case', 'ubob', ['platform'], AGENT, 'Only members of platform'],
    [
      'anybody, for a group without members',
      'UANN',
      ['empty'],
      AGENT,
      'empty has no members; add them under "approvers"',
    ],
    ['anybody, for a group nobody wrote down', 'UANN', ['night'], AGENT, 'night has no members'],
    ['anybody, for a group named like a part of JavaScript', 'UANN', ['constructor'], AGENT, 'has no members'],
    ['anybody, when no group is named', 'UANN', [], AGENT, 'no group has no members'],
    ['a member, for an unknown agent', 'UANN', ['platform'], STRANGER, `${STRANGER} is not in the directory: add it`],
    [
      'a member, for an agent named like a part of JavaScript',
      'UANN',
      ['platform'],
      'toString',
      'not in the directory',
    ],
  ])('not %s', (_name, reviewer, approvers, agentArn, why) => {
    expect(may(reviewer, approvers, agentArn)).toEqual({ may: false, why: expect.stringContaining(why) });
  });
});

describe('budgets', () => {
  const withBudgets = (agent: object, teams?: object) =>
    parseDirectory(
      JSON.stringify({
        agents: { [AGENT]: { team: 'finance', owners: ['UOWNER'], budgets: agent } },
        ...(teams && { teams }),
        approvers: {},
      }),
    );

  it('have defaults for each agent and team, and for a stranger', () => {
    expect(budgetsOf(people, AGENT)).toEqual([
      { scope: 'agent', name: AGENT, operationsPerDay: 5_000, costBearingPerDay: 100 },
      { scope: 'team', name: 'finance', operationsPerDay: 20_000, costBearingPerDay: 400 },
    ]);
    expect(budgetsOf(people, STRANGER)).toEqual([
      { scope: 'agent', name: STRANGER, operationsPerDay: 5_000, costBearingPerDay: 100 },
    ]);
  });

  it('are what the directory says, where it says something', () => {
    const said = withBudgets({ costBearingPerDay: 0 }, { finance: { budgets: { operationsPerDay: 7 } }, idle: {} });

    expect(budgetsOf(said, AGENT)).toMatchObject([
      { operationsPerDay: 5_000, costBearingPerDay: 0 },
      { operationsPerDay: 7, costBearingPerDay: 400 },
    ]);
  });

  it.each([-1, 1.5, '7', null])('are whole numbers: not %p', (operationsPerDay) => {
    expect(() => withBudgets({ operationsPerDay })).toThrow(/operationsPerDay/);
  });
});

describe('how many people approve', () => {
  const count = (reviewers: readonly string[], approvers: readonly string[]) =>
    countApprovers(
      people,
      reviewers.map((reviewer) => ({ reviewer, approvers, agentArn: AGENT })),
    );

  it('one person in two groups counts once, however often they click', () => {
    expect(count(['UANN', 'UANN'], ['platform', 'security'])).toBe(1);
  });

  it('two people count twice; owners and outsiders do not count', () => {
    expect(count(['UANN', 'UBOB', 'UOWNER', 'UEVE'], ['platform', 'security'])).toBe(2);
  });
});

describe('an agent', () => {
  it('has a team and owners', () => {
    expect(teamOf(people, AGENT)).toBe('finance');
    expect(ownersOf(people, AGENT)).toEqual(['UOWNER']);
  });

  it.each([STRANGER, 'constructor', '__proto__'])('has neither when it is not in the directory: %s', (arn) => {
    expect(teamOf(people, arn)).toBeUndefined();
    expect(ownersOf(people, arn)).toEqual([]);
  });
});

describe('a directory that is refused', () => {
  const agent = { team: 'finance', owners: ['UOWNER'] };

  it.each([
    ['is not JSON', '{', 'it is not JSON'],
    ['lacks the approvers', JSON.stringify({ agents: {} }), 'approvers'],
    ['has a member too many', JSON.stringify({ agents: {}, approvers: {}, admins: [] }), 'admins'],
    ['has an agent without owners', agents(AGENT, { ...agent, owners: [] }), 'must name at least one owner'],
    ['has an agent without a team', agents(AGENT, { ...agent, team: '' }), 'must name a team'],
    ['has an owner by e-mail', agents(AGENT, { ...agent, owners: ['a@example.com'] }), 'must be a Slack user id'],
    [
      'has an approver by name',
      JSON.stringify({ agents: {}, approvers: { platform: ['ann'] } }),
      'must be a Slack user id',
    ],
    ['has a group that holds a colon', JSON.stringify({ agents: {}, approvers: { 'a:b': [] } }), 'must be letters'],
    [
      'has a role with its path, which STS leaves out',
      agents('arn:aws:iam::111122223333:role/a/b', agent),
      'without its path',
    ],
    [
      'has an assumed role',
      agents('arn:aws:sts::111122223333:assumed-role/a/b', agent),
      'must be the ARN of an IAM user',
    ],
    ['has a wildcard', agents('arn:aws:iam::111122223333:role/*', agent), 'must be the ARN of an IAM user'],
  ])('%s', (_name, text, fault) => {
    expect(() => parseDirectory(text)).toThrow(fault);
  });

  it('is told all its faults at once', () => {
    const text = JSON.stringify({ agents: { [AGENT]: { team: '', owners: [] } }, approvers: { platform: ['ann'] } });

    expect(() => parseDirectory(text)).toThrow(/team[^]*owner[^]*Slack user id/);
  });
});

describe('the example directory', () => {
  const example = parseDirectory(readFileSync(join(POLICIES, 'directory.example.json'), 'utf8'));
  const groups = Object.values(theDefaultPolicies().annotations).flatMap((note) =>
    note.kind === 'ask' ? note.approvers : [],
  );

  it.each([...new Set(groups)])(
    'has for group %s, which the default policies ask, somebody who owns no agent',
    (group) => {
      const owners = Object.values(example.agents).flatMap((agent) => agent.owners);

      expect(example.approvers[group]?.filter((member) => !owners.includes(member))).not.toHaveLength(0);
    },
  );
});

describe("the agent behind a caller's ARN", () => {
  it.each([
    ['an IAM user', 'arn:aws:iam::111122223333:user/build-agent', 'arn:aws:iam::111122223333:user/build-agent'],
    ['a user below a path', 'arn:aws:iam::111122223333:user/bots/ci', 'arn:aws:iam::111122223333:user/bots/ci'],
    ['an assumed role', 'arn:aws:sts::111122223333:assumed-role/agent/run-7', 'arn:aws:iam::111122223333:role/agent'],
    [
      'an assumed role in another partition',
      'arn:aws-us-gov:sts::111122223333:assumed-role/agent/s',
      'arn:aws-us-gov:iam::111122223333:role/agent',
    ],
  ])('%s', (_name, caller, agent) => {
    expect(normaliseAgentArn(caller)).toBe(agent);
  });

  it('is one agent whatever session name the caller chose', () => {
    const sessions = ['a', 'someone@example.com', 'x+=,.@-_'].map((name) =>
      normaliseAgentArn(`arn:aws:sts::111122223333:assumed-role/agent/${name}`),
    );

    expect(new Set(sessions)).toEqual(new Set(['arn:aws:iam::111122223333:role/agent']));
  });

  it.each([
    'arn:aws:iam::111122223333:root',
    'arn:aws:sts::111122223333:federated-user/bob',
    'arn:aws:iam::111122223333:role/agent',
    'arn:aws:sts::111122223333:assumed-role/agent',
    'arn:aws:sts::111122223333:assumed-role/agent/a/b',
    'arn:aws:sts::111122223333:assumed-role/agent/s\narn:aws:iam::111122223333:user/x',
    'arn:aws:iam::1111:user/build-agent',
    'x arn:aws:iam::111122223333:user/build-agent',
    '111122223333',
    '',
  ])('is nobody for %j', (caller) => {
    expect(normaliseAgentArn(caller)).toBeUndefined();
  });
});

function agents(arn: string, agent: object): string {
  return JSON.stringify({ agents: { [arn]: agent }, approvers: {} });
}

describe('the labels of an account', () => {
  const labelled = parseDirectory(
    JSON.stringify({ agents: {}, approvers: {}, accounts: { '111122223333': { labels: ['prod', 'eu', 'prod'] } } }),
  );

  it('are those of the directory, each once and sorted', () => {
    expect(labelsOf(labelled, '111122223333')).toEqual(['eu', 'prod']);
  });

  it.each([
    ['an account that the directory does not know', labelled, '444455556666'],
    ['any account, where the directory knows none', people, '111122223333'],
    ['an account named like a part of JavaScript', labelled, 'constructor'],
  ])('are "unlabelled" for %s', (_name, directory, account) => {
    expect(labelsOf(directory, account)).toEqual(['unlabelled']);
  });

  it.each([
    ['no label', { '111122223333': { labels: [] } }, 'must have a label such as "dev" or "prod"'],
    ['a label in capitals', { '111122223333': { labels: ['Prod'] } }, 'must be small letters, digits and hyphens'],
    ['an account that is no id', { main: { labels: ['prod'] } }, 'must be an account id of 12 digits'],
  ])('are refused with %s', (_name, accounts, why) => {
    expect(() => parseDirectory(JSON.stringify({ agents: {}, approvers: {}, accounts }))).toThrow(why);
  });
});
