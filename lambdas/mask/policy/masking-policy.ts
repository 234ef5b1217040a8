import * as z from 'zod';
import { CHANGEABLE_TYPES, PARTIAL_TYPES, PSEUDONYM_TYPES } from './changeable-types.ts';

/** A pattern that can be shown to hang nothing may still be absurd: limits of size and number. */
const LONGEST_PATTERN = 512;
const MOST_PATTERNS = 32;
const MOST_FIELDS = 500;

const operation = z
  .string()
  .regex(
    /^(?:\*|[a-z0-9]+:(?:\*|[A-Z][A-Za-z0-9]*))$/,
    'must be service:Operation, service:* or *, such as dynamodb:GetItem',
  );
const path = z
  .string()
  .max(512)
  .regex(
    /^[A-Za-z_][\w-]*(?:\[\*\])*(?:\.(?:\*|[A-Za-z_][\w-]*)(?:\[\*\])*)*$/,
    'must be a path as the report writes it, without "$.": Items[*].note, or * for any key of a map',
  );
const newType = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'must be a short word in lower case, such as customer-name');
const because = z
  .string('must say why in a sentence')
  .min(8, 'must say why in a sentence: whoever reads the policy later has to judge it');

const field = z.discriminatedUnion('show', [
  z.strictObject({ operation, path, show: z.literal('mask'), type: newType }),
  z.strictObject({ operation, path, show: z.literal('pseudonym'), type: newType }),
  z.strictObject({ operation, path, show: z.literal('scan'), because }),
  z.strictObject({ operation, path, show: z.literal('pass'), because }),
]);

const NOT_CHANGEABLE = `is no type that a policy may change; it may change ${[...CHANGEABLE_TYPES].join(', ')}. A secret is always masked whole, unless its field is passed`;
const changeableType = z.string().refine((type) => CHANGEABLE_TYPES.has(type), NOT_CHANGEABLE);
const types = z
  .record(changeableType, z.enum(['mask', 'partial', 'pseudonym', 'pass']), { error: keyFault })
  .superRefine(checkForms);

/** What is wrong with a team's pattern, in words that follow its place; undefined for nothing. */
export type PatternFault = (pattern: string) => string | undefined;

function policyOf(faultOf: PatternFault) {
  const pattern = z
    .string()
    .min(3)
    .max(LONGEST_PATTERN)
    .superRefine((text, context) => {
      const message = faultOf(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    });
  return z.strictObject({
    version: z.literal(1, 'must be 1'),
    types: types.default({}),
    fields: z.array(field).max(MOST_FIELDS).default([]),
    patterns: z
      .array(z.strictObject({ type: newType, pattern }))
      .max(MOST_PATTERNS)
      .default([]),
    binary: z.array(operation).max(MOST_FIELDS).default([]),
    readMegabytes: z.int().min(4).max(256).default(8),
    pseudonymHours: z.int().min(1).max(168).default(24),
  });
}

const policy = policyOf(() => undefined);

/** A team's own masking: how personal types are shown, fields to mask or pass, patterns of its own, where bytes may pass. */
export type MaskingPolicy = z.infer<typeof policy>;

/** The policy of a team that has set nothing. */
export const DEFAULT_MASKING: MaskingPolicy = policy.parse({ version: 1 });

/** The masking policy cannot be used. The message lists every fault with its place and what to write instead. */
export class MaskingPolicyInvalid extends Error {
  constructor(file: string, faults: string, options?: ErrorOptions) {
    super(`The masking policy ${file} is invalid:\n${faults}`, options);
    this.name = 'MaskingPolicyInvalid';
  }
}

/**
 * Checks a document, as it was read from YAML or JSON. Throws MaskingPolicyInvalid with all faults at once. `patternFault` judges the
 * team's patterns; a function leaves it out, since patterns were judged when it was built and cannot be compiled otherwise.
 */
export function parseMaskingPolicy(document: unknown, file: string, patternFault?: PatternFault): MaskingPolicy {
  const parsed = (patternFault === undefined ? policy : policyOf(patternFault)).safeParse(document);
  if (parsed.success) return parsed.data;
  throw new MaskingPolicyInvalid(file, z.prettifyError(parsed.error));
}

/** Zod says "Invalid key" only; what the key must be helps more. */
function keyFault(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
}

function checkForms(forms: Readonly<Record<string, string>>, context: z.RefinementCtx): void {
  for (const [type, form] of Object.entries(forms)) {
    const having = HAVING[form];
    if (having === undefined || having.types.has(type)) continue;
    const message = `has no ${having.what}; write mask or pass. Those that have one: ${[...having.types].join(', ')}`;
    context.addIssue({ code: 'custom', path: [type], message });
  }
}

/** The types that a form is for, where it is not for all. */
const HAVING: Readonly<Record<string, { readonly what: string; readonly types: ReadonlySet<string> } | undefined>> = {
  partial: { what: 'partial form', types: PARTIAL_TYPES },
  pseudonym: { what: 'pseudonym', types: PSEUDONYM_TYPES },
};
