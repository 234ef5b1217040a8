import { isIllustration, isSecretVariable } from './illustration.ts';
import { hasVariety, isAdvice, isCrossedOut, isFiller, isPlaceholder } from './placeholder.ts';
import { isIdentifier } from './randomness.ts';
import { PERSONAL_TYPES } from './personal-types.ts';
import { isSafeShape, isUuid } from './safe-shapes.ts';

/** How a named value was met: as a field of its own, or in running text after its name. */
export interface Setting {
  readonly type: string;
  readonly quoted: boolean;
  /** Whether it stands in running text, where documentation and code look like settings. */
  readonly inText?: boolean;
}

const PERSONAL: ReadonlySet<string> = new Set(['phone', 'us-ssn', 'card']);
const SIMPLE_WORD = /^(?:[a-z]+|[A-Z][A-Z_]*|[A-Z]?[a-z]+)$/;
const CODE = /^(?:[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+|[\w.$:]*\(.*|[A-Za-z_$][\w$.]*\[.*)$/s;
const WEB_ADDRESS = /^[a-z][a-z0-9+.-]{1,15}:\/\//i;
const LOWER_NAME = /^[a-z]{1,32}(?:[-_./][a-z]{1,32}){1,8}$/;
const PUBLIC_KEY = /PUBLIC KEY|^ssh-/;
const SENTENCE = /\S\s+\S+\s+\S/;

/** Whether a class of name speaks of personal data, which its own detector must confirm, and not of a secret. */
export function isPersonal(type: string): boolean {
  return PERSONAL.has(type);
}

/**
 * Whether the value of a field whose name says `type` is that secret, and not a placeholder, an ARN, a date, a setting such as
 * `optional`, or a sentence about it. A password is believed readily; a token or key must look like one.
 */
export function isSecretValue(value: string, setting: Setting): boolean {
  if (isAwsSecretKey(value, setting)) return true;
  return !isNone(value, setting) && (JUDGES[setting.type] ?? looksRandom)(value, setting);
}

/** Whether a value is none at all, whatever its name: a placeholder, one of AWS's harmless forms, an example in a text. */
function isNone(value: string, setting: Setting): boolean {
  if (value === '' || isPlaceholder(value)) return true;
  if (isSafeShape(value) && !mayBeShort(value, setting)) return true;
  return setting.inText === true && isOnlyShown(value, setting);
}

/** By type of name; any other type must look random. */
const JUDGES: Readonly<Record<string, (value: string, setting: Setting) => boolean>> = {
  password: isPassword,
  pin: (value) => /^\d{3,8}$/.test(value),
  secret: looksSecret,
  'aws-secret-key': looksSecret,
  credential: looksSecret,
  authorization: isLong,
  cookie: isLong,
  'private-key': (value) => value.length >= 16 && !WEB_ADDRESS.test(value) && !PUBLIC_KEY.test(value.slice(0, 64)),
  key: isKeyMaterial,
  auth: isKeyMaterial,
  'person-name': (value) => value.length <= 80 && /^\p{L}[\p{L}\p{M} .,'’-]*$/u.test(value),
  'date-of-birth': (value) => /^(?=.*\d{2})[\w ,./-]{6,30}$/.test(value),
  'postal-address': (value) => value.length <= 200 && /\d/.test(value) && /\p{L}{2}/u.test(value),
  'postal-code': (value) => /^(?=.*\d)[A-Z0-9][A-Z0-9 -]{2,9}$/i.test(value),
  passport: (value) => /^[A-Z]{0,3}\d{6,9}[A-Z]?$/i.test(value),
  'driving-licence': (value) => /^(?=.*\d{2})[A-Z0-9 -]{5,20}$/i.test(value),
  'national-id': (value) => /^(?=(?:\D*\d){5})[A-Z0-9 ./-]{6,24}$/i.test(value),
};

function isLong(value: string): boolean {
  return value.length >= 16 && !isFiller(value);
}

const FORTY = /^[A-Za-z0-9+/]{40}$/;

/** After a name of AWS's, forty base64 characters are a secret access key whatever they look like, unless they are crossed out. */
function isAwsSecretKey(value: string, { type }: Setting): boolean {
  return type === 'aws-secret-key' && FORTY.test(value) && !isCrossedOut(value);
}

/** A number or a date-like string is harmless except where a password, a PIN or personal data is expected. */
function mayBeShort(value: string, { type }: Setting): boolean {
  return PERSONAL_TYPES.has(type) || ((type === 'password' || type === 'pin') && /^[\d-]+$/.test(value));
}

/** Any text may be a password: only bare words that are code are left. */
function isPassword(value: string, setting: Setting): boolean {
  return setting.quoted || (value.length >= 4 && !CODE.test(value));
}

const SHORTEST_KEY = 10;

/** Running text shows examples, code and short labels where a field of its own holds a value. */
function isOnlyShown(value: string, setting: Setting): boolean {
  if (isIllustration(value) || (setting.type === 'api-key' && value.length < SHORTEST_KEY)) return true;
  return !setting.quoted && isSecretVariable(value);
}

function looksSecret(value: string, setting: Setting): boolean {
  if (value.length < 6 || SIMPLE_WORD.test(value) || WEB_ADDRESS.test(value)) return false;
  if (isMadeUp(value)) return false;
  return setting.quoted || !(CODE.test(value) || LOWER_NAME.test(value));
}

function looksRandom(value: string, setting: Setting): boolean {
  if (value.length < 8 || WEB_ADDRESS.test(value) || SENTENCE.test(value.slice(0, 256))) return false;
  if (isMadeUp(value) || (!setting.quoted && CODE.test(value))) return false;
  return isGenerated(value);
}

function isGenerated(value: string): boolean {
  return isUuid(value) || LONG_WORD.test(value) || isMixed(value.slice(0, 256));
}

function isMadeUp(value: string): boolean {
  return isFiller(value) || isAdvice(value);
}

/** Digits among letters, many symbols, or letters in no word's case: what a generator makes and a person seldom names. */
function isMixed(value: string): boolean {
  if (/\d/.test(value) && (/[A-Za-z]/.test(value) || value.length >= 16)) return true;
  if (value.length < 12 || /\s/.test(value)) return false;
  return hasVariety(value.replace(/[\w\s/.,:-]/g, ''), 3) || (BOTH_CASES.test(value) && !isIdentifier(value));
}

/** No word of any language that field values are written in is so long. */
const LONG_WORD = /^(?:[a-z]{20,}|[A-Z]{20,})$/;
const BOTH_CASES = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])/;
const ONE_WORD = /^(?=[^\d]*\d)[A-Za-z0-9+/=_-]{20,}$/;
const HEX = /^[0-9a-f]{32,}$/i;

/** After a name that only ends in `key`, a value must be one long random word: most things called keys are looked up, not hidden. */
function isKeyMaterial(value: string): boolean {
  if (isMadeUp(value)) return false;
  if (isUuid(value) || HEX.test(value)) return true;
  return ONE_WORD.test(value) && BOTH_CASES.test(value) && !isIdentifier(value);
}
