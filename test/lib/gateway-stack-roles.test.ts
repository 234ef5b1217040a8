import { describe, expect, it } from '@jest/globals';
import { CEILING } from '../../lib/constructs/ceiling.ts';
import { aTemplate } from '../support/a-stack.ts';
import { resourcesOf, type Statement, statementsOf } from '../support/read-template.ts';

/**
 * The design's role table ("may / may not"), spelled out statement by statement. A change here is a change of who may do what:
 * it deserves a reviewer of its own.
 */

const template = aTemplate();

const TABLE = 'RecordStoreTable.Arn';
const RESULTS = 'ResultStoreTable.Arn';
const TARGET_ROLE = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/countersign-target';
/** In each account of the parameter: `Fn::Split` makes the list from its text. */
const TARGET_ROLE_ABROAD = 'arn:aws:iam::TargetAccounts:role/countersign-target';
const MACHINE = 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}-approval';

const allow = (Action: string | string[], Resource: string | string[], Condition?: object): Statement => ({
  Action,
  Effect: 'Allow',
  Resource,
  ...(Condition && { Condition }),
});
const logsTo = (group: string) => allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `${group}.Arn`);
/** The partition that says which policy set is current is for people. */
const keepsPolicies = {
  Effect: 'Deny',
  Action: ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  Resource: TABLE,
  Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': ['policies'] } },
};
/** Reads and writes operations. */
const writesItems = [allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], TABLE), keepsPolicies];
const PUBLISHED_SETS = 'PolicyStoreBucket.Arn/sets/*';
const readsPublishedSets = allow('s3:GetObject', PUBLISHED_SETS);
const below = (...keys: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
});
const counts = allow('dynamodb:UpdateItem', TABLE, below('budget#*'));
const readsSlackSecret = [
  allow('secretsmanager:GetSecretValue', 'SlackSecret'),
  allow('kms:Decrypt', 'KeysData.Arn', {
    StringEquals: {
      'kms:ViaService': 'secretsmanager.${AWS::Region}.amazonaws.com',
      'kms:EncryptionContext:SecretARN': 'SlackSecret',
    },
  }),
];
const assumes = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'];
const answersTokens = allow('states:SendTaskSuccess', MACHINE);

