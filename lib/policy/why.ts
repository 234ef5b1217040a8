import { decide } from '../../lambdas/decide/decide.ts';
import type { Decision, Question } from '../../lambdas/decide/decision.ts';
import { loadPolicySet } from '../../lambdas/decide/policy-set.ts';
import { askedOf } from '../../lambdas/record/question.ts';
import type { JsonObject } from '../../lambdas/runtime/json.ts';
import { Misuse } from '../agent/misuse.ts';
import { findSet, type FoundSet, type Places, placeOf, readFolder } from './find-set.ts';
import { lookedAt } from './looked-at.ts';
import type { Recorded } from './recorded.ts';
import { short, standingOf } from './registry.ts';

/** One policy that made the verdict. Its text is there when its set can still be had. */
export interface Determining {
  readonly id: string;
  /** `policies/never.cedar:12` */
  readonly place?: string;
  readonly reason?: string;
  readonly text?: string;
  /** The facts that it names, as they were. */
  readonly facts?: JsonObject;
}

/** What the policies of today say to the same question, or why nobody can tell. */
export type Today =
  | { readonly policySet: string; readonly same: boolean; readonly decision: Decision; readonly note?: string }
  | { readonly unknown: string };

/** Why an operation was decided as it was. */
export interface Why {
  readonly id: string;
  readonly createdAt: string;
  readonly status: string;
  readonly call: string;
  readonly agent: string;
  readonly decision: Decision;
  readonly policies: readonly Determining[];
  readonly today: Today;
}

/** Explains a recorded decision. Throws Misuse for a record without a question. */
export async function whyOf({ id, createdAt, status, decision, question }: Recorded, places: Places): Promise<Why> {
  if (!decision || !question) throw new Misuse(`The record of ${id} holds no question: it is of an earlier version`);
  const found = await findSet(decision.policySet, places);
  const asked = askedOf(question);
  return {
    id,
    createdAt,
    status: status ?? 'unknown',
    call: `${question.service}:${question.operation} in ${question.region}, account ${question.account}`,
    agent: `${question.agent.arn}, ${asked ? `team ${asked.agent.team}` : 'not in the directory'}`,
    decision,
    policies: decision.policies.map((policy) => determining(policy, found, asked)),
    today: asked ? await today(asked, decision, places) : { unknown: 'no policy was asked about this agent' },
  };
}

function determining(id: string, found: FoundSet | undefined, asked: Question | undefined): Determining {
  const text = found?.prepared.policies[id];
  if (!found || text === undefined) return { id };
  return { id, text, ...notesOn(id, found), ...(asked && { facts: lookedAt(text, asked) }) };
}

function notesOn(id: string, { prepared, folder }: FoundSet): Pick<Determining, 'place' | 'reason'> {
  const place = folder === undefined ? undefined : placeOf(id, folder);
  const reason = prepared.annotations[id]?.reason;
  return { ...(place !== undefined && { place }), ...(reason !== undefined && { reason }) };
}

async function today(asked: Question, then: Decision, places: Places): Promise<Today> {
  const { folder, registry } = places;
  const inForce = registry && (await standingOf(registry)).inForce;
  const found = inForce === undefined ? undefined : await findSet(inForce, places);
  const set = found ?? folderSet(folder);
  const decision = decide(asked, loadPolicySet(set.prepared));
  const same = decision.verdict === then.verdict && decision.policies.join() === then.policies.join();
  const answer = { policySet: decision.policySet, same, decision };
  return found ? answer : { ...answer, note: noteOn(inForce, folder) };
}

function folderSet(folder: string): FoundSet {
  return { prepared: readFolder(folder), folder };
}

function noteOn(inForce: string | undefined, folder: string): string {
  if (inForce === undefined) return `by the policies in ${folder}`;
  return `by the policies in ${folder}: those in force (${short(inForce)}) were deployed from another folder`;
}
