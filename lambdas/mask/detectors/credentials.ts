import { characterClass, isIn, runEnd, runStart, SPACE } from '../characters.ts';
import { isAdvice, isFiller, isPlaceholder, isStockLogin } from '../placeholder.ts';
import { type Detector, type Finding, SHIELD } from './detector.ts';

const SCHEME = characterClass('A-Z', 'a-z', '0-9', '+', '-', '.');
const USER_END = characterClass('/', '?', '#', ' ', '\t', '\n', '\r', '"', "'", '<', '>', '`', '\\', ',');
const LONGEST_USER = 512;
const LONGEST_HOST = 255;
const SHORTEST_LONE_TOKEN = 20;

/** User information in a URL (RFC 3986 section 3.2.1): the password of `scheme://user:password@host`, or a lone token before the `@`. */
export const URL_CREDENTIALS: Detector = { name: 'url-credentials', words: ['://'], probe: probeUrl };

function probeUrl(text: string, at: number): Finding | undefined {
  if (runStart(SCHEME, text, { end: at, limit: 32 }) === at) return undefined;
  const from = at + 3;
  const end = lastAtSign(text, from);
  if (end === undefined) return undefined;
  const user = text.slice(from, end);
  const colon = user.indexOf(':');
  if (colon < 0) return isLoneToken(user) ? { start: from, end, type: 'url-credentials' } : undefined;
  const login = { user: user.slice(0, colon), password: user.slice(colon + 1), host: text.slice(end + 1, end + 32) };
  // Neither does the `@` of such a login make an e-mail address, nor its host an address of anybody.
  return isStockLogin(login)
    ? { start: from, end: runEnd(SCHEME, text, { from: end + 1, limit: LONGEST_HOST }), type: SHIELD }
    : { start: from + colon + 1, end, type: 'url-credentials' };
}

/** A password may hold an unescaped `@`: the last one before the host counts. */
function lastAtSign(text: string, from: number): number | undefined {
  const stop = Math.min(text.length, from + LONGEST_USER);
  let last: number | undefined;
  for (let at = from; at < stop && !isIn(USER_END, text, at); at++) {
    if (text[at] === '@') last = at;
  }
  return last;
}

function isLoneToken(value: string): boolean {
  return value.length >= SHORTEST_LONE_TOKEN && /\d/.test(value) && !isPlaceholder(value) && !isFiller(value);
}

const TOKEN = characterClass('A-Z', 'a-z', '0-9', '_', '-', '.', '~', '+', '/', '=');
const SHORTEST_BEARER = 16;
const SHORTEST_BASIC = 8;

/** Authorization credentials after their scheme (RFC 6750, RFC 7617): `Bearer <token>`, `Basic <base64 of user:password>`. */
export const AUTHORIZATION: Detector = {
  name: 'authorization',
  words: ['Bearer ', 'bearer ', 'BEARER ', 'Basic ', 'basic ', 'Token ', 'token '],
  probe: probeAuthorization,
};

function probeAuthorization(text: string, at: number): Finding | undefined {
  const from = text.indexOf(' ', at) + 1;
  const end = runEnd(TOKEN, text, { from, limit: 65536 });
  const value = text.slice(from, end);
  const isBasic = text[at] === 'B' || text[at] === 'b' ? text[at + 1] === 'a' : false;
  const found = isBasic ? isUserAndPassword(value) : isBearer(value);
  return found ? { start: from, end, type: 'authorization' } : undefined;
}

function isBearer(value: string): boolean {
  if (value.length < SHORTEST_BEARER || isFiller(value)) return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !value.includes('://');
}

function isUserAndPassword(value: string): boolean {
  if (value.length < SHORTEST_BASIC) return false;
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(value.slice(0, 1024), 'base64').toString('latin1'));
}

const OPTION = /(?:-u|--user|--proxy-user)(?:[ =]["']?|["'])[^\s"':]{1,128}:([^\s"']{1,384})/y;

/** `-u user:password` and `--user user:password` of curl and its like: what somebody typed is believed. */
export const USER_OPTION: Detector = {
  name: 'user-option',
  words: ['-u', '--user', '--proxy-user'],
  probe: probeOption,
};

function probeOption(text: string, at: number): Finding | undefined {
  if (isInWord(text, at)) return undefined;
  OPTION.lastIndex = at;
  const password = OPTION.exec(text)?.[1];
  if (password === undefined || isPlaceholder(password) || isAdvice(password)) return undefined;
  return { start: OPTION.lastIndex - password.length, end: OPTION.lastIndex, type: 'password' };
}

function isInWord(text: string, at: number): boolean {
  return at > 0 && !isIn(SPACE, text, at - 1);
}