/** The role's statements, in full. */
const ROLES: Readonly<Record<string, readonly Statement[]>> = {
  // may: write operations, start the workflow, invoke execute and close
  // may not: sign grants, assume target roles, read Slack secrets
  SubmitRole: [
    logsTo('SubmitLogs'),
    ...writesItems,
    counts,
    allow('dynamodb:Query', `${TABLE}/index/bySession`),
    readsPublishedSets,
    allow('states:StartExecution', 'WorkflowMachine'),
    allow('lambda:InvokeFunction', ['CloseFunction.Arn', 'ExecuteFunction.Arn']),
  ],
  // may: write the card and the token, speak to Slack; may not: answer the token, sign, execute
  RequestApprovalRole: [logsTo('RequestApprovalLogs'), ...writesItems, ...readsSlackSecret],
  // may: record verdicts, sign grants, answer task tokens; may not: execute, assume target roles
  AnswerRole: [
    logsTo('AnswerLogs'),
    ...writesItems,
    ...readsSlackSecret,
    allow('kms:Sign', 'KeysGrant.Arn', {
      StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' },
    }),
    answersTokens,
  ],
  // may: verify grants, claim, keep, hand out and count results, make the secrets of sessions, assume target roles (with TagSession,
  // SetSourceIdentity); may not: sign, approve, answer tokens
  ExecuteRole: [
    logsTo('ExecuteLogs'),
    allow(['dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], TABLE),
    counts,
    keepsPolicies,
    readsPublishedSets,
    allow(['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], RESULTS),
    allow('kms:GetPublicKey', 'KeysGrant.Arn'),
    allow('kms:GenerateMac', 'KeysPseudonym.Arn'),
    allow(assumes, [TARGET_ROLE, `${TARGET_ROLE}-*`]),
    allow(assumes, [TARGET_ROLE_ABROAD]),
    allow(assumes, [`${TARGET_ROLE_ABROAD}-*`]),
  ],
  // may: close, tell Slack, wake the workflow; may not: start, sign, execute
  CloseRole: [
    logsTo('CloseLogs'),
    ...writesItems,
    allow('dynamodb:Query', `${TABLE}/index/byStatus`),
    ...readsSlackSecret,
    answersTokens,
  ],
  // may: put to the locked bucket; may not: delete, shorten retention, write the table, read credentials
  ArchiveRole: [
    logsTo('ArchiveLogs'),
    allow(['dynamodb:GetItem', 'dynamodb:Query'], TABLE),
    allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      'RecordStoreTable.StreamArn',
    ),
    allow('dynamodb:ListStreams', '*'),
    allow(['s3:GetObject', 's3:PutObject'], 'ArchiveStoreBucket.Arn/raw/*'),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], 'KeysData.Arn', {
      StringEquals: { 'kms:ViaService': 's3.${AWS::Region}.amazonaws.com' },
    }),
  ],
  // may: write stops and the log of orders, call the sweep; may not: write an operation, sign, execute, read Slack secrets
  StopRole: [
    logsTo('StopLogs'),
    allow(['dynamodb:GetItem', 'dynamodb:Query'], TABLE),
    allow('dynamodb:PutItem', TABLE, below('stops', 'stops#*', 'orders')),
    keepsPolicies,
    allow('dynamodb:Query', `${TABLE}/index/byStatus`),
    allow('lambda:InvokeFunction', 'CloseFunction.Arn'),
  ],
  // may: invoke its three functions and write its error log
  WorkflowRole: [
    allow('lambda:InvokeFunction', ['CloseFunction.Arn', 'ExecuteFunction.Arn', 'RequestApprovalFunction.Arn']),
    allow(
      [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ],
      '*',
    ),
  ],
  // may: what agents may ever ask for, never the gateway itself
  TargetRole: [
    allow(
      [
        'dynamodb:*',
        'ec2:*',
        'iam:Get*',
        'iam:List*',
        'lambda:*',
        's3:*',
        'secretsmanager:*',
        'sqs:*',
        'sts:GetCallerIdentity',
      ],
      '*',
    ),
    {
      Sid: 'NeverTheGatewayItself',
      Effect: 'Deny',
      Action: '*',
      Resource: expect.arrayContaining([TABLE, RESULTS, 'SlackSecret', 'WorkflowMachine']),
    },
  ],
  // API Gateway's own logging role; its policy is AWS's
  FrontDoorApiCloudWatchRole: [],
};

/** Every `*` resource that a role has, and why no narrower one exists. */
const STAR_REASONS: Readonly<Record<string, string>> = {
  'ArchiveRole dynamodb:ListStreams': 'no resource type in IAM; Lambda refuses an event source without it',
  'WorkflowRole logs:CreateLogDelivery': 'log delivery has no resource types in IAM',
  'WorkflowRole logs:DeleteLogDelivery': 'log delivery has no resource types in IAM',
  'WorkflowRole logs:DescribeLogGroups': 'Step Functions checks its log group by listing',
  'WorkflowRole logs:DescribeResourcePolicies': 'no resource type in IAM',
  'WorkflowRole logs:GetLogDelivery': 'log delivery has no resource types in IAM',
  'WorkflowRole logs:ListLogDeliveries': 'log delivery has no resource types in IAM',
  'WorkflowRole logs:PutResourcePolicy': 'no resource type in IAM',
  'WorkflowRole logs:UpdateLogDelivery': 'log delivery has no resource types in IAM',
  ...Object.fromEntries(
    CEILING.flatMap(({ actions, reason }) => actions.map((action) => [`TargetRole ${action}`, reason])),
  ),
};

/** Every other resource of the deciding functions that ends in `*`, and why. */
const PREFIX_REASONS: Readonly<Record<string, string>> = {
  [`${TARGET_ROLE}-*`]: 'policies choose target roles by name; each trusts the executor alone and has a ceiling',
  [PUBLISHED_SETS]: 'sets are named by their hash, which the function checks',
  [`${TARGET_ROLE_ABROAD}-*`]: 'the same, in the accounts of the parameter only: no account is a wildcard',
};

const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[];

describe('the roles of the stack', () => {
  it('are these and no others', () => {
    expect(Object.keys(resourcesOf(template, 'AWS::IAM::Role')).sort()).toEqual(Object.keys(ROLES).sort());
  });

  it.each(Object.keys(ROLES))('%s has exactly its statements', (role) => {
    expect(statementsOf(template, role)).toEqual(ROLES[role]);
  });

  it('allow nothing on every resource without a written reason, and keep no reason that is not needed', () => {
    const allowed = Object.keys(ROLES).flatMap((role) =>
      statementsOf(template, role).flatMap(({ Effect, Action, Resource }) =>
        Effect === 'Allow' && list(Resource).includes('*') ? list(Action).map((action) => `${role} ${action}`) : [],
      ),
    );
    expect(allowed.sort()).toEqual(Object.keys(STAR_REASONS).sort());
  });

  it('let the executor reach no family of resources without a written reason', () => {
    const families = statementsOf(template, 'ExecuteRole').flatMap(({ Resource }) =>
      list(Resource).filter((resource) => resource.includes('*')),
    );
    expect(families.sort()).toEqual(Object.keys(PREFIX_REASONS).sort());
  });

  it('leave policies to people: the managed policy of publishers is attached to no role', () => {
    const { PolicyStorePublisher: publisher } = resourcesOf(template, 'AWS::IAM::ManagedPolicy');
    expect(publisher).not.toHaveProperty('Roles');
    expect(publisher?.['PolicyDocument']).toMatchObject({
      Statement: [
        allow(['s3:GetObject', 's3:PutObject'], PUBLISHED_SETS),
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], TABLE, {
          'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['policies'] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        }),
        allow('cloudformation:DescribeStacks', '${AWS::StackId}'),
      ],
    });
  });

  it('give operators their three ways into the API and nothing else, by a policy that the stack attaches to nobody', () => {
    const { PolicyStorePublisher: _, ...policies } = resourcesOf(template, 'AWS::IAM::ManagedPolicy');
    const api = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:FrontDoorApi/v1';
    expect(Object.values(policies)).toEqual([
      {
        ManagedPolicyName: '${AWS::StackName}-operator',
        Description: expect.any(String),
        Path: '/',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            allow('execute-api:Invoke', [`${api}/GET/stops`, `${api}/POST/stops`, `${api}/POST/stops/resume`]),
          ],
        },
      },
    ]);
  });

  it('let the executor alone, and agents never, at withheld results', () => {
    const reaching = Object.keys(ROLES).filter((role) =>
      statementsOf(template, role).some(
        ({ Effect, Resource }) => Effect === 'Allow' && list(Resource).some((resource) => resource.includes(RESULTS)),
      ),
    );
    expect(reaching).toEqual(['ExecuteRole']);
  });

  it('have no managed policy, but for the one that API Gateway asks for', () => {
    const managed = Object.entries(resourcesOf(template, 'AWS::IAM::Role')).filter(
      ([, role]) => 'ManagedPolicyArns' in role,
    );
    expect(managed.map(([role]) => role)).toEqual(['FrontDoorApiCloudWatchRole']);
  });

  it('let only their own service or the executor assume them', () => {
    const principals = Object.entries(resourcesOf(template, 'AWS::IAM::Role')).map(
      ([role, { AssumeRolePolicyDocument }]) => {
        const { Statement: statements } = AssumeRolePolicyDocument as { Statement: Statement[] };
        return [role, [...new Set(statements.map(({ Principal }) => JSON.stringify(Principal)))].join()];
      },
    );
    const lambda = '{"Service":"lambda.amazonaws.com"}';
    expect(Object.fromEntries(principals)).toEqual({
      SubmitRole: lambda,
      RequestApprovalRole: lambda,
      AnswerRole: lambda,
      ExecuteRole: lambda,
      CloseRole: lambda,
      ArchiveRole: lambda,
      StopRole: lambda,
      WorkflowRole: '{"Service":"states.amazonaws.com"}',
      FrontDoorApiCloudWatchRole: '{"Service":"apigateway.amazonaws.com"}',
      TargetRole: '{"AWS":"ExecuteRole.Arn"}',
    });
  });
});
