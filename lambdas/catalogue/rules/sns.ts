import type { Call } from '../call.ts';
import { named, ownArn, wrong, type NameReader } from '../names/name.ts';
import { withRoles } from './pass-role.ts';
import { each, everywhere, nameOrArn, onRead, reading } from './reading.ts';
import { grant, granted, hasAny, maybeText, objectIn, textIn, unscopable, type Rules, type Ruling } from './rule.ts';

/** Topic names (SNS API Reference, CreateTopic). */
const TOPIC = { syntax: /^[\w-]{1,256}(\.fifo)?$/, service: 'sns', type: '', expected: "a topic's name or ARN" };
const readTopic = ownArn({ service: 'sns', resource: TOPIC.syntax }, "a topic's ARN");

/** A subscription's ARN is its topic's with an id after it, and IAM checks the topic. */
const readSubscription: NameReader = (value, place) => {
  const [, topic] = /^(arn:.+):[0-9a-f-]{36}$/.exec(value) ?? [];
  return topic === undefined ? wrong("expected a subscription's ARN") : readTopic(topic, place);
};

const readTarget: NameReader = (value, place) => {
  const result = readTopic(value, place);
  return result.kind === 'fault' && /:endpoint\//.test(value) ? named() : result;
};

/** A publication goes to a topic; to a telephone or a device it has no resource that a policy could name. */
function publish(call: Call): Ruling {
  if (hasAny(call.input, ['PhoneNumber'])) return unscopable('a text message to a telephone has no resource in IAM');
  const member = hasAny(call.input, ['TopicArn']) ? 'TopicArn' : 'TargetArn';
  const rule = reading(member, readTarget, (_, patterns) =>
    patterns.length === 0
      ? unscopable('no reviewed rule covers a device’s endpoint')
      : granted(grant('sns:Publish', patterns)),
  );
  return rule(call);
}

function subscribe(call: Call, topics: readonly string[]): Ruling {
  const endpoint = maybeText(call.input, 'Endpoint');
  const when = {
    'sns:Protocol': [textIn(call.input, 'Protocol')],
    ...(endpoint === undefined ? {} : { 'sns:Endpoint': [endpoint] }),
  };
  const role = maybeText(objectIn(call.input, 'Attributes'), 'SubscriptionRoleArn');
  const own = [grant('sns:Subscribe', topics, when)];
  return withRoles(call, own, [{ role, path: 'Attributes/SubscriptionRoleArn', to: 'sns.amazonaws.com' }]);
}

/** A role for the reports of deliveries is handed to SNS. */
function setAttribute(call: Call, topics: readonly string[]): Ruling {
  const isRole = textIn(call.input, 'AttributeName').endsWith('RoleArn');
  const role = isRole ? maybeText(call.input, 'AttributeValue') : undefined;
  const own = [grant('sns:SetTopicAttributes', topics)];
  return withRoles(call, own, [{ role, path: 'AttributeValue', to: 'sns.amazonaws.com' }]);
}

function createTopic(call: Call, topics: readonly string[]): Ruling {
  const attributes = objectIn(call.input, 'Attributes');
  const role = Object.keys(attributes).find((name) => name.endsWith('RoleArn'));
  if (role !== undefined) return unscopable(`no reviewed rule covers what the attribute ${role} needs`);
  if (hasAny(call.input, ['DataProtectionPolicy']))
    return unscopable('no reviewed rule covers what DataProtectionPolicy needs');
  const tags = hasAny(call.input, ['Tags']) ? ['sns:TagResource'] : [];
  const grants = [grant(['sns:CreateTopic', ...tags], topics)];
  return { kind: 'granted', grants, categories: hasAny(attributes, ['Policy']) ? ['resource-exposure'] : [] };
}

/** Reviewed rules of SNS. */
export const SNS_RULES: Rules = {
  ...everywhere('sns', 'ListTopics ListSubscriptions'),
  ...each('sns', 'GetTopicAttributes ListSubscriptionsByTopic DeleteTopic', (action) =>
    onRead(action, 'TopicArn', readTopic),
  ),
  Publish: publish,
  PublishBatch: onRead('sns:Publish', 'TopicArn', readTopic),
  Subscribe: reading('TopicArn', readTopic, subscribe),
  Unsubscribe: onRead('sns:Unsubscribe', 'SubscriptionArn', readSubscription),
  SetTopicAttributes: reading('TopicArn', readTopic, setAttribute),
  CreateTopic: reading('Name', nameOrArn(TOPIC), createTopic),
};
