import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import * as z from 'zod';
import { limitAnnotations, type Limits } from './limits.ts';
import { actionsOf } from './policy-head.ts';

const LONGEST_WAIT_SECONDS = 99_999_999; // Step Functions' limit for TimeoutSeconds

/** The end of a target role's name, as `@role` gives it: `billing` means `countersign-target-billing`. */
export const ROLE_SUFFIX = /^[a-z0-9-]{1,20}$/;

const reason = annotation(
  /\S/,
  'needs one sentence for the agent and the reviewer, such as @reason("Writes are checked")',
);
const approvers = groups('approvers');
const escalate = groups('escalate');
const mode = z.literal('observe', { error: 'can only be @mode("observe"); without it, the policy decides' });

const role = annotation(
  ROLE_SUFFIX,
  'needs the end of a target role\'s name, 1 to 20 small letters, digits or hyphens, such as @role("billing")',
);

const run = z.strictObject({
  reason: reason.exactOptional(),
  role: role.exactOptional(),
  mode: mode.exactOptional(),
  ...limitAnnotations,
});
const forbid = z.strictObject({ reason, mode: mode.exactOptional() });
const ask = z.strictObject({
  reason,
  approvers,
  quorum: positive('needs a positive number of people, such as @quorum("1")', 1_000),
  timeout: positive('needs a positive number of seconds, such as @timeout("3600")', LONGEST_WAIT_SECONDS),
  escalate: escalate.exactOptional(),
  role: role.exactOptional(),
  mode: mode.exactOptional(),
  ...limitAnnotations,
});

interface Said {
  /** A policy in this mode is evaluated and recorded, and decides nothing. */
  readonly mode?: 'observe';
}

/** What a policy says beside its condition. `run` is a permit on `unattended` alone; every other permit can ask. */
export type PolicyNote =
  | (Said & Limits & { readonly kind: 'run'; readonly reason?: string; readonly role?: string })
  | (Said & { readonly kind: 'forbid'; readonly reason: string })
  | (Said &
      Limits & {
        readonly kind: 'ask';
        readonly reason: string;
        readonly approvers: readonly string[];
        readonly quorum: number;
        readonly timeoutSeconds: number;
        /** Groups that are asked as well when half of the timeout has passed. */
        readonly escalate?: readonly string[];
        readonly role?: string;
      });

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
function isUnattendedOnly(policy: PolicyJson): boolean {
  return actionsOf(policy)?.join() === 'unattended';
}

function groups(name: string) {
  return annotation(
    /^\s*[A-Za-z0-9][\w-]*\s*(,\s*[A-Za-z0-9][\w-]*\s*)*$/,
    `needs groups of the directory, separated by commas, such as @${name}("platform, security")`,
  ).transform((text) => [...new Set(text.split(',').map((group) => group.trim()))].sort());
}

function annotation(form: RegExp, hint: string) {
  return z.string({ error: hint }).regex(form, hint);
}

function positive(hint: string, most: number) {
  return annotation(/^[1-9]\d*$/, hint)
    .transform(Number)
    .refine((count) => count <= most, `${hint}; ${most} is the most`);
}
