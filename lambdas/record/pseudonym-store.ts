import { canonicalJson } from '../runtime/json.ts';
import type { BoundCall } from './call.ts';

/** One session of one agent: sessions of two agents are two, whatever they are called. */
export interface AgentSession {
  readonly agent: string;
  readonly session: string;
}

/** A pseudonym that an answer showed, and the value behind it, sealed. */
export interface Pseudonym {
  /** `<email:7f3a91c2d04e>`. */
  readonly token: string;
  /** The operation that showed it last, and the JSON path in its answer. */
  readonly operation: string;
  readonly path: string;
  /** It can be sent back until this time: seconds since 1970. */
  readonly until: number;
  /** HMAC-SHA-256 of type and value under the session's key, in hexadecimal: tells two values of one pseudonym apart. */
  readonly mac: string;
  /** The value, encrypted; `boundText` is bound to it. */
  readonly sealed: string;
}

/** Where the pseudonyms of sessions are kept. Both throw Unavailable. */
export interface PseudonymStore {
  /** Keeps them, those that are known anew. Gives the tokens that stand for another value already, which stay as they were. */
  keep(session: AgentSession, shown: readonly Pseudonym[]): Promise<readonly string[]>;
  /** Those of the tokens that this session of this agent was shown, whether or not their time is over. */
  find(session: AgentSession, tokens: readonly string[]): Promise<readonly Pseudonym[]>;
}

/** The session that a call belongs to, undefined for none. */
export function agentSessionOf({ agent, session }: Pick<BoundCall, 'agent' | 'session'>): AgentSession | undefined {
  return session && { agent, session: session.id };
}

/** What a sealed value is bound to, as one text. */
export function boundText({ agent, session }: AgentSession, pseudonym: Omit<Pseudonym, 'mac' | 'sealed'>): string {
  const { token, operation, path, until } = pseudonym;
  return canonicalJson({ agent, session, token, operation, path, until });
}

/** Whether a pseudonym can still be sent back. */
export function isCurrent({ until }: Pseudonym, now: Date): boolean {
  return until * 1000 > now.getTime();
}
