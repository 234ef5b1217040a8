import { pointerToken } from '../../runtime/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../runtime/json.ts';
import { isToken, replaceTokens, tokensIn } from './token.ts';

/** A pseudonym in an input: its place as a JSON pointer (RFC 6901), and whether a member's name holds it. */
export interface Placed {
  readonly token: string;
  readonly pointer: string;
  readonly inName: boolean;
}

/** Every pseudonym of an input, repetitions included. */
export function tokensPlaced(value: Json, pointer = ''): readonly Placed[] {
  if (typeof value === 'string') return tokensIn(value).map((token) => ({ token, pointer, inName: false }));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value as JsonObject).flatMap(([name, member]) => {
    const at = `${pointer}/${pointerToken(name)}`;
    const inName = isJsonObject(value) ? tokensIn(name).map((token) => ({ token, pointer: at, inName: true })) : [];
    return [...inName, ...tokensPlaced(member, at)];
  });
}

/** The same input with every pseudonym replaced by what `replace` says of it and of whether it is the whole of its text. */
export function withValues(input: JsonObject, replace: (token: string, isWhole: boolean) => string): JsonObject {
  return replacedIn(input, replace) as JsonObject;
}

function replacedIn(value: Json, replace: (token: string, isWhole: boolean) => string): Json {
  if (typeof value === 'string') return replaceTokens(value, (token) => replace(token, isToken(value)));
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((member: Json) => replacedIn(member, replace));
  const members = Object.entries(value).map(([name, member]) => [name, replacedIn(member as Json, replace)] as const);
  return Object.fromEntries(members); // defines each member, so `__proto__` stays one
}

/** Letters, digits and what e-mail addresses, telephone numbers and names are written with: nothing that ends a quotation or begins another syntax. */
const PLAIN = /^[\p{L}\p{M}\p{N} .,@+_:()-]+$/u;

/** Whether a value may be put into the midst of a longer text, such as JSON or a query, without becoming a part of its syntax. */
export function isPlainText(value: string): boolean {
  return PLAIN.test(value);
}
