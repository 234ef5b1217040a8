import { isAdvice, isFiller, isPlaceholder } from './placeholder.ts';
import { isIdentifier } from './randomness.ts';
import { isSafeShape, isUuid } from './safe-shapes.ts';

/** How a named value was met: as a field of its own, or in running text after its name. */
export interface Setting {
  readonly type: string;
  readonly quoted: boolean;
}

const PERSONAL: ReadonlySet<string> = new Set(['phone', 'us-ssn', 'card']);
const SIMPLE_WORD = /^(?:[a-z]+|[A-Z][A-Z_]*|[A-Z]?[a-z]+)$/;
const CODE = /^(?:[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+|[\w.$:]*\(.*|[A-Za-z_$][\w$.]*\[.*)$/s;
const WEB_ADDRESS = /^[a-z][a-z0-9+.-]{1,15}:\/\//i;
const LOWER_NAME = /^[a-z]{1,32}(?:[-_./][a-z]{1,32}){1,8}$/;
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
  if (value === '' || isPlaceholder(value)) return false;
  if (isSafeShape(value) && !isShortNumber(value, setting)) return false;
  switch (setting.type) {
    case 'password':
      return isPassword(value, setting);
    case 'pin':
      return /^\d{3,8}$/.test(value);
    case 'secret':
    case 'credential':
      return looksSecret(value, setting);
    case 'authorization':
    case 'cookie':
      return value.length >= 16 && !isFiller(value);
    case 'private-key':
      return value.length >= 16 && !WEB_ADDRESS.test(value) && !/PUBLIC KEY|^ssh-/.test(value.slice(0, 64));
    case 'key':
      return isKeyMaterial(value);
    default:
      return looksRandom(value, setting);
  }
}

/** A number or a date-like string is harmless except where a password or PIN is expected. */
function isShortNumber(value: string, setting: Setting): boolean {
  return (setting.type === 'password' || setting.type === 'pin') && /^[\d-]+$/.test(value);
}

/** Any text may be a password: only bare words that are code are left. */
function isPassword(value: string, setting: Setting): boolean {
  return setting.quoted || (value.length >= 4 && !CODE.test(value));
}

function looksSecret(value: string, setting: Setting): boolean {
  if (value.length < 6 || SIMPLE_WORD.test(value) || WEB_ADDRESS.test(value)) return false;
  if (isFiller(value) || isAdvice(value)) return false;
  return setting.quoted || !(CODE.test(value) || LOWER_NAME.test(value));
}

function looksRandom(value: string, setting: Setting): boolean {
  if (value.length < 8 || WEB_ADDRESS.test(value) || SENTENCE.test(value.slice(0, 256))) return false;
  if (isFiller(value) || isAdvice(value) || (!setting.quoted && CODE.test(value))) return false;
  return isUuid(value) || isMixed(value.slice(0, 256));
}

/** Digits among letters, many symbols, or letters in no word's case: what a generator makes and a person seldom names. */
function isMixed(value: string): boolean {
  const hasDigit = /\d/.test(value);
  if (hasDigit && (/[A-Za-z]/.test(value) || value.length >= 16)) return true;
  if (value.length < 12 || /\s/.test(value)) return false;
  const symbols = new Set(value.replace(/[\w\s/.,:-]/g, '')).size;
  return symbols >= 3 || (/[a-z]/.test(value) && /[A-Z]/.test(value) && !isIdentifier(value));
}

const ONE_WORD = /^[A-Za-z0-9+/=_-]{20,}$/;
const HEX = /^[0-9a-f]{32,}$/i;

/** After a name that only ends in `key`, a value must be one long random word: most things called keys are looked up, not hidden. */
function isKeyMaterial(value: string): boolean {
  if (isFiller(value) || isAdvice(value)) return false;
  if (isUuid(value) || HEX.test(value)) return true;
  return ONE_WORD.test(value) && /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && !isIdentifier(value);
}
