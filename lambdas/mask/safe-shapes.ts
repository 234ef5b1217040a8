import { characterClass, runEnd } from './characters.ts';

const ARN = /^arn:aws[a-z-]{0,16}:[a-z0-9-]{0,64}:/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const REGION = /^(?:[a-z]{2,3})(?:-[a-z]{2,6}){0,2}-[a-z]{4,9}-\d[a-z]?$/;
const RESOURCE_ID = /^[a-z]{1,12}(?:-[a-z]{1,12}){0,3}-[0-9a-f]{8,17}$/;
const NUMBER = /^-?\d{1,12}(?:\.\d{1,12})?%?$/;
const ALIAS = /^alias\/[\w/-]{1,256}$/;
const SHAPES: readonly RegExp[] = [ARN, ISO_DATE, REGION, RESOURCE_ID, NUMBER, ALIAS];

/** Whether a whole value has the form of a UUID (RFC 9562). */
export function isUuid(value: string): boolean {
  return value.length === UUID_LENGTH && isUuidAt(value, 0);
}

/**
 * Whether a whole value is one of AWS's harmless forms: ARN, ISO 8601 date, region, resource id, account id or other
 * short number, KMS alias. A UUID is left to the caller, because some vendors issue secrets in that form.
 */
export function isSafeShape(value: string): boolean {
  if (value.length > 2048) return false;
  return SHAPES.some((shape) => shape.test(value));
}

const HYPHEN = 45;
const COLON = 58;
const UUID_HYPHENS = [8, 13, 18, 23];
const UUID_LENGTH = 36;
const HEX = characterClass('0-9', 'a-f', 'A-F');
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?/y;

/**
 * Where the UUID or ISO 8601 time ends that starts at a place of a longer text, or the place itself. Logs are full of both, and their
 * groups of digits are no numbers.
 */
export function safeShapeEnd(text: string, at: number): number {
  if (text.charCodeAt(at + 8) === HYPHEN && isUuidAt(text, at)) return at + UUID_LENGTH;
  if (text.charCodeAt(at + 4) !== HYPHEN || text.charCodeAt(at + 13) !== COLON) return at;
  TIME.lastIndex = at;
  return TIME.test(text) ? TIME.lastIndex : at;
}

function isUuidAt(text: string, at: number): boolean {
  if (UUID_HYPHENS.some((place) => text.charCodeAt(at + place) !== HYPHEN)) return false;
  let from = at;
  for (const place of [...UUID_HYPHENS, UUID_LENGTH]) {
    if (runEnd(HEX, text, { from, limit: UUID_LENGTH }) !== at + place) return false;
    from = at + place + 1;
  }
  return true;
}
