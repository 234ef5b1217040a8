import type { Fault } from './fault.ts';
import type { Json } from './json.ts';

/** An error answer as an RFC 9457 problem document, with members of our own after the standard ones. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [extension: string]: Json;
}

/** Members of our own; the standard ones (RFC 9457 section 3.1) cannot be overwritten by them. */
type Extensions = Readonly<Record<string, Json>> & {
  readonly [standard in 'type' | 'title' | 'status' | 'detail']?: never;
};

type ProblemKind = keyof typeof PROBLEMS;

const PROBLEMS = {
  'bad-envelope': { status: 422, title: 'The envelope is not a valid operation' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used for another envelope' },
  'in-flight': { status: 409, title: 'A request with this Idempotency-Key is being processed' },
  'too-late': { status: 409, title: 'The operation can no longer be cancelled' },
  denied: { status: 403, title: 'The policy denies this operation' },
  stopped: { status: 403, title: 'An operator stopped this agent' },
  'over-budget': { status: 429, title: 'The budget of the day is used' },
  'bad-order': { status: 422, title: 'The order is not valid' },
  'not-an-operator': { status: 403, title: 'The caller is not an operator' },
  'not-an-agent': { status: 403, title: 'The caller is not an IAM user or role' },
  'not-found': { status: 404, title: 'There is no such operation of yours' },
  unavailable: { status: 503, title: 'The gateway cannot take the operation now; nothing was run' },
  broken: { status: 500, title: 'The gateway failed; nothing more will be run' },
} as const;

/** Builds a problem document of one kind; `type` is a stable URN that clients may switch on. */
export function problem(kind: ProblemKind, detail: string, extensions: Extensions = {}): Problem {
  return { type: `urn:countersign:${kind}`, ...PROBLEMS[kind], detail, ...extensions };
}

/** A 422 that names every faulty member of the envelope by JSON pointer. */
export function faultsProblem(faults: readonly Fault[]): Problem {
  const detail = faults.map((fault) => `${fault.pointer || '/'}: ${fault.detail}`).join('; ');
  return problem('bad-envelope', detail, { errors: faults.map((fault) => ({ ...fault })) });
}
