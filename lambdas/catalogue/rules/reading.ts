import type { Call } from '../call.ts';
import { literal, parseArn } from '../arn.ts';
import { named, ownArn, wrong, type ArnForm, type NameReader, type Place } from '../names/name.ts';
import { grant, granted, onEverything, refused, unscopable, type Rule, type Rules, type Ruling } from './rule.ts';

/** What a member names: the resource patterns, or the ruling that the call gets because it names none. */
export type Found =
  { readonly kind: 'found'; readonly patterns: readonly string[] } | Exclude<Ruling, { readonly kind: 'granted' }>;

/** A name in one syntax, given plainly or as the ARN that it stands for. */
export interface NameForm {
  readonly syntax: RegExp;
  /** The ARN's service and the resource type that stands before the name, with its separator: `topic/`. */
  readonly service: string;
  readonly type: string;
  readonly expected: string;
  readonly global?: boolean;
}

/** Reads the name or names of one member. The rule refuses a name that leads out of the call's account or region. */
export function find(call: Call, member: string, reader: NameReader): Found {
  const value = call.input[member];
  const isList = Array.isArray(value);
  const texts = [value].flat().filter((item) => typeof item === 'string');
  if (texts.length === 0) return unscopable(`without ${member} the input does not name what it is on`);
  const patterns: string[] = [];
  for (const [at, text] of texts.entries()) {
    const result = reader(text, call);
    if (result.kind === 'fault') return refused(`/input/${member}${isList ? `/${at}` : ''}`, result.detail);
    patterns.push(...result.patterns);
  }
  return { kind: 'found', patterns };
}

/** A rule that is built from what one member names. */
export function reading(
  member: string,
  reader: NameReader,
  build: (call: Call, patterns: readonly string[]) => Ruling,
): Rule {
  return (call) => {
    const found = find(call, member, reader);
    return found.kind === 'found' ? build(call, found.patterns) : found;
  };
}

/** A rule for actions on what one member names, where no reader of the service's own names covers it. */
export function onRead(actions: string | readonly string[], member: string, reader: NameReader): Rule {
  return reading(member, reader, (_, patterns) => granted(grant(actions, patterns)));
}

/** A reader for a plain name or its ARN. */
export function nameOrArn(form: NameForm): NameReader {
  const whole = ownArn(arnForm(form), form.expected);
  return (value, place) => {
    if (parseArn(value) !== undefined) return whole(value, place);
    return form.syntax.test(value) ? named(patternOf(form, value, place)) : wrong(`expected ${form.expected}`);
  };
}

/** The pattern of the ARN that a plain name stands for. */
export function patternOf({ service, type, global }: NameForm, name: string, { region, account }: Place): string {
  return `arn:aws:${service}:${global === true ? '' : region}:${account}:${type}${literal(name)}`;
}

function arnForm({ service, type, syntax, global }: NameForm): ArnForm {
  const name = syntax.source.replace(/^\^|\$$/g, '');
  return { service, resource: new RegExp(`^${type}(?:${name})$`, syntax.flags), global: global ?? false };
}

/** The same rule for several operations, each for the action of its own name. */
export function each(service: string, operations: string, ruleOf: (action: string) => Rule): Rules {
  return Object.fromEntries(operations.split(' ').map((operation) => [operation, ruleOf(`${service}:${operation}`)]));
}

/** Operations whose actions of the same name IAM grants on no particular resource. */
export function everywhere(service: string, operations: string): Rules {
  return each(service, operations, onEverything);
}

/** A sentence on the first member that a rule does not cover; undefined when it covers all that the call has. */
export function uncoveredMember({ input }: Call, covered: string): string | undefined {
  const known = new Set(covered.split(' '));
  const member = Object.keys(input).find((name) => !known.has(name));
  return member === undefined ? undefined : `no reviewed rule covers what ${member} needs`;
}
