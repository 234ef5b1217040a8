import { AwsClient } from 'aws4fetch';
import { isJsonObject, type Json } from '../../lambdas/runtime/json.ts';
import type { Problem } from '../../lambdas/runtime/problem.ts';
import { Unreachable, type ProblemAnswer } from './problems.ts';

/** AWS credentials of an agent; a session token comes with those of a role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where the gateway is, and as whom to ask it. A function is called for each request, so it can renew credentials. */
export interface Gateway {
  /** The API's address with its stage, with or without a slash at the end. */
  readonly url: string;
  readonly region: string;
  readonly credentials: Credentials | (() => Promise<Credentials>);
  readonly fetch?: typeof globalThis.fetch;
}

/** One request, its path relative to the API's address. */
export interface GatewayRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

/** What came back: a JSON document, or an error as a problem document. */
export type Answer =
  { readonly kind: 'document'; readonly body: Json } | ({ readonly kind: 'problem' } & ProblemAnswer);

/** Longer than API Gateway itself waits for a function by default (29 s). */
const ANSWER_MS = 40_000;

/** Keys derived from a secret for a day, so that they are derived once. */
const derivedKeys = new Map<string, ArrayBuffer>();

/**
 * Signs a request (SigV4, `execute-api`), sends it once and reads the answer. Throws Unreachable when none comes, and the
 * signal's reason when it is aborted. Redirects are not followed: a signature is for one address.
 */
export async function sendSigned(request: GatewayRequest, gateway: Gateway): Promise<Answer> {
  const { url, region, credentials, fetch = globalThis.fetch } = gateway;
  const keys = typeof credentials === 'function' ? await credentials() : credentials;
  const signer = new AwsClient({ ...keys, region, service: 'execute-api', retries: 0, cache: derivedKeys });
  const { method, path, headers = {}, body, signal } = request;
  const signed = await signer.sign(`${url.replace(/\/+$/, '')}${path}`, {
    method,
    headers: { accept: 'application/json, application/problem+json', ...headers },
    ...(body !== undefined && { body }),
  });
  const limit = AbortSignal.timeout(ANSWER_MS);
  try {
    const both = signal ? AbortSignal.any([signal, limit]) : limit;
    return await read(await fetch(signed, { signal: both, redirect: 'error' }));
  } catch (error) {
    signal?.throwIfAborted();
    throw new Unreachable(url, error);
  }
}

async function read(response: Response): Promise<Answer> {
  const body = parse(await response.text());
  if (response.ok && body !== undefined) return { kind: 'document', body };
  const seconds = retryAfter(response.headers.get('retry-after'));
  const problem = asProblem(body, response);
  return { kind: 'problem', problem, ...(seconds !== undefined && { retryAfterSeconds: seconds }) };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Something between may answer in another form (a proxy, a wrong address): its status is then all there is. */
function asProblem(body: Json | undefined, { status, headers }: Response): Problem {
  const { type, title, detail, ...rest } = isJsonObject(body) ? body : {};
  if (typeof type === 'string' && typeof title === 'string') {
    return { ...rest, type, title, status, detail: typeof detail === 'string' ? detail : '' };
  }
  const media = headers.get('content-type') ?? 'nothing';
  const detail2 = `The answer is ${media} and no problem document; is the address the gateway's?`;
  return { type: 'about:blank', title: `HTTP ${status}`, status, detail: detail2 };
}

/** Seconds of a Retry-After header (RFC 9110 section 10.2.3), given as a number or as a date. */
function retryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - Date.now()) / 1000));
}
