import * as z from 'zod';

const USER = /^arn:aws[a-z-]*:iam::\d{12}:user\/[\w+=,.@/-]+$/;
const ASSUMED_ROLE =
  /^arn:(?<partition>aws[a-z-]*):sts::(?<account>\d{12}):assumed-role\/(?<role>[\w+=,.@-]+)\/[\w+=,.@-]+$/;
const AGENT = /^arn:aws[a-z-]*:iam::\d{12}:(user\/[\w+=,.@/-]+|role\/[\w+=,.@-]+)$/;

const slackUserId = z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'must be a Slack user id such as U012AB3CD');
const agentArn = z
  .string()
  .regex(
    AGENT,
    'must be the ARN of an IAM user, or of an IAM role without its path: arn:aws:iam::111122223333:role/NAME',
  );
const group = z.string().regex(/^[A-Za-z0-9][\w-]*$/, 'must be letters, digits, hyphens and underscores');

const perDay = z.int().min(0, 'must be a whole number of operations, 0 for none').optional();
const budgets = z.strictObject({ operationsPerDay: perDay, costBearingPerDay: perDay }).optional();
const agent = z.strictObject({
  team: z.string().min(1, 'must name a team'),
  owners: z.array(slackUserId).min(1, 'must name at least one owner: owners may not approve their agent'),
  budgets,
});
const label = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be small letters, digits and hyphens');
const account = z.strictObject({ labels: z.array(label).min(1, 'must have a label such as "dev" or "prod"') });
const accountId = z.string().regex(/^\d{12}$/, 'must be an account id of 12 digits');

const directory = z.strictObject({
  agents: z.record(agentArn, agent, { error: keyFault }),
  teams: z.record(z.string().min(1), z.strictObject({ budgets })).optional(),
  approvers: z.record(group, z.array(slackUserId), { error: keyFault }),
  accounts: z.record(accountId, account, { error: keyFault }).exactOptional(),
});

/** Zod says "Invalid key" only; what the key must be helps more. */
function keyFault(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
}

/** Who is who: each agent's team, owners and budgets, teams' budgets, the approver groups' members by Slack user id, accounts' labels. */
export type Directory = Readonly<z.infer<typeof directory>>;

/** Whether a person may approve for an agent; `why` is a sentence for that person. */
export type Permission = { readonly may: true } | { readonly may: false; readonly why: string };

/** One person, and the operation's approver groups and agent. */
export interface Review {
  readonly reviewer: string;
  readonly approvers: readonly string[];
  readonly agentArn: string;
}

/**
 * The agent behind the caller's ARN (API Gateway's `identity.userArn`): an IAM user's ARN as it is, an assumed role's
 * as `arn:aws:iam::ACCOUNT:role/NAME`, since whoever assumes a role chooses the session name. STS leaves a role's path
 * out, so it is left out here. Undefined for everybody else (root, federated users): those cannot be agents.
 */
export function normaliseAgentArn(userArn: string): string | undefined {
  if (USER.test(userArn)) return userArn;
  const role = ASSUMED_ROLE.exec(userArn)?.groups;
  return role && `arn:${role['partition']}:iam::${role['account']}:role/${role['role']}`;
}

/** Reads the directory from JSON. Throws an error that lists every fault at once, with its place. */
export function parseDirectory(text: string): Directory {
  const parsed = directory.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Error(`The directory is invalid:\n${z.prettifyError(parsed.error)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('The directory is invalid: it is not JSON', { cause });
  }
}

/** The agent's team, or undefined for an agent that is not in the directory. */
export function teamOf(people: Directory, arn: string): string | undefined {
  return entry(people.agents, arn)?.team;
}

/** Slack user ids of the agent's owners; none for an agent that is not in the directory. */
export function ownersOf(people: Directory, arn: string): readonly string[] {
  return entry(people.agents, arn)?.owners ?? [];
}

/** The label that stands for an account without any: nobody has said what it is, so policies treat it as the strictest. */
export const UNLABELLED = 'unlabelled';

/** The account's labels, sorted; `unlabelled` alone for an account that is not in the directory. */
export function labelsOf({ accounts = {} }: Directory, account: string): readonly string[] {
  return [...new Set(entry(accounts, account)?.labels ?? [UNLABELLED])].sort();
}

/** Whether this person may approve this agent's operation: a member of a named group, and no owner of the agent. */
export function mayApprove(people: Directory, { reviewer, approvers, agentArn }: Review): Permission {
  const owners = ownersOf(people, agentArn);
  if (owners.length === 0) {
    return no(`The agent ${agentArn} is not in the directory: add it under "agents" with its team and owners`);
  }
  if (owners.includes(reviewer)) return no('You own this agent, and nobody approves for an agent of their own');
  const members = membersOf(people, approvers);
  if (members.includes(reviewer)) return { may: true };
  const groups = approvers.join(', ') || 'no group';
  if (members.length > 0) return no(`Only members of ${groups} may approve this`);
  return no(`Nobody may approve this: ${groups} has no members; add them under "approvers" in the directory`);
}

/** How many people may approve as these reviews say. A person counts once, however often and in however many groups they stand. */
export function countApprovers(people: Directory, reviews: readonly Review[]): number {
  return new Set(reviews.filter((review) => mayApprove(people, review).may).map(({ reviewer }) => reviewer)).size;
}

/** The members of some groups, each once. */
export function membersOf(people: Directory, groups: readonly string[]): readonly string[] {
  return [...new Set(groups.flatMap((name) => entry(people.approvers, name) ?? []))];
}

/** The members of some groups who may approve for an agent, each once. */
export function eligibleOf(
  people: Directory,
  { groups, agentArn }: { readonly groups: readonly string[]; readonly agentArn: string },
): readonly string[] {
  return membersOf(people, groups).filter(
    (reviewer) => mayApprove(people, { reviewer, approvers: groups, agentArn }).may,
  );
}

function no(why: string): Permission {
  return { may: false, why };
}

/** An own member only: a group called "constructor" has no members unless the directory gives it some. */
function entry<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
