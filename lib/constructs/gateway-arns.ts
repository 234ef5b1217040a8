import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../lambdas/runtime/config.ts';
import type { ApprovalWorkflow } from './approval-workflow.ts';
import type { ArchiveFeed } from './archive-feed.ts';
import type { ArchiveStore } from './archive-store.ts';
import type { GatewayKeys } from './keys.ts';
import type { PolicyStore } from './policy-store.ts';
import type { RecordStore } from './record-store.ts';
import type { ResultStore } from './result-store.ts';
import type { SlackSecret } from './slack-secret.ts';
import type { StageFunction } from './stage-function.ts';
import { TARGET_ROLE_NAME } from './target-role.ts';

/** The parts that an approval rests on. */
export interface GatewayParts {
  readonly keys: GatewayKeys;
  readonly record: RecordStore;
  readonly results: ResultStore;
  readonly slack: SlackSecret;
  readonly archive: ArchiveStore;
  readonly policies: PolicyStore;
  readonly functions: Readonly<Record<FunctionName, StageFunction>>;
  readonly workflow: ApprovalWorkflow;
  readonly feed: ArchiveFeed;
}

/**
 * Everything of the gateway's own that the target role must never touch, versions, indexes and objects included. The CDK's
 * asset bucket is among it: who writes there changes what the next deployment runs.
 */
export function gatewayArns(scope: Construct, parts: GatewayParts): readonly string[] {
  const { keys, record, results, slack, archive, policies, functions, workflow, feed } = parts;
  const stages = Object.values(functions);
  const assets = Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: 'cdk-*-assets-*' });
  return [
    ...withParts(record.table.tableArn, '/*'),
    ...withParts(results.table.tableArn, '/*'),
    ...withParts(archive.bucket.bucketArn, '/*'),
    ...withParts(policies.bucket.bucketArn, '/*'),
    assets,
    keys.grant.keyArn,
    keys.data.keyArn,
    keys.pseudonym.keyArn,
    slack.arn,
    ...stages.flatMap((stage) => withParts(stage.function.functionArn, ':*')),
    ...stages.map((stage) => stage.role.roleArn),
    workflow.machine.stateMachineArn,
    workflow.role.roleArn,
    feed.mapping.eventSourceMappingArn,
    Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `${TARGET_ROLE_NAME}*` }),
  ];
}

function withParts(arn: string, suffix: string): readonly string[] {
  return [arn, `${arn}${suffix}`];
}
