import { decide } from '../../lambdas/decide/decide.ts';
import { type Decision, limitsIn, type Question, roleOf } from '../../lambdas/decide/decision.ts';
import { WITHOUT_POLICIES } from '../../lambdas/decide/policies-in-force.ts';
import type { PolicySet } from '../../lambdas/decide/policy-set.ts';
import { askedOf } from '../../lambdas/record/question.ts';
import { canonicalJson } from '../../lambdas/runtime/json.ts';
import { OVER_BUDGET } from '../../lambdas/submit/budget.ts';
import type { Recorded } from './recorded.ts';

type Verdict = Decision['verdict'];

/** An operation that other policies answer otherwise. */
export interface Flip {
  readonly id: string;
  readonly createdAt: string;
  /** `s3:DeleteObject` */
  readonly call: string;
  readonly agent: string;
  readonly was: Verdict;
  readonly becomes: Verdict;
  readonly policies: readonly string[];
  readonly reasons: readonly string[];
  /** True where a text in the question was masked, so that the policies saw less than they would. */
  readonly uncertain?: true;
}

/** What a change of policies means for what was recorded. */
export interface Replay {
  /** Hash of the policies that answered. */
  readonly policySet: string;
  /** How many operations they answered. */
  readonly answered: number;
  /** Another verdict. */
  readonly flips: readonly Flip[];
  /** The same verdict under other terms: approvers, quorum, time, escalation, role or limits on the answer. */
  readonly terms: readonly Flip[];
  /** Ids of operations that no policy decided: an agent outside the directory, a used budget, or no policies at hand. */
  readonly undecided: readonly string[];
  /** Ids of operations without a readable question. */
  readonly unreadable: readonly string[];
}

/** Puts each recorded question to these policies and compares the answers, oldest first. */
export async function replay(
  recorded: Iterable<Recorded> | AsyncIterable<Recorded>,
  policies: PolicySet,
): Promise<Replay> {
  const found = {
    answered: 0,
    flips: [] as Flip[],
    terms: [] as Flip[],
    undecided: [] as string[],
    unreadable: [] as string[],
  };
  for await (const one of recorded) {
    const { decision, question } = one;
    if (!decision || !question) found.unreadable.push(one.id);
    else if (!isPolicys(decision) || !askedOf(question)) found.undecided.push(one.id);
    else {
      found.answered += 1;
      compare(one as Comparable, policies, found);
    }
  }
  return { policySet: policies.policySet, ...found, flips: sorted(found.flips), terms: sorted(found.terms) };
}

type Comparable = Required<Pick<Recorded, 'id' | 'createdAt' | 'decision' | 'question'>>;

function compare(one: Comparable, policies: PolicySet, found: { flips: Flip[]; terms: Flip[] }): void {
  const today = decide(askedOf(one.question) as Question, policies);
  if (today.verdict !== one.decision.verdict) found.flips.push(flipOf(one, today));
  else if (termsOf(today) !== termsOf(one.decision)) found.terms.push(flipOf(one, today));
}

function isPolicys({ reasons }: Decision): boolean {
  return !reasons.some((reason) => reason.startsWith(WITHOUT_POLICIES) || reason.startsWith(OVER_BUDGET));
}

function termsOf(decision: Decision): string {
  const role = roleOf(decision) ?? null;
  const limits = { ...limitsIn(decision) };
  if (decision.verdict !== 'ask') return canonicalJson({ role, limits });
  const { approvers, quorum, timeoutSeconds, escalate = [] } = decision;
  return canonicalJson({ role, limits, approvers, quorum, timeoutSeconds, escalate });
}

/** What `@mode("observe")` policies would have changed, from what was recorded beside each decision. */
export async function observedIn(recorded: Iterable<Recorded> | AsyncIterable<Recorded>): Promise<readonly Flip[]> {
  const flips: Flip[] = [];
  for await (const one of recorded) {
    const observed = (one.decision as { observed?: Answer } | undefined)?.observed;
    if (observed && one.decision && one.question) flips.push(flipOf(one as Comparable, observed));
  }
  return sorted(flips);
}

type Answer = Pick<Decision, 'verdict' | 'policies' | 'reasons'>;

function flipOf({ id, createdAt, question, decision }: Comparable, answer: Answer): Flip {
  const call = `${question.service}:${question.operation}`;
  const { verdict: becomes, policies, reasons } = answer;
  const { agent } = question;
  const flip = { id, createdAt, call, agent: agent.arn, was: decision.verdict, becomes, policies, reasons };
  return isMasked(question) ? { ...flip, uncertain: true } : flip;
}

/** Names and ARNs are kept as they are; a stand-in anywhere else took the place of a text that policies saw. */
function isMasked(question: Comparable['question']): boolean {
  return /\[(masked|withheld):/.test(JSON.stringify({ ...question, grants: [] }));
}

function sorted(flips: readonly Flip[]): readonly Flip[] {
  return flips.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

function key({ createdAt, id }: Flip): string {
  return `${createdAt} ${id}`;
}
