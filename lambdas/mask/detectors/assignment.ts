import { characterClass, isIn, runEnd, runStart, SPACE } from '../characters.ts';
import { classOfName } from '../names.ts';
import { isPersonal, isSecretValue } from '../named-value.ts';
import type { Detector, Finding } from './detector.ts';

const NAME = characterClass('A-Z', 'a-z', '0-9', '_', '.', '-');
const OPERATOR = characterClass('=', ':', '>', '!', '?', '+', '.', '|', '~', '"', "'", '`', '\\', ']', ' ', '\t');
const VALUE_LEAD = characterClass('=', '>', ' ', '\t', '\n', '\r');
const QUOTE = characterClass('"', "'", '`');
const BARE_END = characterClass(' ', '\t', '\n', '\r', '"', "'", '`', ',', ';', '&', '<', '>');
const LONGEST_NAME = 64;
const LONGEST_OPERATOR = 8;
const LONGEST_LEAD = 24;
const LONGEST_QUOTED = 65536;
const SAMPLE = 512;
const TYPE_WORDS: ReadonlySet<string> = new Set(['string', 'String', 'str', 'const', 'char', 'Optional', 'is']);

/**
 * Secrets by the name in front of them in running text: `password = "..."`, `"apiKey": "..."`, `TOKEN => '...'`,
 * `<token>...</token>`, `setProperty("token", "...")`. Reads at most 64 characters of name and 64 KB of quoted value.
 */
export const ASSIGNMENT: Detector = { name: 'assignment', characters: '=:>,', probe: probeAssignment };

/** Secrets that follow a command line flag: `--api-key ...`. */
export const FLAG: Detector = { name: 'flag', words: ['--'], probe: probeFlag };

function probeAssignment(text: string, at: number): Finding | undefined {
  if (isPartOfLongerOperator(text, at)) return undefined;
  const nameEnd = runStart(OPERATOR, text, { end: at, limit: LONGEST_OPERATOR });
  const nameStart = runStart(NAME, text, { end: nameEnd, limit: LONGEST_NAME });
  if (nameStart === nameEnd || !assigns(text, { nameStart, nameEnd, at })) return undefined;
  return valueOf(text, { name: declaredName(text, { nameStart, nameEnd }), from: at + 1 });
}

interface Sign {
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly at: number;
}

/** Whether the sign after the name gives it a value. */
function assigns(text: string, sign: Sign): boolean {
  switch (text[sign.at]) {
    case ':':
      // In `123456789012:secret:name` the word is a part of a path.
      return text.charAt(sign.nameStart - 1) !== ':';
    case '>':
      return isElement(text, sign);
    case ',':
      return isCallArgument(text, sign.nameStart);
    default:
      return true;
  }
}

/** Of `:=`, `=>` and `:::=` only the last sign counts. */
function isPartOfLongerOperator(text: string, at: number): boolean {
  const next = text[at + 1];
  return next === '=' || next === '>' || (next === ':' && text[at] === ':');
}

/** `>` assigns in `<token>value` and in `token => value`. */
function isElement(text: string, sign: Sign): boolean {
  if (text.charAt(sign.at - 1) === '=') return true;
  return text.charAt(sign.nameStart - 1) === '<' && sign.nameEnd === sign.at;
}

/** `,` assigns only between the first and second quoted argument of a call: `set("token", "value")`. */
function isCallArgument(text: string, nameStart: number): boolean {
  return isIn(QUOTE, text, nameStart - 1) && text.charAt(nameStart - 2) === '(';
}

/** In `var token string = ...` and `the password is: ...` the name stands before; in `<add key="token" value="..."/>` too. */
function declaredName(text: string, place: { nameStart: number; nameEnd: number }): string {
  const name = text.slice(place.nameStart, place.nameEnd);
  if (name === 'value') return attributeBefore(text, place.nameStart) ?? name;
  if (!TYPE_WORDS.has(name)) return name;
  const end = runStart(SPACE, text, { end: place.nameStart, limit: 4 });
  return text.slice(runStart(NAME, text, { end, limit: LONGEST_NAME }), end);
}

const NAMING_ATTRIBUTE = /\b(?:key|name|id)=["']([\w.:-]{1,64})["']\s{1,8}$/;
const LONGEST_ATTRIBUTE = 84;

function attributeBefore(text: string, at: number): string | undefined {
  return NAMING_ATTRIBUTE.exec(text.slice(Math.max(0, at - LONGEST_ATTRIBUTE), at))?.[1];
}

function probeFlag(text: string, at: number): Finding | undefined {
  if (text.charAt(at - 1) === '-') return undefined;
  const end = runEnd(NAME, text, { from: at + 2, limit: LONGEST_NAME });
  if (text[end] !== ' ') return undefined;
  return valueOf(text, { name: text.slice(at + 2, end), from: end + 1 });
}

function valueOf(text: string, named: { name: string; from: number }): Finding | undefined {
  const type = classOfName(named.name);
  if (type === undefined || isPersonal(type)) return undefined;
  const lead = runEnd(VALUE_LEAD, text, { from: named.from, limit: LONGEST_LEAD });
  const value = stretchOf(text, lead);
  const judged = text.slice(value.start, value.end);
  if (text.startsWith('...', value.end) || !isSecretValue(judged, { type, quoted: value.quoted, inText: true })) {
    return undefined;
  }
  return { start: value.start, end: value.quoted ? value.end : wholeEnd(text, value), type };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

function stretchOf(text: string, at: number): Stretch {
  const lead = isMarked(text, at) ? at + 1 : at;
  const escaped = text[lead] === '\\' && isIn(QUOTE, text, lead + 1);
  const opening = escaped ? lead + 1 : lead;
  if (!isIn(QUOTE, text, opening)) return bareStretch(text, lead);
  const closing = closingQuote(text, opening);
  if (closing === undefined) return bareStretch(text, opening + 1);
  return { start: opening + 1, end: escaped ? closing - 1 : closing, quoted: true };
}

/** Some languages mark a string: @"...", r'...'. */
function isMarked(text: string, at: number): boolean {
  const next = text[at + 1];
  return (next === '"' || next === "'") && '@rbfuL$'.includes(text[at] ?? ' ');
}

/** The matching quote on the same line, if the value closes there. */
function closingQuote(text: string, opening: number): number | undefined {
  const stop = Math.min(text.length, opening + LONGEST_QUOTED);
  for (let at = opening + 1; at < stop; at++) {
    const character = text[at];
    if (character === text[opening]) return at;
    if (character === '\n') return undefined;
  }
  return undefined;
}

/** Read as far as judging needs; `name=name=name=` must not be read to its end at every sign. */
function bareStretch(text: string, start: number): Stretch {
  const end = bareEnd(text, { from: start, limit: SAMPLE });
  return { start, end: trimEnd(text, { start, end }), quoted: false };
}

function wholeEnd(text: string, value: Stretch): number {
  const end = bareEnd(text, { from: value.end, limit: text.length });
  return end === value.end ? end : trimEnd(text, { start: value.end, end });
}

function bareEnd(text: string, span: { from: number; limit: number }): number {
  const stop = Math.min(text.length, span.from + span.limit);
  let end = span.from;
  while (end < stop && !isIn(BARE_END, text, end)) end++;
  return end;
}

/** A closing bracket or a full stop belongs to the sentence, not to the value. */
function trimEnd(text: string, span: { start: number; end: number }): number {
  let end = span.end;
  while (end > span.start && /[)\]}.]/.test(text.charAt(end - 1))) end--;
  return end;
}
