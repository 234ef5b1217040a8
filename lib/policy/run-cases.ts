import { isDeepStrictEqual } from 'node:util';
import { type Decision, NO_USAGE } from '../../lambdas/decide/decision.ts';
import type { Directory } from '../../lambdas/decide/directory.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { assess, type Assessment, type Rules } from '../../lambdas/submit/assess.ts';
import { assumed } from '../../lambdas/submit/pseudonyms.ts';
import type { CaseFile, PolicyCase } from './case-file.ts';

/** A member of the expectation that came out otherwise. */
export interface Difference {
  readonly what: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** A case and how it differed; it passed when it did not. */
export interface CaseResult {
  readonly file: string;
  readonly name: string;
  readonly differences: readonly Difference[];
}

/** What a case says nothing about: Monday noon in Ireland's region, in the first account of the directory's examples. */
const USUAL = { account: '111122223333', region: 'eu-west-1', at: '2026-11-23T12:00:00Z' } as const;

/** Assesses every case by submit's own code and compares what it says. */
export async function runCases(files: readonly CaseFile[], rules: Rules): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { file, cases } of files) {
    for (const given of cases) results.push({ file, name: given.name, differences: await differencesIn(given, rules) });
  }
  return results;
}

async function differencesIn(given: PolicyCase, rules: Rules): Promise<readonly Difference[]> {
  const answer = answerOf(await assessed(given, rules));
  return Object.entries(given.expect)
    .map(([what, expected]) => ({ what, expected: ordered(expected), got: ordered(answer[what]) }))
    .filter(({ expected, got }) => expected !== undefined && !isDeepStrictEqual(expected, got));
}

/** What the gateway says of a case's call, in the case's situation. */
export async function assessed(given: PolicyCase, { policies, directory }: Rules): Promise<Assessment> {
  const { service, operation, input, account = USUAL.account, region = USUAL.region } = given.operation;
  const agent = given.agent ?? Object.keys(directory.agents)[0] ?? '';
  const call = { agent, account, region, service, operation, input: input as JsonObject, reason: given.name };
  const usage = { ...NO_USAGE, ...definedIn(given.usage ?? {}) };
  const situation = { at: given.at ?? USUAL.at, usage, ...assumed(call.input) };
  return assess(call, { policies, directory: directoryFor(given, { directory, agent, account }) }, situation);
}

type Place = { readonly directory: Directory; readonly agent: string; readonly account: string };

/** The directory with the team and labels that the case is about. */
function directoryFor({ team, labels }: PolicyCase, { directory, agent, account }: Place): Directory {
  const known = directory.agents[agent];
  const agents = team === undefined || !known ? directory.agents : { ...directory.agents, [agent]: { ...known, team } };
  const accounts = labels === undefined ? directory.accounts : { ...directory.accounts, [account]: { labels } };
  return { ...directory, agents, ...(accounts && { accounts }) };
}

function answerOf(assessment: Assessment): Readonly<Record<string, unknown>> {
  if (assessment.kind === 'assessed') return { ...(assessment.decision satisfies Decision) };
  const reasons = assessment.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`);
  return { verdict: 'refused', reasons };
}

/** Lists are compared as sets: nobody should have to know an order. */
function ordered(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as readonly string[])].sort() : value;
}

function definedIn<T extends object>(some: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as never;
}
