import { isDeepStrictEqual } from 'node:util';
import { combine, type Finding, together } from './combine.ts';
import type { Decision, Observed, Question } from './decision.ts';
import { messageOf } from '../runtime/errors.ts';
import { type Answers, judge } from './judge.ts';
import type { PolicySet } from './policy-set.ts';

/**
 * The policies' answer to one call: `allow` when it may run unattended, else `ask` when it may run with approval,
 * else `deny`. Never throws: whatever breaks on the way is a `deny` that says so. What observing policies would have
 * changed is added; whatever breaks in those changes nothing else.
 */
export function decide(question: Question, policies: PolicySet): Decision {
  const enforced = safely(() => policies.enforced(question));
  const decision = judge(question, answersIn(enforced, policies), policies);
  const observing = safely(() => policies.observed(question));
  const observed = observing && judge(question, answersIn(together(enforced, observing), policies), policies);
  return observed && differs(observed, decision) ? { ...decision, observed: seen(observed) } : decision;
}

/** Reading and evaluating policies may break in any way; a broken finding is a denial. */
function safely<F extends Finding | undefined>(find: () => F): F | Finding {
  try {
    return find();
  } catch (cause) {
    return { kind: 'broken', why: messageOf(cause) };
  }
}

function answersIn(finding: Finding, { heads }: PolicySet): Answers {
  return (action) => combine(finding, action, heads);
}

function differs(one: Decision, other: Decision): boolean {
  return !isDeepStrictEqual(one, other);
}

function seen({ verdict, policies, reasons }: Decision): Observed {
  return { verdict, policies, reasons };
}
