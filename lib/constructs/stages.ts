import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Handlers } from '../handlers.ts';
import { answerTokens, type ApprovalWorkflow } from './approval-workflow.ts';
import type { ArchiveStore } from './archive-store.ts';
import type { GatewayKeys } from './keys.ts';
import type { PolicyStore } from './policy-store.ts';
import type { RecordStore } from './record-store.ts';
import type { ResultStore } from './result-store.ts';
import type { Settings } from './settings.ts';
import type { SlackSecret } from './slack-secret.ts';
import { StageFunction } from './stage-function.ts';
import { ACCEPTED_HERE, assumeTargetRoles, assumeTargetRolesAbroad } from './assume-target-roles.ts';
import { TARGET_ROLE_NAME } from './target-role.ts';

/** What the stages are made of and stand on. */
export interface Ground {
  readonly handlers: Handlers;
  readonly settings: Settings;
  readonly keys: GatewayKeys;
  readonly record: RecordStore;
  readonly results: ResultStore;
  readonly slack: SlackSecret;
  readonly archive: ArchiveStore;
  readonly policies: PolicyStore;
}

/** The only items that are changed in place. */
const COUNTERS = ['budget#*'];

/** Where the reviewers are asked. */
function channel({ slackApiUrl, slackChannel }: Settings, slack: SlackSecret) {
  return { SLACK_SECRET_ID: slack.arn, SLACK_API_URL: slackApiUrl, SLACK_CHANNEL: slackChannel };
}

/** Puts the request into Slack and keeps the workflow's token. May not answer it. */
export function requestApprovalStage(scope: Construct, { handlers, settings, record, slack }: Ground) {
  return new StageFunction(scope, 'RequestApproval', {
    name: 'request-approval',
    description: 'asks the reviewers in Slack',
    code: handlers.code('request-approval'),
    timeout: Duration.seconds(20),
    memory: 512,
    environment: {
      TABLE_NAME: record.table.tableName,
      ...channel(settings, slack),
    },
    may: [record.items('GetItem', 'Query', 'PutItem'), record.keepPolicies(), ...slack.read()],
  });
}

/** Claims, assumes the one-shot role, calls AWS and masks. May not sign, approve or answer tokens. */
export function executeStage(scope: Construct, ground: Ground) {
  const { handlers, settings, keys, record, results, policies } = ground;
  const stage = new StageFunction(scope, 'Execute', {
    name: 'execute',
    description: 'makes one approved AWS call with a one-shot role',
    code: handlers.code('execute'),
    timeout: Duration.seconds(120),
    memory: 1024,
    environment: executeEnvironment(ground),
    may: [
      record.items('GetItem', 'Query', 'PutItem', 'ConditionCheckItem'),
      record.itemsOf(COUNTERS, 'UpdateItem'),
      record.keepPolicies(),
      policies.readSets(),
      results.keep(),
      ...keys.verifyAndName(),
      assumeTargetRoles(scope),
    ],
  });
  stage.acceptFindings(ACCEPTED_HERE);
  assumeTargetRolesAbroad(scope, stage.role, settings.targetAccounts);
  return stage;
}

function executeEnvironment({ settings, keys, record, results, policies }: Ground) {
  return {
    TABLE_NAME: record.table.tableName,
    POLICY_BUCKET: policies.bucket.bucketName,
    RESULTS_TABLE: results.table.tableName,
    GRANT_KEY_ID: keys.grant.keyId,
    PSEUDONYM_KEY_ID: keys.pseudonym.keyId,
    TARGET_ROLE_NAME,
    GATEWAY_ACCOUNT: Aws.ACCOUNT_ID,
    EXTERNAL_ID: settings.externalId,
    DIRECTORY: settings.directory,
  };
}

/** Ends what is over, by the workflow's last state and by the sweep. May wake a workflow, not start or approve one. */
export function closeStage(scope: Construct, { handlers, settings, record, slack }: Ground) {
  return new StageFunction(scope, 'Close', {
    name: 'close',
    description: 'closes operations and tells the reviewers; sweeps and escalates every minute',
    code: handlers.code('close'),
    timeout: Duration.seconds(60),
    memory: 512,
    environment: {
      TABLE_NAME: record.table.tableName,
      ...channel(settings, slack),
      DIRECTORY: settings.directory,
    },
    may: [
      record.items('GetItem', 'Query', 'PutItem'),
      record.keepPolicies(),
      record.index('byStatus'),
      ...slack.read(),
      answerTokens(scope),
    ],
  });
}

