import * as z from 'zod';
import { sha256 } from '../runtime/sha256.ts';
import { canonicalJson } from '../runtime/json.ts';
import { type PolicyNote, ROLE_SUFFIX } from './policy-note.ts';

const role = z.string().regex(ROLE_SUFFIX);

const note: z.ZodType<PolicyNote> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), reason: z.string().exactOptional(), role: role.exactOptional() }),
  z.strictObject({ kind: z.literal('forbid'), reason: z.string() }),
  z.strictObject({
    kind: z.literal('ask'),
    reason: z.string(),
    approvers: z.array(z.string()).min(1),
    quorum: z.int().min(1),
    timeoutSeconds: z.int().min(1),
    role: role.exactOptional(),
  }),
]);

/** The shape of a prepared policy set in a file. */
export const preparedPolicies = z.strictObject({
  schema: z.string(),
  policies: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), note),
  policySet: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A checked policy set, ready to be loaded: the schema, each policy's text and annotations by `@id`, and their hash. */
export interface PreparedPolicies {
  readonly schema: string;
  readonly policies: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, PolicyNote>>;
  /** SHA-256 in lower-case hex over the canonical (RFC 8785) rest of this object. */
  readonly policySet: string;
}

/** The hash that names a policy set: it changes with any word of the schema, a policy or an annotation. */
export function policySetHash({ schema, policies, annotations }: Omit<PreparedPolicies, 'policySet'>): string {
  const notes = Object.fromEntries(Object.entries(annotations).map(([id, entry]) => [id, { ...entry }]));
  return sha256(canonicalJson({ schema, policies: { ...policies }, annotations: notes }));
}
