import { describe, expect, it } from '@jest/globals';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { aTemplate } from '../../support/a-stack.ts';
import { resourcesOf, type Statement, statementsOf } from '../../support/read-template.ts';

const ACCOUNT = '111122223333';
const EXECUTOR = `arn:aws:iam::${ACCOUNT}:role/executor`;
const TARGET = `arn:aws:iam::${ACCOUNT}:role/countersign-target`;

/** What the template's names stand for in one deployed stack. */
const ARNS: readonly (readonly [RegExp, string])[] = [
  [/ExecuteRole\.Arn/g, EXECUTOR],
  [/(\w+)Role\.Arn/g, `arn:aws:iam::${ACCOUNT}:role/$1`],
  [/(\w+)Function\.Arn/g, `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:$1`],
  [/RecordStoreTable\.Arn/g, `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/record`],
  [/ResultStoreTable\.Arn/g, `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/results`],
  [/ArchiveStoreBucket\.Arn/g, 'arn:aws:s3:::archive'],
  [/PolicyStoreBucket\.Arn/g, 'arn:aws:s3:::policies'],
  [/Keys(\w+)\.Arn/g, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/$1`],
  [/"SlackSecret"/g, `"arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:slack-AbCdEf"`],
  [/"WorkflowMachine"/g, `"arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:approval"`],
  [/\$\{AWS::Partition\}/g, 'aws'],
  [/\$\{AWS::AccountId\}/g, ACCOUNT],
  [/\$\{AWS::Region\}/g, 'eu-west-1'],
];

function deployed(statements: readonly Statement[]): object {
  const text = ARNS.reduce((value, [name, arn]) => value.replaceAll(name, arn), JSON.stringify(statements));
  return { Version: '2012-10-17', Statement: JSON.parse(text) as object };
}

const ceiling = deployed(statementsOf(aTemplate(), 'TargetRole'));
const role = resourcesOf(aTemplate(), 'AWS::IAM::Role')['TargetRole'];
const trust = deployed((role?.['AssumeRolePolicyDocument'] as { Statement: Statement[] }).Statement);
const executor = deployed(statementsOf(aTemplate(), 'ExecuteRole'));

interface Asked {
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  readonly identity: object;
  readonly trusted?: object;
  readonly context?: Record<string, string | string[]>;
}

async function ask({ principal = TARGET, action, resource, identity, trusted, context = {} }: Asked): Promise<string> {
  const result = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: ACCOUNT }, contextVariables: context },
      identityPolicies: [{ name: 'own', policy: identity }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(trusted && { resourcePolicy: trusted }),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return String(result.overallResult);
}

const mine = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;

describe("the target role's ceiling", () => {
  it.each([
    ['s3:GetObject', 'arn:aws:s3:::invoices/2026/10/0042.pdf'],
    ['dynamodb:PutItem', mine('dynamodb', 'table/orders')],
    ['sqs:SendMessage', mine('sqs', 'jobs')],
    ['lambda:InvokeFunction', mine('lambda', 'function:report')],
    ['iam:GetRole', `arn:aws:iam::${ACCOUNT}:role/somebody`],
  ])('lets a session policy allow %s', async (action, resource) => {
    await expect(ask({ action, resource, identity: ceiling })).resolves.toBe('Allowed');
  });

  it.each([
    ['dynamodb:PutItem', mine('dynamodb', 'table/record')],
    ['dynamodb:Query', mine('dynamodb', 'table/record/index/byStatus')],
    ['s3:PutBucketPolicy', 'arn:aws:s3:::archive'],
    ['s3:PutObject', 'arn:aws:s3:::policies/sets/x.json'],
    ['s3:GetObject', 'arn:aws:s3:::archive/raw/x.json.gz'],
    ['s3:PutObject', `arn:aws:s3:::cdk-hnb659fds-assets-${ACCOUNT}-eu-west-1/code.zip`],
    ['secretsmanager:GetSecretValue', mine('secretsmanager', 'secret:slack-AbCdEf')],
    ['lambda:InvokeFunction', mine('lambda', 'function:Execute')],
    ['lambda:UpdateFunctionCode', mine('lambda', 'function:Answer')],
    ['iam:GetRole', TARGET],
    ['iam:GetRole', EXECUTOR],
  ])('denies %s on the gateway itself: %s', async (action, resource) => {
    await expect(ask({ action, resource, identity: ceiling })).resolves.toBe('ExplicitlyDenied');
  });

  it.each([
    ['iam:CreateAccessKey', `arn:aws:iam::${ACCOUNT}:user/somebody`],
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/somebody`],
    ['iam:PutRolePolicy', `arn:aws:iam::${ACCOUNT}:role/somebody`],
    ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/somebody`],
    ['kms:Decrypt', mine('kms', 'key/other')],
  ])('has no %s: no approval hands out a role, a key or a permission', async (action, resource) => {
    await expect(ask({ action, resource, identity: ceiling })).resolves.toBe('ImplicitlyDenied');
  });
});

describe("the target role's trust", () => {
  const named = { 'sts:RoleSessionName': 'op_01J8ZQ4T9V3N6X7Y8Z9A0B1C2D', 'sts:SourceIdentity': 'agent' };
  const assume = (context: Record<string, string>, principal = EXECUTOR) =>
    ask({ principal, action: 'sts:AssumeRole', resource: TARGET, identity: executor, trusted: trust, context });

  it('lets the executor in, named after one operation and with a source identity', async () => {
    await expect(assume(named)).resolves.toBe('Allowed');
  });

  it.each([
    ['without a source identity', { 'sts:RoleSessionName': named['sts:RoleSessionName'] }],
    ['outside an op_* session', { ...named, 'sts:RoleSessionName': 'admin' }],
    ['without a session name', { 'sts:SourceIdentity': 'agent' }],
  ] as const)('keeps the executor out %s', async (_, context) => {
    await expect(assume(context)).resolves.not.toBe('Allowed');
  });

  it('keeps every other role out, even one that may assume anything', async () => {
    await expect(assume(named, `arn:aws:iam::${ACCOUNT}:role/Answer`)).resolves.not.toBe('Allowed');
  });

  it('takes only tags of the gateway', async () => {
    const tag = (key: string) =>
      ask({
        principal: EXECUTOR,
        action: 'sts:TagSession',
        resource: TARGET,
        identity: executor,
        trusted: trust,
        context: { 'aws:TagKeys': [key] },
      });
    await expect(tag('countersign:operation')).resolves.toBe('Allowed');
    await expect(tag('Department')).resolves.not.toBe('Allowed');
  });
});
