import { Aws, type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config, FunctionName } from '../../lambdas/runtime/config.ts';
import { acknowledge } from './acknowledge.ts';

/** Everything a stage's function must say about itself. There is no default: each limit is a decision. */
export interface StageFunctionProps<F extends FunctionName> {
  readonly name: F;
  readonly description: string;
  readonly code: Code;
  readonly timeout: Duration;
  /** In MiB. */
  readonly memory: number;
  /** Exactly the keys that `configFor` reads. */
  readonly environment: Config<F>;
  /** All that its role may do, besides writing to its own log group. */
  readonly may: readonly PolicyStatement[];
}

/**
 * One Lambda of the gateway with a role of its own. The role carries exactly the statements given, no managed policy, and
 * CDK may not add to it. Logs go to one group with an end.
 */
export class StageFunction<F extends FunctionName = FunctionName> extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: StageFunctionProps<F>) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY, // the evidence is in the archive, not in a log
    });
    this.role = this.#role([writeTo(logGroup), ...props.may]);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: `${Aws.STACK_NAME}-${props.name}`,
      description: `Countersign: ${props.description}`,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: props.timeout,
      memorySize: props.memory,
      environment: { ...props.environment, POWERTOOLS_SERVICE_NAME: props.name, LOG_LEVEL: 'INFO' },
      role: this.role.withoutPolicyUpdates(),
      logGroup,
    });
  }

  /** Allows invoking this function, its current version only. */
  invoke(): PolicyStatement {
    return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] });
  }

  /** Says of cdk-nag findings on this function's role why each is accepted. */
  acceptFindings(reasons: Readonly<Record<string, string>>): void {
    acknowledge(this.role.node.findChild('DefaultPolicy'), reasons);
  }

  #role(statements: readonly PolicyStatement[]): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (const statement of statements) role.addToPolicy(statement);
    return role;
  }
}

function writeTo(logGroup: LogGroup): PolicyStatement {
  return new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
}
