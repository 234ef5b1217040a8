import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, runStart } from '../characters.ts';
import { type Detector, type Finding, SHIELD } from './detector.ts';

const KEY_ID = characterClass('A-Z', '0-9');
const BASE64 = characterClass('A-Z', 'a-z', '0-9', '+', '/', '=', '%', '_', '-');
const ARN_END = characterClass(' ', '\t', '\n', '\r', '"', "'", '`', ',', ';', '<', '>', ')', ']', '}', '\\', '|');
const KEY_ID_LENGTH = 20;
/** `AKIAXXXXXXXXXXXXXXXX` in documentation. */
const CROSSED_OUT = /X{8}/;
const SHORTEST_SESSION_TOKEN = 80;
const LONGEST_ARN = 2048;
const PARAMETER = characterClass('A-Z', 'a-z', '0-9', '-', '_');
const PARAMETER_VALUE = characterClass('A-Z', 'a-z', '0-9', '%', '+', '/', '=', '_', '-', '.', '~');

/** Access key ids: long-term (AKIA), temporary (ASIA), bearer (ABIA) and context-specific (ACCA), by the IAM guide's prefixes. */
export const ACCESS_KEY_ID: Detector = {
  name: 'aws-access-key-id',
  words: ['AKIA', 'ASIA', 'ABIA', 'ACCA', 'A3T'],
  probe: (text, at) => {
    const end = runEnd(KEY_ID, text, { from: at, limit: KEY_ID_LENGTH + 1 });
    if (end - at !== KEY_ID_LENGTH || isIn(LETTER_OR_DIGIT, text, end)) return undefined;
    return CROSSED_OUT.test(text.slice(at, end)) ? undefined : { start: at, end, type: 'aws-access-key-id' };
  },
};

/** Session tokens of STS: base64 that begins with a version byte and the service's own name (`IQoJb3JpZ2lu`, `FwoGZXIvYXdz`). */
export const SESSION_TOKEN: Detector = {
  name: 'aws-session-token',
  words: ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz', 'FwoDYXdz', 'FQoDYXdz', 'AQoDYXdz', 'AQoEXAMPLE'],
  probe: (text, at) => {
    const sample = runEnd(BASE64, text, { from: at, limit: SHORTEST_SESSION_TOKEN });
    if (sample - at < SHORTEST_SESSION_TOKEN) return undefined;
    return { start: at, end: runEnd(BASE64, text, { from: at, limit: text.length }), type: 'aws-session-token' };
  },
};

/** ARNs are shown whole: what names a resource is not a secret, whatever words and digits it holds. */
export const ARN: Detector = {
  name: 'arn',
  words: ['arn:aws'],
  probe: (text, at) => {
    const stop = Math.min(text.length, at + LONGEST_ARN);
    let end = at;
    while (end < stop && !isIn(ARN_END, text, end)) end++;
    return { start: at, end, type: SHIELD };
  },
};

const SIGNED_PARAMETERS: ReadonlySet<string> = new Set([
  'x-amz-signature',
  'x-amz-security-token',
  'x-amz-credential',
  'x-goog-signature',
  'x-goog-credential',
  'signature',
  'sig',
]);
const SHORTEST_SIGNATURE = 16;

/** Signatures and tokens in presigned URLs and signed headers (Signature Version 4, CloudFront, shared access signatures). */
export const PRESIGNED: Detector = { name: 'presigned-url', characters: '=', probe: probeSigned };

function probeSigned(text: string, at: number): Finding | undefined {
  const nameStart = runStart(PARAMETER, text, { end: at, limit: 24 });
  if (!SIGNED_PARAMETERS.has(text.slice(nameStart, at).toLowerCase())) return undefined;
  if (nameStart > 0 && !/[?&;,\s]/.test(text.charAt(nameStart - 1))) return undefined;
  const end = runEnd(PARAMETER_VALUE, text, { from: at + 1, limit: text.length });
  return end - at <= SHORTEST_SIGNATURE ? undefined : { start: at + 1, end, type: 'presigned-url' };
}

const SECRET_KEY_LENGTH = 40;
const SECRET_KEY = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g;

/** Secret access keys have no prefix: 40 base64 characters count as one where the same text holds an access key id. */
export function secretKeysBeside(text: string): readonly Finding[] {
  if (text.length < SECRET_KEY_LENGTH + KEY_ID_LENGTH) return [];
  return [...text.matchAll(SECRET_KEY)]
    .filter(([key]) => /[a-z]/.test(key) && /[A-Z]/.test(key) && /[\d+/]/.test(key))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, type: 'aws-secret-key' }));
}
