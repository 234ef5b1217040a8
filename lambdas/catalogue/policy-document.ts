import type { Call } from './call.ts';
import { groupBy, sorted } from './grouped.ts';
import type { ActionGrant } from './resolution.ts';

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

/** A policy and its text, as it is sent. */
export interface WrittenPolicy {
  readonly document: PolicyDocument;
  readonly text: string;
}

/** Services without regions, whose calls AWS counts as made in one region whatever the caller's. */
const GLOBAL = /^(iam|route53|cloudfront|organizations|account|budgets|ce|support|sts-global):/i;

/**
 * Writes the policy for exactly these grants until `notAfter`.
 *
 * Allow statements name the actions, resources, conditions, region and end. Deny statements repeat the fence, because a
 * resource policy that names the session adds rights which a missing allow does not take away: no other action, no
 * other resource for any of the actions, nothing at or past the end. `once` leaves the resources to that fence and names
 * none in the allow, which permits the same requests in fewer characters.
 */
export function writePolicy(request: SessionPolicyRequest, resources: 'twice' | 'once'): WrittenPolicy {
  const end = request.notAfter.toISOString().replace(/\.\d+Z$/, 'Z');
  const conditioned = request.grants.map((grant) => ({ ...grant, condition: conditionOf(grant, request, end) }));
  const allowed = resources === 'twice' ? conditioned : leftToTheFence(conditioned);
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [...allows(allowed), ...fences(request.grants), pastEnd(end)],
  };
  return { document, text: JSON.stringify(document) };
}

interface Conditioned extends ActionGrant {
  readonly condition: Condition;
}

/** Without its resources, where a fence has them all and every grant of its actions asks for the same conditions. */
function leftToTheFence(grants: readonly Conditioned[]): readonly Conditioned[] {
  const isFenced = (action: string) => {
    const held = grants.filter(({ actions }) => actions.includes(action));
    const conditions = new Set(held.map(({ condition }) => JSON.stringify(condition)));
    return conditions.size === 1 && !held.some(({ resources }) => resources.includes('*'));
  };
  return grants.map((grant) => (grant.actions.every(isFenced) ? { ...grant, resources: ['*'] } : grant));
}

/** Grants of the same resources and conditions become one statement, then those of the same actions. */
function allows(grants: readonly Conditioned[]): readonly Statement[] {
  const byResource = groupBy(grants, (grant) => JSON.stringify([sorted(grant.resources), grant.condition]));
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

/** Nothing but these actions, and each of them nowhere but on its resources. */
function fences(grants: readonly ActionGrant[]): readonly Statement[] {
  const actions = sorted(grants.flatMap((grant) => grant.actions));
  const places = actions.map((action) => ({
    action,
    resources: sorted(grants.filter((grant) => grant.actions.includes(action)).flatMap((grant) => grant.resources)),
  }));
  const fenced = groupBy(places, ({ resources }) => JSON.stringify(resources)).filter(
    ([{ resources }]) => !resources.includes('*'),
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

/** A list as the policy language writes it shortest: sorted, and a single text without brackets. */
function short(texts: readonly string[]): string | readonly string[] {
  const [first, ...more] = sorted(texts);
  return first !== undefined && more.length === 0 ? first : sorted(texts);
}
