import { messageOf } from '../runtime/errors.ts';
import type { Answer } from './combine.ts';
import { type Decision, isRelease, type Question } from './decision.ts';
import type { Action } from './policy-head.ts';
import { limitsOf } from './limits.ts';
import type { PolicyNote } from './policy-note.ts';
import type { PolicySet } from './policy-set.ts';

type AskNote = Extract<PolicyNote, { kind: 'ask' }>;
type Permission = Exclude<Decision, { verdict: 'deny' }>;
type Denial = Extract<Decision, { verdict: 'deny' }>;

/** What a decision takes of a policy set once the answers are there. */
export type Noted = Pick<PolicySet, 'policySet' | 'annotations'>;

/** The policies' answer to each of the two actions. */
export type Answers = (action: Action) => Answer;

/** The verdict that two answers come to. Never throws: whatever breaks on the way is a `deny` that says so. */
export function judge(question: Question, answers: Answers, policies: Noted): Decision {
  try {
    const decision = verdictOf(question, answers, policies);
    if (decision.verdict === 'deny') return decision;
    if (!isScopable(question))
      return deny(policies, [], ['No credentials can be cut to this call, so no policy can permit it']);
    return decision.verdict === 'allow' && isRelease(question) ? heldBack(policies, decision) : decision;
  } catch (cause) {
    return broken(policies, messageOf(cause));
  }
}

function verdictOf(question: Question, answers: Answers, policies: Noted): Decision {
  const unattended = answers('unattended');
  if (unattended.kind === 'broken') return broken(policies, unattended.why);
  if (unattended.kind === 'permitted') return allow(policies, unattended.ids);
  const withApproval = answers('withApproval');
  if (withApproval.kind === 'broken') return broken(policies, withApproval.why);
  if (withApproval.kind === 'permitted') return ask(policies, { permits: withApproval.ids, forbids: unattended.ids });
  if (withApproval.ids.length === 0) return deny(policies, [], [byDefault(question)]);
  return deny(policies, withApproval.ids, reasonsOf(policies, withApproval.ids));
}

function allow(policies: Noted, ids: readonly string[]): Decision {
  const { policySet } = policies;
  const allowed: Permission = { verdict: 'allow', policies: ids, policySet, reasons: reasonsOf(policies, ids) };
  return inRole(limited(allowed, ids, policies), ids, policies);
}

/** Forbids on `unattended` belong to the verdict: they are why a person is asked. */
function ask(policies: Noted, by: { permits: readonly string[]; forbids: readonly string[] }): Decision {
  const notes = by.permits.map((id) => askNote(policies, id));
  const ids = [...by.forbids, ...by.permits].sort();
  const approvers = union(notes.map((note) => note.approvers));
  const escalate = union(notes.map((note) => note.escalate ?? [])).filter((group) => !approvers.includes(group));
  const asked: Permission = {
    verdict: 'ask',
    policies: ids,
    policySet: policies.policySet,
    reasons: reasonsOf(policies, [...by.forbids, ...by.permits]),
    approvers,
    quorum: Math.max(...notes.map((note) => note.quorum)),
    timeoutSeconds: Math.min(...notes.map((note) => note.timeoutSeconds)),
    ...(escalate.length > 0 && { escalate }),
  };
  return inRole(limited(asked, by.permits, policies), by.permits, policies);
}

function limited(decision: Permission, permits: readonly string[], policies: Noted): Permission {
  const limits = limitsOf(permits.map((id) => noteBy(policies, id)).filter((note) => note.kind !== 'forbid'));
  return limits ? { ...decision, limits } : decision;
}

/** The permission with the role that its permits mean; one that names none means the default role. A choice is a denial. */
function inRole(decision: Permission, permits: readonly string[], policies: Noted): Decision {
  const roles = [...new Set(permits.map((id) => roleIn(noteBy(policies, id))))];
  const [role] = roles;
  if (roles.length <= 1) return role === undefined ? decision : { ...decision, role };
  const named = roles.map((one) => one ?? 'the default one').join(', ');
  const why = `The policies ${permits.join(', ')} permit this in different target roles: ${named}. Make them name one`;
  return deny(policies, permits, [why]);
}

function roleIn(note: PolicyNote): string | undefined {
  return note.kind === 'forbid' ? undefined : note.role;
}

function deny({ policySet }: Noted, ids: readonly string[], reasons: readonly string[]): Denial {
  return { verdict: 'deny', policies: ids, policySet, reasons };
}

function broken(policies: Noted, why: string): Denial {
  return deny(policies, [], [`The policies could not be evaluated, so nothing may run: ${why}`]);
}

function byDefault({ agent, service, operation }: Question): string {
  return (
    `No policy permits this: add a permit for ${service}:${operation} by team ${agent.team} ` +
    'on "unattended" or "withApproval", or ask the people who keep the gateway\'s policies to'
  );
}

function isScopable({ tier }: Question): boolean {
  return tier === 'curated' || tier === 'derived';
}

/** What was withheld for a person to look at is not handed out without one, whatever the policies say. */
function heldBack(policies: Noted, { policies: ids }: Permission): Denial {
  const named = ids.join(', ');
  return deny(policies, ids, [`A withheld result is released by people only; ${named} must not permit it unattended`]);
}

function reasonsOf(policies: Noted, ids: readonly string[]): readonly string[] {
  return [...new Set(ids.map((id) => noteBy(policies, id).reason ?? `Policy ${id} lets this run unattended`))];
}

function askNote(policies: Noted, id: string): AskNote {
  const note = noteBy(policies, id);
  if (note.kind !== 'ask') throw new Error(`policy ${id} does not say who approves`);
  return note;
}

function noteBy({ annotations }: Noted, id: string): PolicyNote {
  const note = annotations.get(id);
  if (!note) throw new Error(`policy ${id} has no annotations`);
  return note;
}

function union(groups: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(groups.flat())].sort();
}
