import type { Json, JsonObject } from '../../../lambdas/runtime/json.ts';
import { listOf, objectOf, stringOf } from './fields.ts';
import { checkCount, checkLength, checkText, fault } from './text-limits.ts';

type Check = (element: JsonObject, at: string) => string[];

const CHECKS: Readonly<Record<string, Check>> = {
  button: checkButton,
  plain_text_input: checkTextInput,
  static_select: checkSelect,
};

/** Element types that Slack knows and whose inside is not checked here; the page shows their JSON with a warning. */
const UNCHECKED = new Set(
  (
    'channels_select checkboxes conversations_select datepicker datetimepicker email_text_input external_select ' +
    'file_input image multi_channels_select multi_conversations_select multi_external_select multi_static_select ' +
    'multi_users_select number_input overflow radio_buttons rich_text_input timepicker url_text_input users_select ' +
    'workflow_button'
  ).split(' '),
);

/** What Slack would refuse in an element of an actions, input or section block; empty when all is well. */
export function checkElement(value: Json | undefined, at: string): string[] {
  if (value === undefined) return [fault('missing required field', at)];
  const element = objectOf(value);
  const type = stringOf(element['type']);
  const check = Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
  if (!check && !UNCHECKED.has(type)) return [fault(`unsupported type: ${type || '(none)'}`, `${at}/type`)];
  return [...checkLength(element['action_id'], `${at}/action_id`, 255), ...(check?.(element, at) ?? [])];
}

function checkButton(button: JsonObject, at: string): string[] {
  return [
    ...checkText(button['text'], `${at}/text`, { max: 75, only: 'plain_text' }),
    ...checkLength(button['value'], `${at}/value`, 2000),
    ...checkLength(button['url'], `${at}/url`, 3000),
    ...checkStyle(button['style'], at),
    ...(button['confirm'] === undefined ? [] : checkConfirm(objectOf(button['confirm']), `${at}/confirm`)),
  ];
}

function checkStyle(style: Json | undefined, at: string): string[] {
  if (style === undefined || style === 'primary' || style === 'danger') return [];
  return [fault('must be primary or danger', `${at}/style`)];
}

function checkConfirm(confirm: JsonObject, at: string): string[] {
  return [
    ...checkText(confirm['title'], `${at}/title`, { max: 100, only: 'plain_text' }),
    ...checkText(confirm['text'], `${at}/text`, { max: 300 }),
    ...checkText(confirm['confirm'], `${at}/confirm`, { max: 30, only: 'plain_text' }),
    ...checkText(confirm['deny'], `${at}/deny`, { max: 30, only: 'plain_text' }),
    ...checkStyle(confirm['style'], at),
  ];
}

function checkTextInput(input: JsonObject, at: string): string[] {
  const longest = input['max_length'];
  const tooLong = typeof longest === 'number' && longest > 3000;
  return [
    ...checkPlaceholder(input, at),
    ...checkLength(input['initial_value'], `${at}/initial_value`, 3000),
    ...(tooLong ? [fault('must be less than or equal to 3000', `${at}/max_length`)] : []),
  ];
}

function checkSelect(select: JsonObject, at: string): string[] {
  const options = listOf(select['options']).flatMap((option, index) => [
    ...checkText(objectOf(option)['text'], `${at}/options/${index}/text`, { max: 75 }),
    ...checkLength(objectOf(option)['value'], `${at}/options/${index}/value`, 150),
  ]);
  return [...checkPlaceholder(select, at), ...checkCount(select['options'], `${at}/options`, 100), ...options];
}

function checkPlaceholder(element: JsonObject, at: string): string[] {
  const { placeholder } = element;
  return placeholder === undefined ? [] : checkText(placeholder, `${at}/placeholder`, { max: 150, only: 'plain_text' });
}
