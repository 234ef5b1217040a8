import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import * as z from 'zod';

const LONGEST_WAIT_SECONDS = 99_999_999; // Step Functions' limit for TimeoutSeconds

/** The end of a target role's name, as `@role` gives it: `billing` means `countersign-target-billing`. */
export const ROLE_SUFFIX = /^[a-z0-9-]{1,20}$/;

const reason = annotation(
  /\S/,
  'needs one sentence for the agent and the reviewer, such as @reason("Writes are checked")',
);
const approvers = annotation(
  /^\s*[A-Za-z0-9][\w-]*\s*(,\s*[A-Za-z0-9][\w-]*\s*)*$/,
  'needs groups of the directory, separated by commas, such as @approvers("platform, security")',
).transform((text) => [...new Set(text.split(',').map((group) => group.trim()))].sort());

const role = annotation(
  ROLE_SUFFIX,
  'needs the end of a target role\'s name, 1 to 20 small letters, digits or hyphens, such as @role("billing")',
);

const run = z.strictObject({ reason: reason.exactOptional(), role: role.exactOptional() });
const forbid = z.strictObject({ reason });
const ask = z.strictObject({
  reason,
  approvers,
  quorum: positive('needs a positive number of people, such as @quorum("1")', 1_000),
  timeout: positive('needs a positive number of seconds, such as @timeout("3600")', LONGEST_WAIT_SECONDS),
  role: role.exactOptional(),
});

/** What a policy says beside its condition. `run` is a permit on `unattended` alone; every other permit can ask. */
export type PolicyNote =
  | { readonly kind: 'run'; readonly reason?: string; readonly role?: string }
  | { readonly kind: 'forbid'; readonly reason: string }
  | {
      readonly kind: 'ask';
      readonly reason: string;
      readonly approvers: readonly string[];
      readonly quorum: number;
      readonly timeoutSeconds: number;
      readonly role?: string;
    };

/** Reads a policy's annotations other than `@id`; one sentence for each that is missing, malformed or without effect. */
export function noteOf(policy: PolicyJson): { readonly note: PolicyNote } | { readonly faults: readonly string[] } {
  const annotations = Object.fromEntries(Object.entries(policy.annotations ?? {}).filter(([name]) => name !== 'id'));
  if (policy.effect === 'forbid') return noted(forbid.safeParse(annotations), (read) => ({ kind: 'forbid', ...read }));
  if (isUnattendedOnly(policy)) return noted(run.safeParse(annotations), (read) => ({ kind: 'run', ...read }));
  return noted(ask.safeParse(annotations), ({ timeout, ...read }) => ({
    kind: 'ask',
    ...read,
    timeoutSeconds: timeout,
  }));
}

function noted<T>(parsed: z.ZodSafeParseResult<T>, toNote: (read: T) => PolicyNote) {
  if (parsed.success) return { note: toNote(parsed.data) };
  return { faults: parsed.error.issues.map(sentence) };
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return `@${issue.path.join('.')} ${issue.message}`;
  return `${issue.keys.map((key) => `@${key}`).join(', ')} has no meaning on this kind of policy: correct or remove it`;
}

/** Anything but the one action spelled out may reach `withApproval`, so it must say who approves. */
function isUnattendedOnly({ action }: PolicyJson): boolean {
  if (action.op === 'All') return false;
  const named = 'entities' in action ? action.entities : 'entity' in action ? [action.entity] : [];
  return named.length > 0 && named.every((uid) => 'id' in uid && uid.id === 'unattended');
}

function annotation(form: RegExp, hint: string) {
  return z.string({ error: hint }).regex(form, hint);
}

function positive(hint: string, most: number) {
  return annotation(/^[1-9]\d*$/, hint)
    .transform(Number)
    .refine((count) => count <= most, `${hint}; ${most} is the most`);
}
