import type { Call } from '../call.ts';
import { isJsonObject, type Json, type JsonObject } from '../../runtime/json.ts';
import { readerOf } from '../names/index.ts';
import { patternsOf } from '../names/name.ts';
import type { ActionGrant, Category, Fault } from '../resolution.ts';

/** What a rule says of one call. `categories` are those that the actions alone do not tell. Only the gateway's own operations take no credentials. */
export type Ruling =
  | { readonly kind: 'granted'; readonly grants: readonly ActionGrant[]; readonly categories?: readonly Category[] }
  | { readonly kind: 'without-credentials'; readonly categories: readonly Category[] }
  | { readonly kind: 'unscopable'; readonly why: string }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** A reviewed rule: the grants of one call, never more than its input needs. It is handed checked calls only. */
export type Rule = (call: Call) => Ruling;

/** A service's rules by operation. */
export type Rules = Readonly<Record<string, Rule>>;

/** The ruling that gives these grants; equal ones count once, as in a transaction of many steps on one table. */
export function granted(...grants: readonly ActionGrant[]): Ruling {
  const distinct = new Map(grants.map((given) => [JSON.stringify(given), given]));
  return { kind: 'granted', grants: [...distinct.values()] };
}

export function unscopable(why: string): Extract<Ruling, { readonly kind: 'unscopable' }> {
  return { kind: 'unscopable', why };
}

export function refused(pointer: string, detail: string): Extract<Ruling, { readonly kind: 'refused' }> {
  return { kind: 'refused', faults: [{ pointer, detail }] };
}

/** One grant; a single action or resource may be given as a plain text. */
export function grant(
  actions: string | readonly string[],
  resources: string | readonly string[],
  when?: NonNullable<ActionGrant['when']>,
): ActionGrant {
  const pair = { actions: [actions].flat(), resources: [resources].flat() };
  return when === undefined ? pair : { ...pair, when };
}

/** A rule for an action that IAM grants on no particular resource. */
export function onEverything(action: string): Rule {
  return () => granted(grant(action, '*'));
}

/** A rule for an action on what one required member names. */
export function onNamed(action: string, member: string): Rule {
  return (call) => granted(grant(action, namesIn(call, member)));
}

/** The resource patterns of the names that a member holds. Throws when it holds none or has no reader. */
export function namesIn(call: Call, member: string): readonly string[] {
  const texts = [call.input[member]].flat().filter((item) => typeof item === 'string');
  if (texts.length === 0) throw new Error(`A rule reads ${member} of ${call.operation}, which is no name`);
  return texts.flatMap((text) => nameAs(call, member, text));
}

/** The resource patterns of one name, read as the member at `path` would be. Throws when that member has no reader. */
export function nameAs(call: Call, path: string, text: string): readonly string[] {
  const reader = readerOf(call.service, path);
  if (reader === undefined) throw new Error(`${call.service} has no reader for ${path}`);
  return patternsOf(reader, text, call);
}

/** A member's text. Throws when the call has none: rules read required members only through this. */
export function textIn(input: JsonObject, member: string): string {
  const value = input[member];
  if (typeof value !== 'string') throw new Error(`A rule reads ${member}, which is no text`);
  return value;
}

/** An optional member's text. */
export function maybeText(input: JsonObject, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' ? value : undefined;
}

/** The structures in a list member; empty when the member is not there. */
export function itemsIn(input: JsonObject, member: string): readonly JsonObject[] {
  const value = input[member];
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

/** A structure or map member; empty when the member is not there. */
export function objectIn(input: JsonObject, member: string): JsonObject {
  const value = input[member];
  return isJsonObject(value) ? value : {};
}

/** Whether the input has any of these members. */
export function hasAny(input: JsonObject, members: readonly string[]): boolean {
  return members.some((member) => Object.hasOwn(input, member));
}
