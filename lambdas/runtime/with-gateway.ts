import middy, { type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { Conflict, Corrupt, GatewayError, Unavailable } from './errors.ts';
import { problemAnswer } from './http.ts';
import { logFailure } from './logger.ts';
import { problem, type Problem } from './problem.ts';

/**
 * Wraps a verb as a Lambda handler. Its parts are built once and kept for all calls. What throws is logged by name alone and thrown on: the caller (a workflow, a stream) decides what follows.
 */
export function withGateway<D, I, O>(build: () => Promise<D>, verb: (input: I, deps: D) => Promise<O>) {
  const parts = once(build);
  return middy<I, O, Error, Context>()
    .use({
      onError: (request) => {
        logFailure('The function failed', request.error);
        request.error = withoutContent(request.error);
      },
    })
    .handler(async (input: I) => verb(input, await parts()));
}

type ApiHandler = MiddyfiedHandler<APIGatewayProxyEvent, APIGatewayProxyResult, Error, Context>;
type ApiVerb<D> = (event: APIGatewayProxyEvent, deps: D) => Promise<APIGatewayProxyResult>;

/** As `withGateway`, for API Gateway: what throws is answered as a problem document, without a word of its message. */
export function withApi<D>(build: () => Promise<D>, verb: ApiVerb<D>): ApiHandler {
  const parts = once(build);
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult, Error, Context>()
    .use({
      onError: (request) => {
        logFailure('A request failed', request.error);
        request.response = problemAnswer(asProblem(request.error), { 'retry-after': '5' });
      },
    })
    .handler(async (event) => verb(event, await parts()));
}

/**
 * What a caller may learn of an error. Ours hold ids only; another's message may quote an input, and the workflow would keep
 * it in its history, so only its name goes on.
 */
function withoutContent(error: Error | null): Error {
  if (error instanceof GatewayError) return error;
  const named = new Error('The log of the function names what failed.');
  named.name = error?.name ?? 'Error';
  return named;
}

function asProblem(error: Error | null): Problem {
  if (error instanceof Unavailable) return problem('unavailable', error.message);
  if (error instanceof Conflict)
    return problem('unavailable', 'The operation is being changed by somebody else; try again.');
  if (error instanceof Corrupt)
    return problem('broken', 'The stored record does not hold together; nothing runs on it.');
  return problem('broken', 'An unexpected error; the log of the function names it.');
}

/**
 * Builds at once, while Lambda initialises the function: that time is not the first caller's. A build that failed is tried
 * again by each call that needs it.
 */
function once<D>(build: () => Promise<D>): () => Promise<D> {
  let built: Promise<D> | undefined;
  const parts = () => {
    built ??= build().catch((error: unknown) => {
      built = undefined;
      throw error;
    });
    return built;
  };
  void parts().catch(() => undefined); // the first call tries again, and says what is wrong
  return parts;
}
