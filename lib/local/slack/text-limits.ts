import type { Json } from '../../../lambdas/runtime/json.ts';
import { listOf, objectOf, stringOf } from './fields.ts';

/** One line of `response_metadata.messages`, in Slack's form. */
export function fault(problem: string, at: string): string {
  return `[ERROR] ${problem} [json-pointer:${at}]`;
}

/** Checks a text object: its type, at least one and at most `max` characters (UTF-16 units). */
export function checkText(value: Json | undefined, at: string, rule: { max: number; only?: 'plain_text' }): string[] {
  if (value === undefined) return [fault('missing required field', at)];
  const object = objectOf(value);
  const allowed = rule.only ? [rule.only] : ['plain_text', 'mrkdwn'];
  if (!allowed.includes(stringOf(object['type']))) return [fault(`type must be ${allowed.join(' or ')}`, `${at}/type`)];
  if (typeof object['text'] !== 'string') return [fault('must provide a string', `${at}/text`)];
  if (object['text'] === '') return [fault('must be more than 0 characters', `${at}/text`)];
  return checkLength(object['text'], `${at}/text`, rule.max);
}

/** Checks an optional string: absent or at most `max` characters. */
export function checkLength(value: Json | undefined, at: string, max: number): string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return [fault('must provide a string', at)];
  return value.length > max ? [fault(`must be less than ${max + 1} characters`, at)] : [];
}

/** Checks a list that needs one to `max` items. */
export function checkCount(value: Json | undefined, at: string, max: number): string[] {
  const { length } = listOf(value);
  if (length === 0) return [fault('must have at least 1 item', at)];
  return length > max ? [fault(`no more than ${max} items allowed`, at)] : [];
}
