import type { Body } from '../mask/stream/body.ts';
import type { Call } from '../record/call.ts';
import type { AgentSession } from '../record/pseudonym-store.ts';

/** Temporary credentials. They live in the executor's memory only and are never written, logged or returned. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** How a role session is cut for one operation. */
export interface OneShotSession {
  readonly account: string;
  /** The operation's id: CloudTrail shows it beside every call the session makes. */
  readonly operationId: string;
  readonly agent: string;
  /** The end of the target role's name; the default role without it. */
  readonly role?: string;
  /** The session policy as JSON text. */
  readonly policy: string;
}

/** Makes credentials that can do one approved call. Throws when STS refuses: the call was not made. */
export interface CredentialIssuer {
  issue(session: OneShotSession): Promise<Credentials>;
}

/** The secret that a session's pseudonyms are made with: 32 bytes, the same each time. Throws when it cannot be had. */
export interface SessionKeys {
  of(session: AgentSession): Promise<Uint8Array>;
}

/**
 * What came of the call. `answered`: AWS did it. `refused`: AWS said no, and did nothing. `lost`: the request may have
 * reached AWS and nobody knows what it did.
 */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly output: Readonly<Record<string, unknown>>; readonly requestId?: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'lost'; readonly because: string };

/** Reads a streamed member of an answer while the connection is open, and gives what may be shown of it: no more ever leaves it. */
export type ReadBody = (body: Body) => Promise<string>;

/** Makes one AWS call, once, with no retry of any kind. `schema` is the SDK's own description of the operation. */
export interface AwsCaller {
  prepare(call: Call): Promise<PreparedCall>;
}

export interface PreparedCall {
  /** The SDK's operation schema, from which the mask plan is made. */
  readonly schema: unknown;
  send(credentials: Credentials, readBody: ReadBody): Promise<CallOutcome>;
}