/** The workflow and the functions that submit hands an operation to. */
export interface Successors {
  readonly workflow: ApprovalWorkflow;
  readonly execute: StageFunction;
  readonly close: StageFunction;
}

/** Takes envelopes, decides and writes. May not sign grants, assume target roles or read the Slack secret. */
export function submitStage(scope: Construct, ground: Ground, { workflow, execute, close }: Successors) {
  const { handlers, settings, record, policies } = ground;
  return new StageFunction(scope, 'Submit', {
    name: 'submit',
    description: 'takes envelopes, decides, and answers agents',
    code: handlers.code('submit'),
    timeout: Duration.seconds(29), // API Gateway waits no longer
    memory: 1024,
    environment: {
      TABLE_NAME: record.table.tableName,
      POLICY_BUCKET: policies.bucket.bucketName,
      STATE_MACHINE_ARN: workflow.machine.stateMachineArn,
      EXECUTE_FUNCTION: execute.function.functionName,
      CLOSE_FUNCTION: close.function.functionName,
      GATEWAY_ACCOUNT: Aws.ACCOUNT_ID,
      TARGET_ACCOUNTS: settings.targetAccounts,
      DIRECTORY: settings.directory,
    },
    may: [
      record.items('GetItem', 'Query', 'PutItem'),
      record.keepPolicies(),
      record.itemsOf(COUNTERS, 'UpdateItem'),
      record.index('bySession'),
      policies.readSets(),
      workflow.start(),
      execute.invoke(),
      close.invoke(),
    ],
  });
}

/** Judges clicks, signs grants and answers the workflow. May not execute or assume target roles. */
export function answerStage(scope: Construct, { handlers, settings, keys, record, slack }: Ground) {
  const conditions = { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } };
  return new StageFunction(scope, 'Answer', {
    name: 'answer',
    description: 'takes the reviewers clicks from Slack',
    code: handlers.code('answer'),
    timeout: Duration.seconds(10),
    memory: 1024, // Slack waits three seconds, a cold start included
    environment: {
      TABLE_NAME: record.table.tableName,
      GRANT_KEY_ID: keys.grant.keyId,
      ...channel(settings, slack),
      SLACK_TEAM_ID: settings.slackTeamId,
      SLACK_APP_ID: settings.slackAppId,
      DIRECTORY: settings.directory,
    },
    may: [
      record.items('GetItem', 'Query', 'PutItem'),
      record.keepPolicies(),
      ...slack.read(),
      new PolicyStatement({ actions: ['kms:Sign'], resources: [keys.grant.keyArn], conditions }),
      answerTokens(scope),
    ],
  });
}

/** Copies finished operations from the table's stream to the locked bucket. May not delete or write to the table. */
export function archiveStage(scope: Construct, { handlers, record, archive }: Ground) {
  const stage = new StageFunction(scope, 'Archive', {
    name: 'archive',
    description: 'puts receipts into the locked archive',
    code: handlers.code('archive'),
    timeout: Duration.seconds(60),
    memory: 512,
    environment: { TABLE_NAME: record.table.tableName, ARCHIVE_BUCKET: archive.bucket.bucketName },
    may: [record.items('GetItem', 'Query'), ...record.stream(), ...archive.addReceipts()],
  });
  stage.acceptFindings({
    [`AwsSolutions-IAM5[Resource::<${archive.logicalId}.Arn>/raw/*]`]:
      'Receipts are named by operation; all lie below raw/.',
    'AwsSolutions-IAM5[Resource::*]': 'dynamodb:ListStreams has no resource type; Lambda asks for it to read a stream.',
  });
  return stage;
}

/** Takes operators' orders. May write stops and the log of orders, and no operation. */
export function stopStage(scope: Construct, { handlers, settings, record }: Ground, close: StageFunction) {
  return new StageFunction(scope, 'Stop', {
    name: 'stop',
    description: 'stops agents and lets them go on, by order of an operator',
    code: handlers.code('stop'),
    timeout: Duration.seconds(29), // API Gateway waits no longer
    memory: 512,
    environment: {
      TABLE_NAME: record.table.tableName,
      CLOSE_FUNCTION: close.function.functionName,
      DIRECTORY: settings.directory,
    },
    may: [
      record.items('GetItem', 'Query'),
      record.itemsOf(['stops', 'stops#*', 'orders'], 'PutItem'),
      record.keepPolicies(),
      record.index('byStatus'),
      close.invoke(),
    ],
  });
}
