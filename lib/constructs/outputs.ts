import { CfnOutput } from 'aws-cdk-lib';
import type { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../lambdas/runtime/config.ts';
import type { ApprovalWorkflow } from './approval-workflow.ts';
import type { ArchiveStore } from './archive-store.ts';
import type { FrontDoor } from './front-door.ts';
import type { GatewayKeys } from './keys.ts';
import type { PolicyStore } from './policy-store.ts';
import type { OperatorPolicy } from './operator-policy.ts';
import type { RecordStore } from './record-store.ts';
import type { ResultStore } from './result-store.ts';
import type { SlackSecret } from './slack-secret.ts';
import type { StageFunction } from './stage-function.ts';
import type { TargetRole } from './target-role.ts';

/** The parts that people and tools need to find. */
export interface NamedParts {
  readonly keys: GatewayKeys;
  readonly record: RecordStore;
  readonly results: ResultStore;
  readonly slack: SlackSecret;
  readonly archive: ArchiveStore;
  readonly functions: Readonly<Record<FunctionName, StageFunction>>;
  readonly workflow: ApprovalWorkflow;
  readonly door: FrontDoor;
  readonly target: TargetRole;
  readonly policies: PolicyStore;
  readonly publisher: ManagedPolicy;
  /** Hash of the bundled policy set. */
  readonly policySet: string;
  readonly operators: OperatorPolicy;
}

/** Names the parts in the stack's outputs; each function as `SubmitFunction`, `RequestApprovalFunction` and so on. */
export function addOutputs(scope: Construct, parts: NamedParts): void {
  const named = {
    ApiId: parts.door.api.restApiId,
    ApiUrl: parts.door.api.url,
    TableName: parts.record.table.tableName,
    ResultsTableName: parts.results.table.tableName,
    ArchiveBucketName: parts.archive.bucket.bucketName,
    SlackSecretName: parts.slack.arn,
    StateMachineArn: parts.workflow.machine.stateMachineArn,
    TargetRoleArn: parts.target.arn,
    ExecuteRoleArn: parts.functions.execute.role.roleArn,
    OperatorPolicyArn: parts.operators.arn,
    GrantKeyId: parts.keys.grant.keyId,
    PolicyBucketName: parts.policies.bucket.bucketName,
    PolicyPublisherArn: parts.publisher.managedPolicyArn,
    BundledPolicySet: parts.policySet,
    ...functionNames(parts.functions),
  };
  for (const [name, value] of Object.entries(named)) new CfnOutput(scope, name, { value });
}

function functionNames(functions: NamedParts['functions']): Record<string, string> {
  const entries = Object.entries(functions).map(([name, stage]) => [
    `${pascal(name)}Function`,
    stage.function.functionName,
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function pascal(kebab: string): string {
  return kebab.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}
