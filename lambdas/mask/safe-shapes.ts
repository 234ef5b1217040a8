import { characterClass, isIn } from './characters.ts';

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
const UUID = Buffer.from('hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh');
const UUID_LENGTH = UUID.length;
const HEX = characterClass('0-9', 'a-f', 'A-F');
const SHORTEST_TIME = 'YYYY-MM-DD hh:mm:ss'.length;
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?/y;

/**
 * Where the UUID or ISO 8601 time ends that starts at a place of a longer text, or the place itself. Logs are full of both, and their
 * groups of digits are no numbers.
 */
export function safeShapeEnd(text: string, at: number): number {
  if (text.length - at < SHORTEST_TIME) return at;
  if (text.charCodeAt(at + 8) === HYPHEN && isUuidAt(text, at)) return at + UUID_LENGTH;
  if (text.charCodeAt(at + 4) !== HYPHEN || text.charCodeAt(at + 13) !== COLON) return at;
  TIME.lastIndex = at;
  return TIME.test(text) ? TIME.lastIndex : at;
}

function isUuidAt(text: string, at: number): boolean {
  if (text.length - at < UUID_LENGTH) return false;
  for (let place = 0; place < UUID_LENGTH; place++) {
    if (UUID[place] === HYPHEN ? text.charCodeAt(at + place) !== HYPHEN : !isIn(HEX, text, at + place)) return false;
  }
  return !isIn(HEX, text, at + UUID_LENGTH);
}
