import * as z from 'zod';
import { sha256 } from '../runtime/sha256.ts';
import { canonicalJson, type Json } from '../runtime/json.ts';
import { type PolicyHead, policyHead } from './policy-head.ts';
import { type PolicyNote, ROLE_SUFFIX } from './policy-note.ts';

const role = z.string().regex(ROLE_SUFFIX).exactOptional();
const mode = z.literal('observe').exactOptional();

const note: z.ZodType<PolicyNote> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), reason: z.string().exactOptional(), role, mode }),
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
  }),
]);

/** The shape of a prepared policy set in a file. */
export const preparedPolicies = z.strictObject({
  schema: z.string(),
  policies: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), note),
  heads: z.record(z.string(), policyHead),
  matchers: z.record(z.string(), z.string()),
  policySet: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A checked policy set, ready to be loaded: the schema, each policy's parts by `@id`, and their hash. */
export interface PreparedPolicies {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, PolicyNote>>;
  /** What each policy can match, so that a decision evaluates no others. */
  readonly heads: Readonly<Record<string, PolicyHead>>;
  /** What Cedar evaluates of each policy; see `matcherOf`. */
  readonly matchers: Readonly<Record<string, string>>;
  /** SHA-256 in lower-case hex over the canonical (RFC 8785) rest of this object. */
  readonly policySet: string;
}

/** The hash that names a policy set: it changes with any word of the schema, a policy, an annotation or the index. */
export function policySetHash(prepared: Omit<PreparedPolicies, 'policySet'>): string {
  const { schema, policies, annotations, heads, matchers } = prepared;
  return sha256(canonicalJson({ schema, policies, annotations, heads, matchers } as unknown as Json));
}
