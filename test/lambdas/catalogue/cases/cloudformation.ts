import type { Case, ServiceCases } from './case.ts';
import { alike, everywhere, list, on, passes, read, when, type Kind } from './table.ts';

const shop = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/*';
const whole = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0a1b2c3d-0000-4000-8000-0123456789ab';
const role = 'arn:aws:iam::111122223333:role/deploy';
const shows: Kind = { level: 'List', categories: ['credential-exposure'] };
const inRole = { 'cloudformation:RoleArn': [role] };
const passed = passes(role, 'cloudformation.amazonaws.com');

function changes(operation: string, more: Case['input'], categories: Case['categories']): Case {
  return {
    operation,
    input: { StackName: 'shop', RoleARN: role, ...more },
    grants: [when(inRole, on(`cloudformation:${operation}`, shop)), passed],
    level: 'Write',
    categories,
  };
}

export const CLOUDFORMATION_CASES: ServiceCases = {
  service: 'cloudformation',
  cases: [
    ...everywhere('cloudformation', list, 'ListStacks'),
    ...everywhere('cloudformation', shows, 'DescribeStacks'),
    {
      operation: 'DescribeStacks',
      title: 'of one',
      input: { StackName: 'shop' },
      grants: [on('cloudformation:DescribeStacks', shop)],
      ...shows,
    },
    {
      operation: 'DescribeStacks',
      title: 'by ARN',
      input: { StackName: whole },
      grants: [on('cloudformation:DescribeStacks', whole)],
      ...shows,
    },
    ...alike('cloudformation', read, 'DescribeStackEvents DescribeStackResources', {
      input: { StackName: 'shop' },
      resources: [shop],
    }),
    ...alike('cloudformation', list, 'ListStackResources', { input: { StackName: 'shop' }, resources: [shop] }),
    ...alike('cloudformation', { level: 'Read', categories: ['credential-exposure'] }, 'GetTemplate', {
      input: { StackName: 'shop' },
      resources: [shop],
    }),
    changes('CreateStack', { TemplateBody: '{}', Capabilities: ['CAPABILITY_IAM'] }, ['privilege-escalation']),
    changes('UpdateStack', { UsePreviousTemplate: true }, ['privilege-escalation']),
    changes('DeleteStack', {}, ['destructive', 'privilege-escalation']),
    {
      ...changes('CreateStack', { TemplateBody: '{}', Tags: [{ Key: 'a', Value: 'b' }] }, ['privilege-escalation']),
      title: 'with tags',
      grants: [
        when(inRole, on('cloudformation:CreateStack', shop)),
        when({ 'cloudformation:CreateAction': ['CreateStack'] }, on('cloudformation:TagResource', shop)),
        passed,
      ],
    },
  ],
  unscopable: [
    { operation: 'CreateStack', input: { StackName: 'shop', TemplateBody: '{}' }, why: /without RoleARN/ },
    { operation: 'UpdateStack', input: { StackName: 'shop', UsePreviousTemplate: true }, why: /without RoleARN/ },
    { operation: 'DeleteStack', input: { StackName: 'shop' }, why: /without RoleARN/ },
    {
      operation: 'CreateStack',
      input: { StackName: 'shop', RoleARN: role, TemplateURL: 'https://s3.amazonaws.com/a/b' },
      why: /TemplateURL/,
    },
    {
      operation: 'CreateStack',
      input: { StackName: 'shop', RoleARN: role, TemplateBody: '{}', Capabilities: ['CAPABILITY_AUTO_EXPAND'] },
      why: /macros/,
    },
    { operation: 'GetTemplate', input: { StackName: 'shop', ChangeSetName: 'c' }, why: /ChangeSetName/ },
    { operation: 'GetTemplate', input: {}, why: /without StackName/ },
    { operation: 'DescribeStackResources', input: { PhysicalResourceId: 'i-1' }, why: /PhysicalResourceId/ },
  ],
  refused: [
    { operation: 'DescribeStacks', input: { StackName: 'sh*' }, pointer: '/input/StackName' },
    {
      operation: 'CreateStack',
      input: { StackName: 'shop', RoleARN: 'arn:aws:iam::999988887777:role/deploy', TemplateBody: '{}' },
      pointer: '/input/RoleARN',
    },
  ],
};
