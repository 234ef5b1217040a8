import type { Case, ServiceCases } from './case.ts';
import { alike, costs, destroys, everywhere, list, on, passes, read, when, write, type Kind } from './table.ts';

const topic = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const role = 'arn:aws:iam::111122223333:role/delivery';
const exposes: Kind = { level: 'Permissions management', categories: ['resource-exposure'] };

function subscribe(title: string, more: Case['input'], grants: Case['grants'], kind: Kind = write): Case {
  return { operation: 'Subscribe', title, input: { TopicArn: topic, Protocol: 'email', ...more }, grants, ...kind };
}

export const SNS_CASES: ServiceCases = {
  service: 'sns',
  cases: [
    ...everywhere('sns', list, 'ListTopics ListSubscriptions'),
    ...alike('sns', read, 'GetTopicAttributes', { input: { TopicArn: topic }, resources: [topic] }),
    ...alike('sns', list, 'ListSubscriptionsByTopic', { input: { TopicArn: topic }, resources: [topic] }),
    ...alike('sns', destroys, 'DeleteTopic', { input: { TopicArn: topic }, resources: [topic] }),
    ...alike('sns', costs, 'Publish', { input: { TopicArn: topic, Message: 'm' }, resources: [topic] }),
    {
      operation: 'Publish',
      title: 'by TargetArn',
      input: { TargetArn: `${topic}.fifo`, Message: 'm' },
      grants: [on('sns:Publish', `${topic}.fifo`)],
      ...costs,
    },
    {
      operation: 'PublishBatch',
      input: { TopicArn: topic, PublishBatchRequestEntries: [{ Id: '1', Message: 'm' }] },
      grants: [on('sns:Publish', topic)],
      ...costs,
    },
    subscribe('an address', { Endpoint: 'ops@example.com' }, [
      when({ 'sns:Protocol': ['email'], 'sns:Endpoint': ['ops@example.com'] }, on('sns:Subscribe', topic)),
    ]),
    subscribe('without an endpoint', {}, [when({ 'sns:Protocol': ['email'] }, on('sns:Subscribe', topic))]),
    subscribe(
      'a delivery stream',
      { Protocol: 'firehose', Endpoint: 'arn:x', Attributes: { SubscriptionRoleArn: role } },
      [
        when({ 'sns:Protocol': ['firehose'], 'sns:Endpoint': ['arn:x'] }, on('sns:Subscribe', topic)),
        passes(role, 'sns.amazonaws.com'),
      ],
      { level: 'Write', categories: ['privilege-escalation'] },
    ),
    {
      operation: 'Unsubscribe',
      input: { SubscriptionArn: `${topic}:0a1b2c3d-0000-4000-8000-0123456789ab` },
      grants: [on('sns:Unsubscribe', topic)],
      ...write,
    },
    {
      operation: 'SetTopicAttributes',
      input: { TopicArn: topic, AttributeName: 'DisplayName', AttributeValue: 'Alerts' },
      grants: [on('sns:SetTopicAttributes', topic)],
      ...exposes,
    },
    {
      operation: 'SetTopicAttributes',
      title: 'to a role',
      input: { TopicArn: topic, AttributeName: 'SQSSuccessFeedbackRoleArn', AttributeValue: role },
      grants: [on('sns:SetTopicAttributes', topic), passes(role, 'sns.amazonaws.com')],
      level: 'Permissions management',
      categories: ['privilege-escalation', 'resource-exposure'],
    },
    ...alike('sns', write, 'CreateTopic', { input: { Name: 'alerts' }, resources: [topic] }),
    {
      operation: 'CreateTopic',
      title: 'with tags and a policy',
      input: { Name: 'alerts', Tags: [{ Key: 'a', Value: 'b' }], Attributes: { Policy: '{}' } },
      grants: [on('sns:CreateTopic sns:TagResource', topic)],
      level: 'Write',
      categories: ['resource-exposure'],
    },
  ],
  unscopable: [
    { operation: 'Publish', input: { PhoneNumber: '+15550100', Message: 'm' }, why: /telephone/ },
    { operation: 'Publish', input: { Message: 'm' }, why: /without TargetArn/ },
    {
      operation: 'Publish',
      input: { TargetArn: 'arn:aws:sns:eu-west-1:111122223333:endpoint/GCM/app/1', Message: 'm' },
      why: /device/,
    },
    { operation: 'CreateTopic', input: { Name: 'a', Attributes: { SQSFailureFeedbackRoleArn: role } }, why: /RoleArn/ },
    { operation: 'CreateTopic', input: { Name: 'a', DataProtectionPolicy: '{}' }, why: /DataProtectionPolicy/ },
  ],
  refused: [
    { operation: 'Publish', input: { TopicArn: 'alerts', Message: 'm' }, pointer: '/input/TopicArn' },
    {
      operation: 'Publish',
      input: { TargetArn: 'arn:aws:sns:eu-west-1:999988887777:alerts', Message: 'm' },
      pointer: '/input/TargetArn',
    },
    { operation: 'Unsubscribe', input: { SubscriptionArn: topic }, pointer: '/input/SubscriptionArn' },
    {
      operation: 'SetTopicAttributes',
      input: {
        TopicArn: topic,
        AttributeName: 'HTTPSuccessFeedbackRoleArn',
        AttributeValue: 'arn:aws:iam::999988887777:role/x',
      },
      pointer: '/input/AttributeValue',
    },
  ],
};
