import { CfnRole, Effect, type IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { CEILING, type CeilingEntry } from './ceiling.ts';
import type { TargetBoundary } from './target-boundary.ts';

/** The default role's name in every account that agents may reach. Fixed, so that trust and permission can name each other. */
export const TARGET_ROLE_NAME = 'countersign-target';

/** Who may assume the role, what it may reach at most, and what it never touches. */
export interface TargetRoleProps {
  readonly executor: IPrincipal;
  /** ARNs of the gateway's own parts: no approval may reach what approvals rest on. */
  readonly gateway: readonly string[];
  /** The name is `countersign-target-<suffix>`. Default: `countersign-target`. */
  readonly suffix?: string;
  /** Default: CEILING. */
  readonly ceiling?: readonly CeilingEntry[];
  /** Set in another account than the gateway's: without this id, and the operation as a tag, nobody gets in. */
  readonly externalId?: string;
  readonly boundary?: TargetBoundary;
}

/**
 * The role that the executor assumes for one grant. It is not usable by anyone else, without a source identity, or outside
 * an `op_*` session; each session is cut further by its own policy. An L1 resource, since its trust has one statement for
 * each action: IAM knows each condition key for some of them only.
 */
export class TargetRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TargetRoleProps) {
    super(scope, id);
    const entries = props.ceiling ?? CEILING;
    const role = new CfnRole(this, 'Role', {
      roleName: targetRoleName(props.suffix),
      description: 'Countersign: what approved calls of agents may reach at most',
      assumeRolePolicyDocument: new PolicyDocument({ statements: trust(props) }),
      policies: [{ policyName: 'ceiling', policyDocument: ceiling(entries, props.gateway) }],
      ...(props.boundary && { permissionsBoundary: props.boundary.arn }),
    });
    this.arn = role.attrArn;
    for (const entry of entries) acknowledge(role, wildcards(entry));
  }
}

/** The role's name for the end that `@role` gives, or the default role's. */
export function targetRoleName(suffix = ''): string {
  return suffix === '' ? TARGET_ROLE_NAME : `${TARGET_ROLE_NAME}-${suffix}`;
}

function trust({ executor, externalId }: TargetRoleProps): PolicyStatement[] {
  const allow = (action: string, conditions: Record<string, Record<string, string>>) =>
    new PolicyStatement({ principals: [executor], actions: [action], conditions });
  const named = { 'sts:SourceIdentity': '*' }; // a pattern matches only a key that is there
  const session = { 'sts:RoleSessionName': 'op_*', ...named };
  const abroad = { StringEquals: { 'sts:ExternalId': externalId ?? '' } };
  const tagged = { 'aws:RequestTag/countersign:operation': 'op_*' };
  return [
    externalId === undefined
      ? allow('sts:AssumeRole', { StringLike: session })
      : allow('sts:AssumeRole', { ...abroad, StringLike: { ...session, ...tagged } }),
    allow('sts:SetSourceIdentity', { StringLike: named }),
    allow('sts:TagSession', { 'ForAllValues:StringLike': { 'aws:TagKeys': 'countersign:*' } }),
  ];
}

function ceiling(entries: readonly CeilingEntry[], gateway: readonly string[]): PolicyDocument {
  const allowed = entries.map(({ actions }) => new PolicyStatement({ actions: [...actions], resources: ['*'] }));
  const never = new PolicyStatement({
    sid: 'NeverTheGatewayItself',
    effect: Effect.DENY,
    actions: ['*'],
    resources: [...gateway],
  });
  return new PolicyDocument({ statements: [...allowed, never] });
}

function wildcards({ actions, reason }: CeilingEntry): Record<string, string> {
  const broad = actions.filter((action) => action.includes('*'));
  const findings = broad.map((action) => [`AwsSolutions-IAM5[Action::${action}]`, reason]);
  return {
    ...Object.fromEntries(findings),
    'AwsSolutions-IAM5[Resource::*]': 'See CEILING: one written reason for each service.',
  };
}
