import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { FUNCTION_KEYS } from '../../lambdas/runtime/config.ts';
import { GatewayStack } from '../../lib/gateway-stack.ts';
import { anApp, aStack, aTemplate, noPolicies, placeholderHandlers } from '../support/a-stack.ts';
import { resourcesOf } from '../support/read-template.ts';

const template = aTemplate();
const { Resources, Parameters, Outputs } = template.toJSON() as Record<string, Record<string, { Type: string }>>;

function countByType(): Record<string, number> {
  const types = Object.values(Resources ?? {}).map(({ Type }) => Type);
  return Object.fromEntries(
    [...new Set(types)].sort().map((type) => [type, types.filter((one) => one === type).length]),
  );
}

describe('GatewayStack', () => {
  it('consists of these resources, none of them custom', () => {
    expect(countByType()).toEqual({
      'AWS::ApiGateway::Account': 1,
      'AWS::ApiGateway::Deployment': 1,
      'AWS::ApiGateway::GatewayResponse': 10,
      'AWS::ApiGateway::Method': 8,
      'AWS::ApiGateway::Resource': 9,
      'AWS::ApiGateway::RestApi': 1,
      'AWS::ApiGateway::Stage': 1,
      'AWS::CloudWatch::Alarm': 1,
      'AWS::DynamoDB::Table': 2,
      'AWS::Events::Rule': 1,
      'AWS::IAM::ManagedPolicy': 2,
      'AWS::IAM::Policy': 9,
      'AWS::IAM::Role': 10,
      'AWS::KMS::Key': 3,
      'AWS::Lambda::EventSourceMapping': 1,
      'AWS::Lambda::Function': 7,
      'AWS::Lambda::Permission': 9,
      'AWS::Logs::LogGroup': 9,
      'AWS::S3::Bucket': 2,
      'AWS::S3::BucketPolicy': 2,
      'AWS::SecretsManager::Secret': 1,
      'AWS::StepFunctions::StateMachine': 1,
    });
  });

  it('asks for the Slack ids and the people, and has defaults for what is safe', () => {
    const asked = Object.entries(Parameters ?? {}).map(([name, parameter]) => [name, 'Default' in parameter]);
    expect(Object.fromEntries(asked)).toEqual({
      SlackChannel: false,
      SlackTeamId: false,
      SlackAppId: false,
      SlackApiUrl: true,
      Directory: true,
      TargetAccounts: true,
      ExternalId: true,
      BootstrapVersion: true,
    });
  });

  it('names its parts in outputs', () => {
    const functions = ['Submit', 'RequestApproval', 'Answer', 'Execute', 'Close', 'Archive', 'Stop'].map(
      (name) => `${name}Function`,
    );
    const parts = [
      'ApiId',
      'ApiUrl',
      'TableName',
      'ResultsTableName',
      'ArchiveBucketName',
      'SlackSecretName',
      'StateMachineArn',
      'TargetRoleArn',
      'ExecuteRoleArn',
      'PolicyBucketName',
      'PolicyPublisherArn',
      'BundledPolicySet',
    ];
    expect(Object.keys(Outputs ?? {}).sort()).toEqual(
      [...functions, ...parts, 'GrantKeyId', 'OperatorPolicyArn'].sort(),
    );
  });

  it('is described to teams: docs/deploy.md names every parameter and output', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8');
    const names = [...Object.keys(Parameters ?? {}), ...Object.keys(Outputs ?? {})].filter(
      (name) => name !== 'BootstrapVersion',
    );
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('gives each function exactly the settings it reads', () => {
    const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function'));
    const given = functions.map(({ FunctionName, Environment }) => [
      String(FunctionName).replace('${AWS::StackName}-', ''),
      Object.keys((Environment as { Variables: object }).Variables).sort(),
    ]);
    const read = Object.entries(FUNCTION_KEYS).map(([name, keys]) => [
      name,
      [...keys, 'LOG_LEVEL', 'POWERTOOLS_SERVICE_NAME'].sort(),
    ]);
    expect(Object.fromEntries(given)).toEqual(Object.fromEntries(read));
  });

  it('is not bound to an account or a region', () => {
    expect(aStack().environment).toBe('aws://unknown-account/unknown-region');
    expect(JSON.stringify(template.toJSON())).not.toMatch(/\d{12}|us-east-1|eu-west-1/);
  });

  it('refuses a name by which the policies would not know its resources', () => {
    const props = { policies: noPolicies, handlers: placeholderHandlers };

    expect(() => new GatewayStack(anApp(), 'AgentGateway', props)).toThrow(/must contain "countersign"/);
    expect(() => new GatewayStack(anApp(), 'Agents', { ...props, stackName: 'prod-Countersign' })).not.toThrow();
  });

  it('synthesises without a warning or an error', () => {
    const stack = aStack();
    const annotations = Annotations.fromStack(stack);
    expect(annotations.findWarning('*', Match.anyValue())).toEqual([]);
    expect(annotations.findError('*', Match.anyValue())).toEqual([]);
  });

  it('passes the AwsSolutions pack of cdk-nag, each acceptance with its reason', () => {
    const app = anApp();
    const { violations } = new AwsSolutionsChecks().validateScope(aStack(app));
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
