import { join } from 'node:path';
import { Aws, ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { StageFunction } from './stage-function.ts';

/** The functions that the workflow calls, one for each of its tasks. */
export interface ApprovalWorkflowProps {
  readonly requestApproval: StageFunction;
  readonly execute: StageFunction;
  readonly close: StageFunction;
}

const definition = join(import.meta.dirname, '../../statemachines/approval.asl.json');

/** The state machine that waits for the reviewers. Its role may invoke its three functions and nothing else. */
export class ApprovalWorkflow extends Construct {
  readonly machine: StateMachine;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ApprovalWorkflowProps) {
    super(scope, id);
    const { requestApproval, execute, close } = props;
    this.role = this.#role([requestApproval, execute, close]);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: machineName(),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromFile(definition),
      definitionSubstitutions: {
        RequestApprovalFunction: requestApproval.function.functionArn,
        ExecuteFunction: execute.function.functionArn,
        CloseFunction: close.function.functionArn,
      },
      role: this.role.withoutPolicyUpdates(),
      logs: { level: LogLevel.ERROR, includeExecutionData: false, destination: this.#logs() },
    });
    acknowledge(this.machine, {
      'AwsSolutions-SF1':
        'Errors only: every transition is already an event in the operation record, and a log is a second copy to guard.',
      'AwsSolutions-SF2': 'No tracing: it needs X-Ray permissions on every resource, and the record holds the times.',
    });
  }

  /** Allows starting the workflow. */
  start(): PolicyStatement {
    return new PolicyStatement({ actions: ['states:StartExecution'], resources: [this.machine.stateMachineArn] });
  }

  #logs(): LogGroup {
    return new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  #role(stages: readonly StageFunction[]): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    for (const stage of stages) role.addToPolicy(stage.invoke());
    role.addToPolicy(new PolicyStatement({ actions: LOG_DELIVERY, resources: ['*'] }));
    const policy = role.node.findChild('DefaultPolicy');
    acknowledge(policy, {
      'AwsSolutions-IAM5[Resource::*]': 'CloudWatch log delivery has no resource types (Step Functions guide).',
    });
    return role;
  }
}

/** What Step Functions needs to write its log, as its developer guide lists it; none of it has resource types. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/**
 * Allows answering the workflow's task tokens. By name, since the functions that answer are themselves part of the
 * workflow. AWS lists no resource type for this action, but matches it against the state machine (aws-cdk, pull 8486).
 */
export function answerTokens(scope: Construct): PolicyStatement {
  const arn = Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: machineName(),
  });
  return new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [arn] });
}

function machineName(): string {
  return `${Aws.STACK_NAME}-approval`;
}
