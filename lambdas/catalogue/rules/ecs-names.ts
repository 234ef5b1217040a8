import type { Call } from '../call.ts';
import { arn, parseArn } from '../arn.ts';
import { named, ownArn, wrong, type NameReader, type Place } from '../names/name.ts';
import { find, nameOrArn, type Found } from './reading.ts';
import { maybeText } from './rule.ts';

const NAME = /^[\w-]{1,255}$/;

/** A cluster by name or ARN. */
export const readCluster: NameReader = nameOrArn({
  syntax: NAME,
  service: 'ecs',
  type: 'cluster/',
  expected: "a cluster's name or ARN",
});

/** The cluster's name in a checked text. */
function clusterName(text: string): string {
  return text.split('/').at(-1) ?? text;
}

/** The one cluster of a call; ECS takes a missing one for the cluster named `default`. */
export function clusterOf(call: Call): Found {
  const found = find({ ...call, input: { cluster: 'default', ...call.input } }, 'cluster', readCluster);
  return found;
}

/** A reader for services or tasks of the call's cluster: a plain name, or an ARN that must agree with the cluster. */
export function inCluster(call: Call, type: 'service' | 'task'): NameReader {
  const cluster = clusterName(maybeText(call.input, 'cluster') ?? 'default');
  const expected = `a ${type}'s name, or its ARN with the cluster in it`;
  const whole = ownArn({ service: 'ecs', resource: new RegExp(`^${type}/[\\w-]{1,255}/[\\w-]{1,255}$`) }, expected);
  return (value, place) => {
    if (parseArn(value) === undefined)
      return NAME.test(value) ? named(within(place, type, [cluster, value])) : wrong(`expected ${expected}`);
    const result = whole(value, place);
    const isHere = value.includes(`:${type}/${cluster}/`);
    return result.kind === 'fault' || isHere ? result : wrong(`the ARN is of another cluster than ${cluster}`);
  };
}

function within({ region, account }: Place, type: string, [cluster, name]: readonly [string, string]): string {
  return `arn:aws:ecs:${region}:${account}:${type}/` + arn`${cluster}/${name}`;
}

/** A task definition by family, `family:revision` or ARN. Without a revision ECS takes the latest, whichever it is. */
export const readTaskDefinition: NameReader = (value, place) => {
  const form = { syntax: /^[\w-]{1,255}(:\d{1,9})?$/, service: 'ecs', type: 'task-definition/' };
  const result = nameOrArn({ ...form, expected: "a task definition's family, family:revision or ARN" })(value, place);
  if (result.kind === 'fault') return result;
  return named(...result.patterns.map((pattern) => (/:\d{1,9}$/.test(pattern) ? pattern : `${pattern}:*`)));
};
