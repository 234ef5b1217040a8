import type { PolicySource } from '../../../lambdas/decide/prepare.ts';
import { policiesIn } from '../../../lambdas/decide/policy-file.ts';

/** What the generated policies and questions are about. */
export const TEAMS_PER_POLICIES = 20;
export const OPERATIONS = [
  { service: 's3', operation: 'GetObject', level: 'Read' },
  { service: 's3', operation: 'PutObject', level: 'Write' },
  { service: 's3', operation: 'DeleteObject', level: 'Write' },
  { service: 'dynamodb', operation: 'GetItem', level: 'Read' },
  { service: 'dynamodb', operation: 'PutItem', level: 'Write' },
  { service: 'sqs', operation: 'SendMessage', level: 'Write' },
  { service: 'sqs', operation: 'DeleteMessage', level: 'Write' },
  { service: 'lambda', operation: 'Invoke', level: 'Write' },
  { service: 'logs', operation: 'FilterLogEvents', level: 'Read' },
  { service: 'ec2', operation: 'DescribeInstances', level: 'List' },
] as const;
export const REGIONS = ['eu-west-1', 'us-east-1'] as const;
export const ACCOUNT = '111122223333';

/** How many teams share this many policies. */
export function teamsAmong(policies: number): number {
  return Math.max(2, Math.round(policies / TEAMS_PER_POLICIES));
}

/** The ARN that team's own policies for an operation are about. */
export function ownResource(team: number, service: string): string {
  return `arn:aws:${service}:::team-${team}-things`;
}

/** What one generated policy says, for Cedar and for whatever it is compared with. */
export interface TeamRule {
  readonly id: string;
  readonly kind: 'run' | 'ask' | 'forbid';
  readonly team: string;
  readonly service: string;
  /** Undefined for every operation of the service. */
  readonly operation: string | undefined;
  /** The region or the ARN that it is limited to. */
  readonly region: string | undefined;
  readonly resource: string | undefined;
}

/** This many rules of teams: what they may do at once with their own things, what they ask for, and where they may not. */
export function teamRules(count: number, teams: number): readonly TeamRule[] {
  return Array.from({ length: count }, (_, index) => {
    const team = index % teams;
    const { service, operation } = OPERATIONS[
      Math.floor(index / teams) % OPERATIONS.length
    ] as (typeof OPERATIONS)[number];
    const rule = { id: `team-${team}-rule-${index}`, team: `team-${team}`, service };
    const kind = (['run', 'ask', 'forbid', 'run'] as const)[index % 4] as TeamRule['kind'];
    if (kind === 'run') return { ...rule, kind, operation, region: undefined, resource: ownResource(team, service) };
    if (kind === 'ask') return { ...rule, kind, operation: undefined, region: REGIONS[0], resource: undefined };
    return { ...rule, kind, operation, region: REGIONS[1], resource: undefined };
  });
}

/** A set of exactly `count` policies: the general ones, as far as they go, and rules of teams. */
export function sourceOf(count: number, general: PolicySource): PolicySource {
  const texts = general.files.flatMap((file) => policiesIn(file).found.map(({ text }) => text)).slice(0, count);
  const rules = teamRules(count - texts.length, teamsAmong(count)).map(cedarText);
  return { schema: general.schema, files: [{ name: 'generated.cedar', text: [...texts, ...rules].join('\n') }] };
}

const ACTIONS = { run: 'unattended', ask: 'withApproval' } as const;

function cedarText({ id, kind, team, ...rule }: TeamRule): string {
  const action = kind === 'forbid' ? 'action' : `action == Countersign::Action::"${ACTIONS[kind]}"`;
  const asks = kind === 'ask' ? '@approvers("platform") @quorum("1") @timeout("3600")' : '';
  const effect = kind === 'forbid' ? 'forbid' : 'permit';
  return (
    `@id("${id}") @reason("${id} says so") ${asks}\n${effect} (principal in Countersign::Team::"${team}", ` +
    `${action}, ${resourceText(rule)})\nwhen { ${whenText(rule)} };`
  );
}

function resourceText({ service, operation }: Pick<TeamRule, 'service' | 'operation'>): string {
  if (operation === undefined) return `resource in Countersign::Service::"${service}"`;
  return `resource == Countersign::Operation::"${service}:${operation}"`;
}

function whenText({ region, resource }: Pick<TeamRule, 'region' | 'resource'>): string {
  return resource === undefined ? `context.region == "${region}"` : `context.resources == ["${resource}"]`;
}
