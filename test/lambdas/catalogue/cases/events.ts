import type { ServiceCases } from './case.ts';
import { alike, destroys, everywhere, list, on, passes, read, write, type Kind } from './table.ts';

const ours = 'arn:aws:events:eu-west-1:111122223333';
const nightly = [`${ours}:rule/nightly`];
const role = 'arn:aws:iam::111122223333:role/start';
const passed = passes(role, 'events.amazonaws.com');
const raises: Kind = { level: 'Write', categories: ['privilege-escalation'] };
const event = { Source: 'shop', DetailType: 'order', Detail: '{}' };

export const EVENTS_CASES: ServiceCases = {
  service: 'events',
  cases: [
    ...everywhere('events', list, 'ListRules ListEventBuses'),
    ...alike('events', read, 'DescribeRule', { input: { Name: 'nightly' }, resources: nightly }),
    ...alike('events', write, 'EnableRule', { input: { Name: 'nightly' }, resources: nightly }),
    ...alike('events', destroys, 'DisableRule DeleteRule', {
      input: { Name: 'nightly', EventBusName: 'shop' },
      resources: [`${ours}:rule/shop/nightly`],
    }),
    ...alike('events', list, 'ListTargetsByRule', { input: { Rule: 'nightly' }, resources: nightly }),
    ...alike('events', destroys, 'RemoveTargets', {
      input: { Rule: 'nightly', Ids: ['1'], EventBusName: `${ours}:event-bus/shop` },
      resources: [`${ours}:rule/shop/nightly`],
    }),
    ...alike('events', raises, 'PutRule', {
      input: { Name: 'nightly', ScheduleExpression: 'rate(1 day)' },
      resources: nightly,
    }),
    {
      operation: 'PutRule',
      title: 'with tags and a role',
      input: { Name: 'nightly', Tags: [{ Key: 'a', Value: 'b' }], RoleArn: role, EventBusName: 'default' },
      grants: [on('events:PutRule events:TagResource', ...nightly), passed],
      ...raises,
    },
    {
      operation: 'PutTargets',
      input: {
        Rule: 'nightly',
        Targets: [
          { Id: '1', Arn: 'arn:aws:sqs:eu-west-1:111122223333:jobs' },
          { Id: '2', Arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:orders', RoleArn: role },
          { Id: '3', Arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:bills', RoleArn: role },
        ],
      },
      grants: [on('events:PutTargets', ...nightly), passed],
      ...raises,
    },
    ...alike('events', write, 'PutEvents', {
      input: {
        Entries: [event, { ...event, EventBusName: 'shop' }, { ...event, EventBusName: `${ours}:event-bus/shop` }],
      },
      resources: [`${ours}:event-bus/default`, `${ours}:event-bus/shop`],
    }),
  ],
  unscopable: [{ operation: 'PutEvents', input: { Entries: [event], EndpointId: 'a.b' }, why: /endpoint/ }],
  refused: [
    { operation: 'PutEvents', input: { Entries: [] }, pointer: '/input/Entries' },
    {
      operation: 'PutEvents',
      input: { Entries: [event, { ...event, EventBusName: 's*' }] },
      pointer: '/input/Entries/1/EventBusName',
    },
    { operation: 'DeleteRule', input: { Name: 'n*' }, pointer: '/input/Name' },
    { operation: 'DeleteRule', input: { Name: 'nightly', EventBusName: 's:b' }, pointer: '/input/EventBusName' },
    {
      operation: 'PutTargets',
      input: { Rule: 'nightly', Targets: [{ Id: '1', Arn: 'a', RoleArn: 'arn:aws:iam::999988887777:role/x' }] },
      pointer: '/input/Targets/0/RoleArn',
    },
  ],
};
