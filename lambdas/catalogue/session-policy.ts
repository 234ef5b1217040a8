import type { Call } from './call.ts';
import type { ActionGrant } from './resolution.ts';

/** The length limit of inline session policies (AWS STS API Reference, AssumeRole, Policy). */
export const SESSION_POLICY_LIMIT = 2048;

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a policy in the IAM policy language, as far as session policies use it. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Condition;
}

/** A policy document in the IAM policy language. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What a session policy is cut from. `notAfter` counts in whole seconds, rounded down: a session never lives longer. */
export interface SessionPolicyRequest extends Pick<Call, 'account' | 'region'> {
  readonly grants: readonly ActionGrant[];
  readonly notAfter: Date;
}

interface Written {
  readonly kind: 'written';
  readonly document: PolicyDocument;
  readonly text: string;
}

/** The policy with its exact text, or why there can be none. Its length does not depend on `notAfter`. */
export type SessionPolicy =
  | Written
  | { readonly kind: 'refused'; readonly reason: 'no-grants' | 'unwritable' | 'too-large'; readonly detail: string };

/** Services whose resources take no policy of their own: rights on them come from identities alone. */
const WITHOUT_RESOURCE_POLICIES = /^(ec2|iam):/i;

/** Services without regions, whose calls AWS counts as made in one region whatever the caller's. */
const GLOBAL = /^(iam|route53|cloudfront|organizations|account|budgets|ce|support|sts-global):/i;

/**
 * The session policy for exactly these grants until `notAfter`.
 *
 * Allow statements name the actions, resources, conditions, region and end. Deny statements repeat the fence, because a
 * resource policy that names the session adds rights which a missing allow does not take away: no other action, no
 * other resource for any of the actions, nothing at or past the end. Where that is too long, the resources of actions
 * that no resource policy can grant are not repeated: for those the missing allow is fence enough.
 */
export function sessionPolicy(request: SessionPolicyRequest): SessionPolicy {
  const { grants } = request;
  if (grants.length === 0)
    return { kind: 'refused', reason: 'no-grants', detail: 'a session needs at least one grant' };
  const unwritable = unwritableText(grants);
  if (unwritable !== undefined) return { kind: 'refused', reason: 'unwritable', detail: unwritable };
  const whole = written(request, fences(grants));
  if (whole.text.length <= SESSION_POLICY_LIMIT) return whole;
  const lean = written(request, fences(grants, WITHOUT_RESOURCE_POLICIES));
  if (lean.text.length <= SESSION_POLICY_LIMIT) return lean;
  const detail = `the session policy takes ${lean.text.length} characters, STS accepts ${SESSION_POLICY_LIMIT}; split the call into smaller ones`;
  return { kind: 'refused', reason: 'too-large', detail };
}

function written(request: SessionPolicyRequest, fence: readonly Statement[]): Written {
  const end = request.notAfter.toISOString().replace(/\.\d+Z$/, 'Z');
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [...allows(request, end), ...fence, pastEnd(end)],
  };
  return { kind: 'written', document, text: JSON.stringify(document) };
}

/** Grants of the same resources and conditions become one statement, then those of the same actions. */
function allows(request: SessionPolicyRequest, end: string): readonly Statement[] {
  const conditioned = request.grants.map((grant) => ({ ...grant, condition: conditionOf(grant, request, end) }));
  const byResource = groupBy(conditioned, (grant) => JSON.stringify([sorted(grant.resources), grant.condition]));
  const merged = byResource.map(([first, ...more]) => ({
    ...first,
    actions: [first, ...more].flatMap((grant) => grant.actions),
  }));
  const byAction = groupBy(merged, (grant) => JSON.stringify([sorted(grant.actions), grant.condition]));
  return byAction.map(([first, ...more]) => ({
    Effect: 'Allow',
    Action: short(first.actions),
    Resource: short([first, ...more].flatMap((grant) => grant.resources)),
    Condition: first.condition,
  }));
}

function conditionOf(grant: ActionGrant, request: SessionPolicyRequest, end: string): Condition {
  const equals: Record<string, string | readonly string[]> = {};
  // IAM's answers come from one region, and iam:PassRole is asked by the service that takes the role.
  if (!grant.actions.every((action) => GLOBAL.test(action))) equals['aws:RequestedRegion'] = request.region;
  if (hidesAccount(grant)) equals['aws:ResourceAccount'] = request.account;
  for (const [key, values] of Object.entries(grant.when ?? {})) equals[key] = short(values.map(withoutVariables));
  const time = { DateLessThan: { 'aws:CurrentTime': end } };
  return Object.keys(equals).length === 0 ? time : { ...time, StringEquals: equals };
}

/** S3's ARNs name no account. A bucket that is yet to be created has none either. */
function hidesAccount({ actions, resources }: ActionGrant): boolean {
  return resources.every((resource) => resource.startsWith('arn:aws:s3:::')) && !actions.includes('s3:CreateBucket');
}

/** `$` would open a policy variable; `*` and `?` are plain characters to StringEquals. */
function withoutVariables(value: string): string {
  return value.replaceAll('$', '${$}');
}

/** Nothing but these actions, and each of them nowhere but on its resources; actions of `spared` have no second fence. */
function fences(grants: readonly ActionGrant[], spared?: RegExp): readonly Statement[] {
  const actions = sorted(grants.flatMap((grant) => grant.actions));
  const places = actions.map((action) => ({
    action,
    resources: sorted(grants.filter((grant) => grant.actions.includes(action)).flatMap((grant) => grant.resources)),
  }));
  const fenced = groupBy(places, ({ resources }) => JSON.stringify(resources)).filter(
    ([{ action, resources }]) => !resources.includes('*') && spared?.test(action) !== true,
  );
  const whole = fenced[0]?.length === places.length;
  return [
    { Effect: 'Deny', NotAction: short(actions), Resource: '*' },
    ...fenced.map((group): Statement => {
      const held = whole ? '*' : short(group.map(({ action }) => action));
      return { Effect: 'Deny', Action: held, NotResource: short(group[0].resources) };
    }),
  ];
}

function pastEnd(end: string): Statement {
  return {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': end } },
  };
}

/** STS takes U+0020 to U+00FF in a policy; a text outside it cannot be named, and `?` in its place would name others. */
function unwritableText(grants: readonly ActionGrant[]): string | undefined {
  const texts = grants.flatMap((grant) => [...grant.resources, ...Object.values(grant.when ?? {}).flat()]);
  const found = texts.find((text) => /[^\u0020-\u00FF]/.test(text));
  return found && `a session policy cannot hold every character of ${JSON.stringify(found)}: only U+0020 to U+00FF`;
}

type Group<T> = readonly [T, ...T[]];

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly Group<T>[] {
  const groups = Map.groupBy(items, keyOf);
  return [...groups.keys()].sort().flatMap((key) => {
    const [first, ...more] = groups.get(key) ?? [];
    return first === undefined ? [] : [[first, ...more] as const satisfies Group<T>];
  });
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** A list as the policy language writes it shortest: sorted, and a single text without brackets. */
function short(texts: readonly string[]): string | readonly string[] {
  const [first, ...more] = sorted(texts);
  return first !== undefined && more.length === 0 ? first : sorted(texts);
}
