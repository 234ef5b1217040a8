import { isFiller, isPlaceholder } from './placeholder.ts';
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
    default:
      return looksRandom(value, setting);
  }
}

/** A number or a date-like string is harmless except where a password or PIN is expected. */
function isShortNumber(value: string, setting: Setting): boolean {
  return (setting.type === 'password' || setting.type === 'pin') && /^[\d-]+$/.test(value);
}

function isPassword(value: string, setting: Setting): boolean {
  if (isFiller(value) && value.length >= 12) return false;
  if (setting.quoted) return true;
  return value.length >= 4 && !CODE.test(value);
}

function looksSecret(value: string, setting: Setting): boolean {
  if (value.length < 6 || SIMPLE_WORD.test(value)) return false;
  if (isFiller(value) || WEB_ADDRESS.test(value)) return false;
  return setting.quoted || !CODE.test(value);
}

function looksRandom(value: string, setting: Setting): boolean {
  if (value.length < 8 || WEB_ADDRESS.test(value) || SENTENCE.test(value.slice(0, 256))) return false;
  if (isFiller(value) || (!setting.quoted && CODE.test(value))) return false;
  if (isUuid(value)) return true;
  return isMixed(value.slice(0, 256));
}

/** Digits among letters, or a long word in changing case: what a generator makes and a person seldom names. */
function isMixed(value: string): boolean {
  const digits = /\d/.test(value);
  const letters = /[A-Za-z]/.test(value);
  if (digits && (letters || value.length >= 16)) return true;
  return value.length >= 20 && /[a-z]/.test(value) && /[A-Z]/.test(value) && !/[\s/]/.test(value);
}
