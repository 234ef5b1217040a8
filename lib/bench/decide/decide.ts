import { join } from 'node:path';
import type { Question } from '../../../lambdas/decide/decision.ts';
import { preparePolicies } from '../../../lambdas/decide/prepare.ts';
import type { PreparedPolicies } from '../../../lambdas/decide/prepared-policies.ts';
import { readSource } from '../../../lambdas/decide/read-policies.ts';
import { repository } from '../../local/engine/environment.ts';
import type { BenchReport, BenchSetting } from '../bench.ts';
import { percentile } from '../statistics.ts';
import type { Cell, Table } from '../table.ts';
import { type Contender, indexed, plain } from './cedar.ts';
import { COLD_COLUMNS, coldStart } from './cold-start.ts';
import { sourceOf, teamsAmong } from './generated.ts';
import { installPeer, peer } from './peer.ts';
import { questionsOf } from './questions.ts';

const SIZES = [20, 200, 2_000];
const DEFAULT_RUNS = 2_000;
const COLD_RUNS = 7;
/** The most that a slow contender is asked, so that the whole set at 2,000 policies takes seconds and not minutes. */
const PLAIN_RUNS = 400;

interface Ready {
  readonly prepared: PreparedPolicies;
  readonly questions: readonly Question[];
}

/**
 * How fast the policies answer, whole decisions: the gateway's index, Cedar as it comes and a peer with comparable rules,
 * asked the same questions in one process; and what a fresh process needs. Needs no engine.
 */
export async function benchDecide({ runs = DEFAULT_RUNS, progress }: Setting): Promise<BenchReport> {
  progress('installing the peer, if it is not there');
  const version = await installPeer();
  const general = readSource(join(repository, 'policies'));
  const sets = SIZES.map((size): Ready => {
    progress(`preparing ${size} policies`);
    const prepared = preparePolicies(sourceOf(size, general));
    return { prepared, questions: questionsOf(runs, teamsAmong(size)) };
  });
  const rows = sets.flatMap((ready) => measureSet(ready, progress));
  progress(`fresh processes, ${COLD_RUNS} for each size`);
  const cold = sets.map(({ prepared, questions }) => coldStart(prepared, questions[0] as Question, COLD_RUNS));
  return {
    conditions: {
      'questions of a round': runs,
      'first round': 'every subset, or the like, is made on the way',
      peer: `@microsoft/agent-governance-sdk ${version}, its policy engine alone`,
      'fresh processes of each size': COLD_RUNS,
    },
    tables: [
      { title: 'Whole decisions', columns: COLUMNS, rows },
      { title: 'A fresh process, from its sources, medians', columns: COLD_COLUMNS, rows: cold },
    ],
  };
}

type Setting = Pick<BenchSetting, 'runs' | 'progress'>;

const COLUMNS = ['policies', 'what', 'round', 'decisions', 'per second', 'p50 ms', 'p99 ms', 'allow / ask / deny'];

function measureSet({ prepared, questions }: Ready, progress: BenchSetting['progress']): Table['rows'] {
  const size = Object.keys(prepared.policies).length;
  const few = questions.slice(0, PLAIN_RUNS);
  const contenders = contendersFor(prepared, questions);
  mustAgree(contendersFor(prepared, questions), few); // copies: the first round stays the first
  return contenders.flatMap(([name, contender, asked]) => {
    progress(`${size} policies: ${name}`);
    return ['first', 'second'].map((round) => [size, name, round, ...measure(contender, asked)]);
  });
}

type Contending = readonly [name: string, contender: Contender, asked: readonly Question[]];

function contendersFor(prepared: PreparedPolicies, questions: readonly Question[]): readonly Contending[] {
  return [
    ['countersign', indexed(prepared), questions],
    ['plain Cedar', plain(prepared), questions.slice(0, PLAIN_RUNS)],
    ['agent-governance-sdk', peer(Object.keys(prepared.policies).length), questions],
  ];
}

/** Rules are comparable when they come to the same verdicts; otherwise their times mean nothing. */
export function mustAgree(contenders: readonly Contending[], questions: readonly Question[]): void {
  for (const question of questions) {
    const verdicts = contenders.map(([, contender]) => contender(question));
    if (new Set(verdicts).size === 1) continue;
    const said = contenders.map(([name], index) => `${name}: ${verdicts[index]}`).join(', ');
    throw new Error(
      `The contenders disagree on ${question.service}:${question.operation} of ${question.agent.team}: ${said}`,
    );
  }
}

function measure(contender: Contender, questions: readonly Question[]): readonly Cell[] {
  const counts = { allow: 0, ask: 0, deny: 0 };
  const begun = performance.now();
  const times = questions.map((question) => {
    const before = performance.now();
    counts[contender(question)] += 1;
    return performance.now() - before;
  });
  const perSecond = Math.round((questions.length * 1000) / (performance.now() - begun));
  const verdicts = `${counts.allow} / ${counts.ask} / ${counts.deny}`;
  return [questions.length, perSecond, percentile(times, 50), percentile(times, 99), verdicts];
}
