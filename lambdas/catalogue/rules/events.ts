import type { Call } from '../call.ts';
import { literal } from '../arn.ts';
import type { NameReader } from '../names/name.ts';
import type { Fault } from '../resolution.ts';
import { withRoles } from './pass-role.ts';
import { each, everywhere, find, nameOrArn, type Found } from './reading.ts';
import {
  grant,
  granted,
  hasAny,
  itemsIn,
  maybeText,
  refused,
  textIn,
  unscopable,
  type Rule,
  type Rules,
  type Ruling,
} from './rule.ts';

const EVENTS = 'events.amazonaws.com';

const readBus: NameReader = nameOrArn({
  syntax: /^[\w./-]{1,256}$/,
  service: 'events',
  type: 'event-bus/',
  expected: "an event bus's name or ARN",
});

/** The bus of a call; a missing one is the bus named `default`. */
function busOf(call: Call): Found {
  return find({ ...call, input: { EventBusName: 'default', ...call.input } }, 'EventBusName', readBus);
}

/** A rule on one EventBridge rule. On the default bus its ARN leaves the bus out. */
function onRule(member: string, build: (call: Call, rules: readonly string[]) => Ruling): Rule {
  return (call) => {
    const name = textIn(call.input, member);
    if (!/^[\w.-]{1,64}$/.test(name)) return refused(`/input/${member}`, "expected a rule's name");
    const buses = busOf(call);
    if (buses.kind !== 'found') return buses;
    const rules = buses.patterns.map((bus) => {
      const path = bus.replace(':event-bus/', ':rule/').replace(/:rule\/default$/, ':rule');
      return `${path}/${literal(name)}`;
    });
    return build(call, rules);
  };
}

function simply(action: string, member: string): Rule {
  return onRule(member, (_, rules) => granted(grant(action, rules)));
}

const putRule = onRule('Name', (call, rules) => {
  const tags = hasAny(call.input, ['Tags']) ? ['events:TagResource'] : [];
  const role = maybeText(call.input, 'RoleArn');
  return withRoles(call, [grant(['events:PutRule', ...tags], rules)], [{ role, path: 'RoleArn', to: EVENTS }]);
});

/** Every target that EventBridge reaches with a role is handed that role. */
const putTargets = onRule('Rule', (call, rules) => {
  const roles = itemsIn(call.input, 'Targets').map((target, at) => ({
    role: maybeText(target, 'RoleArn'),
    path: `Targets/${at}/RoleArn`,
    to: EVENTS,
  }));
  return withRoles(call, [grant('events:PutTargets', rules)], roles);
});

const putEvents: Rule = (call) => {
  if (hasAny(call.input, ['EndpointId'])) return unscopable('an endpoint chooses the region that takes the events');
  const entries = itemsIn(call.input, 'Entries');
  if (entries.length === 0) return refused('/input/Entries', 'expected at least one event');
  const buses = new Set<string>();
  for (const [at, entry] of entries.entries()) {
    const bus = busOf({ ...call, input: entry });
    if (bus.kind === 'refused') return { ...bus, faults: bus.faults.map((fault) => within(`Entries/${at}`, fault)) };
    if (bus.kind !== 'found') return bus;
    bus.patterns.forEach((pattern) => buses.add(pattern));
  }
  return granted(grant('events:PutEvents', [...buses]));
};

/** A fault of one part of the input, with the way to that part. */
function within(path: string, { pointer, detail }: Fault): Fault {
  return { pointer: pointer.replace('/input/', `/input/${path}/`), detail };
}

/** Reviewed rules of EventBridge. */
export const EVENTS_RULES: Rules = {
  ...everywhere('events', 'ListRules ListEventBuses'),
  ...each('events', 'DescribeRule EnableRule DisableRule DeleteRule', (action) => simply(action, 'Name')),
  ...each('events', 'ListTargetsByRule RemoveTargets', (action) => simply(action, 'Rule')),
  PutRule: putRule,
  PutTargets: putTargets,
  PutEvents: putEvents,
};
