import type { Fault } from '../../lambdas/catalogue/resolution.ts';
import type { Problem } from '../../lambdas/runtime/problem.ts';

const URN = 'urn:countersign:';

/** What an answer with an error said. `retryAfterSeconds` is its Retry-After. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly retryAfterSeconds?: number;
}

/** The gateway answered with a problem document (RFC 9457). Its subclasses are the kinds that a caller treats differently. */
export class GatewayProblem extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;

  constructor({ problem, retryAfterSeconds }: ProblemAnswer, name = 'GatewayProblem') {
    super(`${problem.title}: ${problem.detail}`);
    this.name = name;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The end of the problem's type: `bad-envelope`. Empty for a type that is not the gateway's. */
  get kind(): string {
    const { type } = this.problem;
    return type.startsWith(URN) ? type.slice(URN.length) : '';
  }
}

/** The envelope is wrong; `faults` names each wrong member by JSON pointer. Nothing was written or run. */
export class BadEnvelope extends GatewayProblem {
  readonly faults: readonly Fault[];
  constructor(answer: ProblemAnswer) {
    super(answer, 'BadEnvelope');
    const { errors } = answer.problem;
    this.faults = Array.isArray(errors) ? (errors as unknown as readonly Fault[]) : [];
  }
}

/** The Idempotency-Key belongs to another envelope: this one was not taken. */
export class KeyReused extends GatewayProblem {
  constructor(answer: ProblemAnswer) {
    super(answer, 'KeyReused');
  }
}

/** The signature, the credentials or the rights of the caller do not do. */
export class NotAuthorised extends GatewayProblem {
  constructor(answer: ProblemAnswer) {
    super(answer, 'NotAuthorised');
  }
}

/** The operator's order is wrong, and changed nothing; the message says how to put it right. */
export class BadOrder extends GatewayProblem {
  constructor(answer: ProblemAnswer) {
    super(answer, 'BadOrder');
  }
}

/** An operator stopped the agent; the message says who and why. Nothing was written or run. */
export class AgentStopped extends GatewayProblem {
  constructor(answer: ProblemAnswer) {
    super(answer, 'AgentStopped');
  }
}

/** This caller has no such operation. */
export class NoSuchOperation extends GatewayProblem {
  constructor(answer: ProblemAnswer) {
    super(answer, 'NoSuchOperation');
  }
}

/** The operation runs or has ended: it cannot be cancelled any more. */
export class TooLate extends GatewayProblem {
  constructor(answer: ProblemAnswer) {
    super(answer, 'TooLate');
  }
}

/** The gateway is busy, down or still at it: the same request may be sent again later. */
export class TryLater extends GatewayProblem {
  constructor(answer: ProblemAnswer) {
    super(answer, 'TryLater');
  }
}

/** No answer came: no connection, no name, no TLS, or nothing within the time. Whether the request arrived is not known. */
export class Unreachable extends Error {
  constructor(url: string, cause: unknown) {
    super(`The gateway at ${url} does not answer${because(cause)}`, { cause });
    this.name = 'Unreachable';
  }
}

/** Node's fetch says "fetch failed" and hides the reason in the cause. */
function because(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return '';
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return `: ${cause.message || code || cause.name}`;
}

type ProblemClass = new (answer: ProblemAnswer) => GatewayProblem;

const CLASSES: Readonly<Record<string, ProblemClass>> = {
  'bad-envelope': BadEnvelope,
  'body-too-large': BadEnvelope,
  'key-reused': KeyReused,
  'not-found': NoSuchOperation,
  'too-late': TooLate,
  'not-an-agent': NotAuthorised,
  'not-signed': NotAuthorised,
  'bad-signature': NotAuthorised,
  'expired-credentials': NotAuthorised,
  'not-allowed': NotAuthorised,
  'not-an-operator': NotAuthorised,
  'bad-order': BadOrder,
  stopped: AgentStopped,
  'over-budget': TryLater,
  'in-flight': TryLater,
  'too-many-requests': TryLater,
  'still-running': TryLater,
  unavailable: TryLater,
  broken: TryLater,
};

/** The error for an answer, by its problem type; by its status where something before the gateway answered. */
export function problemError(answer: ProblemAnswer): GatewayProblem {
  const { type, status } = answer.problem;
  const kind = type.startsWith(URN) ? type.slice(URN.length) : '';
  const known = Object.hasOwn(CLASSES, kind) ? CLASSES[kind] : undefined;
  if (known) return new known(answer);
  return status >= 500 || status === 429 ? new TryLater(answer) : new GatewayProblem(answer);
}
