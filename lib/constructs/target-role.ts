import { Stack } from 'aws-cdk-lib';
import { CfnRole, Effect, type IRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { CEILING } from './ceiling.ts';

/** The role's name in every account that agents may reach. Fixed, so that trust and permission can name each other. */
export const TARGET_ROLE_NAME = 'countersign-target';

/** Who may assume the role, and what it never touches. */
export interface TargetRoleProps {
  readonly executor: IRole;
  /** ARNs of the gateway's own parts: no approval may reach what approvals rest on. */
  readonly gateway: readonly string[];
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
    const role = new CfnRole(this, 'Role', {
      roleName: TARGET_ROLE_NAME,
      description: 'Countersign: what approved calls of agents may reach at most',
      assumeRolePolicyDocument: new PolicyDocument({ statements: trust(props.executor) }),
      policies: [{ policyName: 'ceiling', policyDocument: new PolicyDocument({ statements: ceiling(props.gateway) }) }],
    });
    this.arn = role.attrArn;
    for (const entry of CEILING) acknowledge(role, wildcards(entry));
  }
}

/** Allows the executor to assume the target role, named and tagged for one operation. */
export function assumeTargetRole(scope: Construct): PolicyStatement {
  return new PolicyStatement({
    actions: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
    resources: [
      Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: TARGET_ROLE_NAME }),
    ],
  });
}

function trust(executor: IRole): PolicyStatement[] {
  const allow = (action: string, conditions: Record<string, Record<string, string>>) =>
    new PolicyStatement({ principals: [executor.grantPrincipal], actions: [action], conditions });
  const named = { 'sts:SourceIdentity': '*' }; // a pattern matches only a key that is there
  return [
    allow('sts:AssumeRole', { StringLike: { 'sts:RoleSessionName': 'op_*', ...named } }),
    allow('sts:SetSourceIdentity', { StringLike: named }),
    allow('sts:TagSession', { 'ForAllValues:StringLike': { 'aws:TagKeys': 'countersign:*' } }),
  ];
}

function ceiling(gateway: readonly string[]): PolicyStatement[] {
  const allowed = CEILING.map(({ actions }) => new PolicyStatement({ actions: [...actions], resources: ['*'] }));
  const never = new PolicyStatement({
    sid: 'NeverTheGatewayItself',
    effect: Effect.DENY,
    actions: ['*'],
    resources: [...gateway],
  });
  return [...allowed, never];
}

function wildcards({ actions, reason }: (typeof CEILING)[number]): Record<string, string> {
  const broad = actions.filter((action) => action.includes('*'));
  const findings = broad.map((action) => [`AwsSolutions-IAM5[Action::${action}]`, reason]);
  return {
    ...Object.fromEntries(findings),
    'AwsSolutions-IAM5[Resource::*]': 'See CEILING: one written reason for each service.',
  };
}
