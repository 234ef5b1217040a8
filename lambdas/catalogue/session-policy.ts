import { groupBy, sorted } from './grouped.ts';
import { type SessionPolicyRequest, writePolicy, type WrittenPolicy } from './policy-document.ts';
import type { ActionGrant } from './resolution.ts';

/** The length limit of inline session policies (AWS STS API Reference, AssumeRole, Policy). */
export const SESSION_POLICY_LIMIT = 2048;

/** The policy with its exact text, or why there can be none. Its length does not depend on `notAfter`. */
export type SessionPolicy =
  | (WrittenPolicy & { readonly kind: 'written' })
  | { readonly kind: 'refused'; readonly reason: 'no-grants' | 'unwritable' | 'too-large'; readonly detail: string };

/**
 * The session policy for exactly these grants until `notAfter`: with its resources in the allows and in the fences, or,
 * where that is too long, in the fences alone. A call that does not fit even so is refused with the largest size that does.
 */
export function sessionPolicy(request: SessionPolicyRequest): SessionPolicy {
  const { grants } = request;
  if (grants.length === 0)
    return { kind: 'refused', reason: 'no-grants', detail: 'a session needs at least one grant' };
  const unwritable = unwritableText(grants);
  if (unwritable !== undefined) return { kind: 'refused', reason: 'unwritable', detail: unwritable };
  const twice = writePolicy(request, 'twice');
  if (fits(twice)) return { kind: 'written', ...twice };
  const once = writePolicy(request, 'once');
  if (fits(once)) return { kind: 'written', ...once };
  return { kind: 'refused', reason: 'too-large', detail: tooLarge(request, once.text.length) };
}

function fits({ text }: WrittenPolicy): boolean {
  return text.length <= SESSION_POLICY_LIMIT;
}

function tooLarge(request: SessionPolicyRequest, characters: number): string {
  const most = mostThatFit(request);
  const advice = most === 0 ? 'its names are too long' : `split the call: the first ${most} of its resources fit`;
  return `the session policy takes ${characters} characters, STS accepts ${SESSION_POLICY_LIMIT}; ${advice}`;
}

/** How many resources of each kind, in the order of the call, can stand in one policy. */
function mostThatFit(request: SessionPolicyRequest): number {
  let fitting = 0;
  let beyond = Math.max(request.grants.length, ...request.grants.map(({ resources }) => resources.length));
  while (beyond - fitting > 1) {
    const tried = Math.floor((fitting + beyond) / 2);
    if (fits(writePolicy({ ...request, grants: firstOf(request.grants, tried) }, 'once'))) fitting = tried;
    else beyond = tried;
  }
  return fitting;
}

/** The same call for fewer resources: the first of each list, and of the grants for the same actions. */
function firstOf(grants: readonly ActionGrant[], count: number): readonly ActionGrant[] {
  const byActions = groupBy(grants, ({ actions, when }) => JSON.stringify([sorted(actions), when]));
  return byActions.flatMap((group) =>
    group.slice(0, count).map((grant) => ({ ...grant, resources: grant.resources.slice(0, count) })),
  );
}

/** STS takes U+0020 to U+00FF in a policy; a text outside it cannot be named, and `?` in its place would name others. */
function unwritableText(grants: readonly ActionGrant[]): string | undefined {
  const texts = grants.flatMap((grant) => [...grant.resources, ...Object.values(grant.when ?? {}).flat()]);
  const found = texts.find((text) => /[^\u0020-\u00FF]/.test(text));
  return found && `a session policy cannot hold every character of ${JSON.stringify(found)}: only U+0020 to U+00FF`;
}
