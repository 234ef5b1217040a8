import { isToken } from './pseudonyms/token.ts';

/** What stands in for a masked or withheld value: `[masked:email]`, `[withheld:binary 12 bytes]`. Masking leaves it alone. */
const STAND_IN = /^\[(?:masked|withheld):[^\]]{1,64}\]$/;

/** Whether a whole text is a stand-in or a pseudonym. */
export function isStandIn(text: string): boolean {
  return (text.startsWith('[') && STAND_IN.test(text)) || isToken(text);
}

/** The stand-in of a type. */
export function standIn(type: string): string {
  return `[masked:${type}]`;
}

const TEMPLATE_START =
  /^(?:\$[{(A-Z]|\{\{|\{[A-Za-z_]|#\{|<|%[({sd]|%[A-Z][A-Za-z_]*%$|!(?:Ref|Sub|GetAtt|ImportValue)\b|ENC\[|\[(?:masked|withheld):)/;
const FILLER = /^(?:[*.#_\-xX]+|(.)\1*)$/;
const FILLED = /x{4}|X{4}|\*{3}|\.{3}|#{4}/;
const EMPTY_WORDS =
  /^[[({]?(?:null|nil|none|true|false|undefined|n\/a|redacted|removed|omitted|masked|hidden|required|optional|enabled|disabled|todo)[\])}]?$/i;
const ADVICE = /(?:^|[^a-z])(?:your|insert|replace)[^a-z]|fake|dummy|not_a_real|placeholder|\[redacted\]/i;

/** Whether a value names no secret but a place for one: a template, a variable, filler or an empty word. */
export function isPlaceholder(value: string): boolean {
  const head = value.slice(0, 256);
  return TEMPLATE_START.test(head) || FILLER.test(head) || EMPTY_WORDS.test(head);
}

/** Whether a token's body is filler: `xxxx`, `***`, hardly any variety. */
export function isFiller(value: string): boolean {
  const head = value.slice(0, 256);
  return isCrossedOut(head) || !hasVariety(head.slice(0, 64), 5);
}

/** Whether a part of a value was crossed out: `xxxx`, `****`, `...`, `####`. */
export function isCrossedOut(value: string): boolean {
  return FILLED.test(value.slice(0, 256));
}

/** Whether a text has so many different characters. Reads no further than it must. */
export function hasVariety(text: string, least: number): boolean {
  const seen = new Set<string>();
  for (const character of text) if (seen.add(character).size >= least) return true;
  return false;
}

const SHORTEST_JUDGED = 12;

/** Whether one character makes up more than half of a value of 12 or more. */
export function isMostlyOne(value: string): boolean {
  const head = value.slice(0, 64);
  const counts = new Map<string, number>();
  for (const character of head) counts.set(character, (counts.get(character) ?? 0) + 1);
  return head.length >= SHORTEST_JUDGED && Math.max(...counts.values()) * 2 > head.length;
}

/** Whether a value tells its reader what to put there: `insert_key_here`, `your-token`. */
export function isAdvice(value: string): boolean {
  return ADVICE.test(value.slice(0, 256));
}

const LONGEST_RUN = 18;

/** Whether somebody ran a finger along the alphabet or the digits: 18 characters or more, each the one after its neighbour. */
export function isSequence(value: string): boolean {
  const head = value.slice(0, 256).toLowerCase();
  let run = 1;
  for (let at = 1; at < head.length; at++) {
    const step = head.charCodeAt(at) - head.charCodeAt(at - 1);
    run = step === 1 || (head[at] === '0' && head[at - 1] === '9') ? run + 1 : 1;
    if (run >= LONGEST_RUN) return true;
  }
  return false;
}

/** What documentation writes where a password goes. */
const STOCK_PASSWORDS: ReadonlySet<string> = new Set(
  'password passwd mypassword yourpassword changeme change_me'.split(' '),
);
const LONGEST_STOCK = Math.max(...[...STOCK_PASSWORDS].map((word) => word.length));
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?![\w.-])/;
const SHORTEST_PASSWORD = 4;

/** Whether a password is documentation's own: `password`, `changeme`. */
export function isStockPassword(value: string): boolean {
  return value.length <= LONGEST_STOCK && STOCK_PASSWORDS.has(value.toLowerCase());
}

/**
 * Whether the user information of a URL is documentation's: the word `password` itself, advice, fewer than four or all equal
 * characters, or on this machine a password that repeats the user's name.
 */
export function isStockLogin(login: { user: string; password: string; host: string }): boolean {
  const { user, password, host } = login;
  if (isPlaceholder(password) || isAdvice(password)) return true;
  if (password.length < SHORTEST_PASSWORD || isStockPassword(password)) return true;
  return password === user && LOCAL_HOST.test(host);
}
