import type { Call } from './call.ts';
import type { Json, JsonObject } from '../runtime/json.ts';
import { literal, parseArn } from './arn.ts';
import { actionsOf, type Gap, type ServiceModel } from './model.ts';
import { readerOf } from './names/index.ts';
import { patternsOf } from './names/name.ts';
import { grant, granted, unscopable, type Ruling } from './rules/rule.ts';

const GAPS: Readonly<Record<Gap, string>> = {
  'no-action': 'IAM has no action of its name, and no reviewed rule says which actions it takes',
  'several-actions': 'it takes several IAM actions, and no reviewed rule says when',
  'dependent-actions': 'IAM lists further actions that it depends on, and no reviewed rule says when',
  'no-resource': 'its required members do not name every resource that IAM checks',
};

/** The grant of a call without a reviewed rule: its one action on the ARNs that its required members fill. */
export function derive(model: ServiceModel, call: Call): Ruling {
  const operation = model.operations[call.operation];
  if (operation === undefined) return unscopable('the catalogue does not have it');
  if (operation.arns === undefined) return unscopable(GAPS[operation.gap ?? 'no-resource']);
  if (passesRole(call.input)) return unscopable('the input hands a role to AWS, and no reviewed rule covers that');
  const resources = operation.arns.map((at) => fill(model, call, model.arns[at] ?? ''));
  const complete = resources.flatMap((patterns) => patterns ?? []);
  if (resources.includes(undefined) || complete.length === 0) return unscopable(GAPS['no-resource']);
  return granted(grant(actionsOf(model, call.operation), complete));
}

/** Whether any text of the input is the ARN of a role or an instance profile: that needs iam:PassRole. */
function passesRole(value: Json): boolean {
  if (typeof value === 'string') return /^arn:[\w-]+:iam::\d{12}:(role|instance-profile)\//.test(value);
  return (
    typeof value === 'object' && value !== null && Object.values(value as JsonObject).some((item) => passesRole(item))
  );
}

/** The patterns that a template stands for in this call; undefined when a member is not there or does not fit. */
function fill(model: ServiceModel, call: Call, template: string): readonly string[] | undefined {
  const whole = /^\{(\w+)\}$/.exec(template)?.[1];
  if (whole !== undefined) return fillWhole(model, call, whole);
  const [, listed] = /\{(\w+)\[\]\}/.exec(template) ?? [];
  const rounds = listed === undefined ? [''] : textsOf(call.input[listed]);
  const filled = rounds.map((item) => fillParts(call, template, item));
  return filled.length === 0 || filled.includes(undefined) ? undefined : filled.filter((text) => text !== undefined);
}

/** A member that names the whole resource: by the service's own reader, or by an ARN of the service. */
function fillWhole(model: ServiceModel, call: Call, member: string): readonly string[] | undefined {
  const reader = readerOf(model.service, member);
  const texts = textsOf(call.input[member]);
  if (texts.length === 0) return undefined;
  if (reader !== undefined) return texts.flatMap((text) => patternsOf(reader, text, call));
  return texts.every((text) => parseArn(text)?.service === model.iam) ? texts.map(literal) : undefined;
}

function fillParts(call: Call, template: string, listed: string): string | undefined {
  let complete = true;
  const text = template.replace(/\{(\w+)(\[\])?\}/g, (_, member: string, isList?: string) => {
    const value = partOf(call, member, isList === undefined ? undefined : listed);
    complete &&= value !== undefined;
    return value ?? '';
  });
  return complete ? text : undefined;
}

function partOf(call: Call, member: string, listed: string | undefined): string | undefined {
  if (member === 'region' || member === 'account') return call[member];
  const value = listed ?? call.input[member];
  // An ARN where a template wants a part of one would make an ARN within an ARN: not a resource that the call names.
  return typeof value === 'string' && value !== '' && !value.startsWith('arn:') ? literal(value) : undefined;
}

function textsOf(value: Json | undefined): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === 'string');
}
