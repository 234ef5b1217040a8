import {
  BootstraplessSynthesizer,
  CfnOutput,
  CfnParameter,
  type IStackSynthesizer,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ROLE_SUFFIX } from '../lambdas/decide/policy-note.ts';
import { CEILING, type CeilingEntry } from './constructs/ceiling.ts';
import { EXTERNAL_ID } from './constructs/settings.ts';
import { TargetBoundary } from './constructs/target-boundary.ts';
import { TARGET_ROLE_NAME, TargetRole } from './constructs/target-role.ts';

/** What agents may reach in an account besides the gateway's. */
export interface TargetAccountStackProps extends StackProps {
  /**
   * What each role may reach at most, by the name that `@role` gives it; `''` is the role of calls whose policy names none.
   * Default: that one role, with CEILING.
   */
  readonly roles?: Readonly<Record<string, readonly CeilingEntry[]>>;
  /** Puts a permissions boundary on each role. Default: true. */
  readonly boundary?: boolean;
}

/** The target roles of one more account. Only the executor of one gateway, with the external id of both, gets in. */
export class TargetAccountStack extends Stack {
  constructor(scope: Construct, id: string, { roles, boundary, ...props }: TargetAccountStackProps = {}) {
    super(scope, id, {
      description: 'Countersign: the roles that approved calls run in',
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer, // no assets: the account needs no bootstrapping
      ...props,
    });
    const shared = {
      executor: new ArnPrincipal(executorRoleArn(this)),
      externalId: externalId(this),
      gateway: [this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `${TARGET_ROLE_NAME}*` })],
      ...(boundary !== false && { boundary: new TargetBoundary(this, 'Boundary') }),
    };
    for (const [suffix, ceiling] of Object.entries(roles ?? { '': CEILING })) {
      if (suffix !== '' && !ROLE_SUFFIX.test(suffix)) throw new RangeError(`No policy can name the role "${suffix}"`);
      const name = suffix === '' ? 'Target' : `Target-${suffix}`;
      const role = new TargetRole(this, name, { ...shared, suffix, ceiling });
      new CfnOutput(this, `${name.replaceAll('-', '')}RoleArn`, { value: role.arn });
    }
  }
}

function executorRoleArn(scope: Construct): string {
  return new CfnParameter(scope, 'ExecuteRoleArn', {
    description: "The gateway's output ExecuteRoleArn",
    allowedPattern: 'arn:aws:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+',
    constraintDescription: 'must be the ARN of one role',
  }).valueAsString;
}

function externalId(scope: Construct): string {
  return new CfnParameter(scope, 'ExternalId', {
    description: "The gateway's parameter ExternalId",
    allowedPattern: EXTERNAL_ID,
    constraintDescription: 'must be 16 to 128 letters, digits or _ + = , . @ : / -',
  }).valueAsString;
}
