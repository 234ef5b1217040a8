import * as z from 'zod';
import { SHA256, sha256 } from '../runtime/sha256.ts';
import { canonicalJson, type Json, type JsonObject } from '../runtime/json.ts';
import { limitFields } from './limits.ts';
import { type PolicyHead, policyHead } from './policy-head.ts';
import { type PolicyNote, ROLE_SUFFIX } from './policy-note.ts';

const role = z.string().regex(ROLE_SUFFIX).exactOptional();
const mode = z.literal('observe').exactOptional();

const note: z.ZodType<PolicyNote> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), reason: z.string().exactOptional(), role, mode, ...limitFields }),
  z.strictObject({ kind: z.literal('forbid'), reason: z.string(), mode }),
  z.strictObject({
    kind: z.literal('ask'),
    reason: z.string(),
    approvers: z.array(z.string()).min(1),
    quorum: z.int().min(1),
    timeoutSeconds: z.int().min(1),
    escalate: z.array(z.string()).min(1).exactOptional(),
    role,
    mode,
    ...limitFields,
  }),
]);

/** JSON came out of the parser; what it holds, the hash tells. Walking thousands of policies would only take time. */
const json = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);

/** The shape of a prepared policy set in a file. */
export const preparedPolicies = z.strictObject({
  schema: z.string(),
  policies: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), note),
  heads: z.record(z.string(), policyHead),
  compiled: z.strictObject({ schema: json, policies: json }),
  policySet: z.string().regex(SHA256),
});

/** A policy set in Cedar's JSON form; the policies made alike, as `matcherOf` does. */
export interface Compiled {
  readonly schema: JsonObject;
  readonly policies: Readonly<Record<string, Json>>;
}

/** A checked policy set, ready to be loaded: the schema, each policy's text, annotations and head by `@id`, its compiled form and a hash. */
export interface PreparedPolicies {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, PolicyNote>>;
  /** What each policy can match, so that a decision evaluates no others. */
  readonly heads: Readonly<Record<string, PolicyHead>>;
  /** What Cedar reads at run time: JSON, since reading text takes a fresh process several times as long. */
  readonly compiled: Compiled;
  /** SHA-256 in lower-case hex over the canonical (RFC 8785) rest of this object. */
  readonly policySet: string;
}

/** The hash that names a policy set: it changes with any word of the schema, a policy, an annotation or the index. */
export function policySetHash({
  schema,
  policies,
  annotations,
  heads,
  compiled,
}: Omit<PreparedPolicies, 'policySet'>): string {
  return sha256(canonicalJson({ schema, policies, annotations, heads, compiled } as unknown as Json));
}
