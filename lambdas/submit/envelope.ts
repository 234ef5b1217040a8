import * as z from 'zod';
import type { Fault } from '../catalogue/resolution.ts';
import { pointerToken } from '../runtime/fault.ts';
import type { Json, JsonObject } from '../runtime/json.ts';

/** The largest request body, in bytes. Far below API Gateway's 10 MB, since a reviewer has to read what is in it. */
export const MAX_BODY_BYTES = 128 * 1024;
const MAX_DEPTH = 32;

const sessionShape = z.strictObject({
  id: z
    .string()
    .regex(/^[\w.:@-]{1,128}$/, 'must be 1 to 128 letters, digits or . _ : @ -')
    .meta({ description: 'Groups the operations of one agent run.' }),
  prompt: z.string().max(4_000).optional().meta({ description: 'What the agent was told to do, in its own words.' }),
});

/** The document that an agent posts. */
export const envelopeSchema = z
  .strictObject({
    service: z.string().meta({ description: 'Short name of the SDK client.', example: 's3' }),
    operation: z.string().meta({ description: 'The API operation in PascalCase.', example: 'DeleteObject' }),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region name such as eu-west-1')
      .optional(),
    account: z
      .string()
      .regex(/^\d{12}$/, 'must be a 12-digit account id')
      .optional(),
    input: z.record(z.string(), z.unknown()).meta({ description: 'The input members of the SDK; blobs as base64.' }),
    reason: z
      .string()
      .max(2_000)
      .refine((text) => text.trim() !== '', 'must say why: reviewers and auditors read it'),
    session: sessionShape.optional(),
    expiresInSeconds: z
      .int()
      .min(5)
      .max(86_400)
      .optional()
      .meta({ description: 'Shortens how long the request waits for a reviewer.' }),
  })
  .meta({ id: 'Envelope' });

/** A well-formed envelope; whether its operation exists and its input fits is the catalogue's to say. */
export type Envelope = Omit<z.infer<typeof envelopeSchema>, 'input'> & { readonly input: JsonObject };

export type ParsedEnvelope =
  | { readonly kind: 'valid'; readonly envelope: Envelope }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** Reads a request body. All faults are reported at once, each by JSON pointer (RFC 6901). */
export function parseEnvelope(body: string): ParsedEnvelope {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    return faulty(
      '',
      `the body is larger than ${MAX_BODY_BYTES} bytes; put large content into S3 by a way of your own`,
    );
  }
  const json = parseJson(body);
  if (json === undefined) return faulty('', 'the body is not a JSON document (RFC 8259)');
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success) return { kind: 'faulty', faults: parsed.error.issues.flatMap(faultsOf) };
  const problem = unhashable(json);
  if (problem)
    return faulty(problem, 'holds a lone surrogate, a number beyond double precision, or is nested too deeply');
  // The input is taken as it was sent: zod leaves out a member named `__proto__`, and dropping is not refusing.
  const { input } = json as { input: JsonObject };
  return { kind: 'valid', envelope: { ...parsed.data, input } };
}

function faulty(pointer: string, detail: string): ParsedEnvelope {
  return { kind: 'faulty', faults: [{ pointer, detail }] };
}

function parseJson(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const at = issue.path.map((part) => `/${pointerToken(String(part))}`).join('');
  if (issue.code !== 'unrecognized_keys') return [{ pointer: at, detail: lowerFirst(issue.message) }];
  return issue.keys.map((key) => ({ pointer: `${at}/${pointerToken(key)}`, detail: 'is not a member of an envelope' }));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Pointer to the first value that has no one canonical form, so that no two readings of a digest are possible. */
function unhashable(value: Json, pointer = '', depth = 0): string | undefined {
  if (value === null || typeof value !== 'object') return isExact(value) ? undefined : pointer;
  if (depth > MAX_DEPTH) return pointer;
  const members = Object.entries(value).map(([key, member]) => {
    const at = `${pointer}/${pointerToken(key)}`;
    return key.isWellFormed() ? unhashable(member as Json, at, depth + 1) : at;
  });
  return members.find((found) => found !== undefined);
}

function isExact(value: string | number | boolean | null): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'number') return true;
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}
