import { CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { TARGET_ROLE_NAME } from './target-role.ts';

const ACTIONS = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'];

/** The default role, and those that policies choose by `@role`. */
const NAMES = [TARGET_ROLE_NAME, `${TARGET_ROLE_NAME}-*`];

const MANY_ROLES = 'Policies choose target roles by name; each trusts the executor alone and has a ceiling.';

/** cdk-nag's finding on the roles of the gateway's own account, and why it is accepted. */
export const ACCEPTED_HERE = {
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:role/${TARGET_ROLE_NAME}-*]`]: MANY_ROLES,
};

/** Allows the executor to assume the target roles of the gateway's own account, named and tagged for one operation. */
export function assumeTargetRoles(scope: Construct): PolicyStatement {
  const own = { service: 'iam', region: '', resource: 'role' };
  const resources = NAMES.map((resourceName) => Stack.of(scope).formatArn({ ...own, resourceName }));
  return new PolicyStatement({ actions: ACTIONS, resources });
}

/**
 * Allows the executor the same in the accounts of the parameter, each by its number; nothing while the parameter is empty.
 * One statement for each name, since one `Fn::Split` makes one list.
 */
export function assumeTargetRolesAbroad(scope: Construct, executor: Role, targetAccounts: string): void {
  const statements = NAMES.map(
    (name) => new PolicyStatement({ actions: ACTIONS, resources: inEach(targetAccounts, name) }),
  );
  const policy = new CfnPolicy(scope, 'OtherAccounts', {
    policyName: 'other-accounts',
    roles: [executor.roleName],
    policyDocument: new PolicyDocument({ statements, minimize: false }),
  });
  const family = JSON.stringify(Stack.of(scope).resolve(inEach(targetAccounts, `${TARGET_ROLE_NAME}-*`)));
  acknowledge(policy, { [`AwsSolutions-IAM5[Resource::${family}]`]: MANY_ROLES });
  policy.cfnOptions.condition = new CfnCondition(scope, 'HasTargetAccounts', {
    expression: Fn.conditionNot(Fn.conditionEquals(targetAccounts, '')),
  });
}

/** The executor writes `arn:aws:` too: it serves the commercial partition. */
function inEach(targetAccounts: string, name: string): string[] {
  const arns = Fn.join('', [
    'arn:aws:iam::',
    Fn.join(`:role/${name},arn:aws:iam::`, Fn.split(',', targetAccounts)),
    `:role/${name}`,
  ]);
  return Fn.split(',', arns);
}
