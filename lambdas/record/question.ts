import type { Question } from '../decide/decision.ts';
import { canonicalJson, type Json } from '../runtime/json.ts';
import { sha256 } from '../runtime/sha256.ts';

/**
 * The question that a decision was made on: plain JSON, so that it can be put to other policies later. Without a team no
 * policy was asked, since the agent is not in the directory.
 */
export type RecordedQuestion = Omit<Question, 'agent'> & {
  readonly agent: { readonly arn: string; readonly team?: string };
};

/** What the catalogue said of the call when it was received: the part of a question that no rule of a team can change. */
export type Needs = Pick<Question, 'tier' | 'grants' | 'credentials' | 'accessLevel' | 'categories'>;

export function needsOf({ tier, grants, credentials, accessLevel, categories }: Needs): Needs {
  return { tier, grants, accessLevel, categories, ...(credentials && { credentials }) };
}

/** The question as policies take it, or undefined when none was asked. */
export function askedOf(question: RecordedQuestion): Question | undefined {
  const { arn, team } = question.agent;
  return team === undefined ? undefined : { ...question, agent: { arn, team } };
}

/** SHA-256 of a question: the first event holds it, so the facts that were decided on cannot be changed afterwards. */
export function questionHash(question: RecordedQuestion): string {
  return sha256(canonicalJson(question as unknown as Json));
}
