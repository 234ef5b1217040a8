import { characterClass, isIn, runEnd } from '../characters.ts';
import type { Detector, Finding } from './detector.ts';

const BODY = characterClass(
  'A-Z',
  'a-z',
  '0-9',
  '+',
  '/',
  '=',
  ' ',
  '\t',
  '\n',
  '\r',
  '\\',
  ':',
  ',',
  '.',
  '(',
  ')',
  '"',
  "'",
  '_',
);
const RULE = '-----';
const BEGIN = '-----BEGIN ';
const LONGEST_LABEL = 48;
const SHORTEST_BODY = 40;

/**
 * Private keys in PEM and OpenPGP armour (RFC 7468, RFC 4880), cut off or not, with real or escaped line breaks. Public keys,
 * certificates and bodies too short to hold a key are left alone.
 */
export const PRIVATE_KEY: Detector = { name: 'private-key', words: [BEGIN], probe: probeArmour };

function probeArmour(text: string, at: number): Finding | undefined {
  const label = text.slice(at + BEGIN.length, at + BEGIN.length + LONGEST_LABEL);
  const close = label.indexOf(RULE);
  if (close < 0 || !label.slice(0, close).includes('PRIVATE KEY')) return undefined;
  const from = at + BEGIN.length + close + RULE.length;
  const end = bodyEnd(text, from);
  if (end - from < SHORTEST_BODY) return undefined;
  return { start: at, end: closedEnd(text, end), type: 'private-key' };
}

/** A hyphen belongs to a header such as `DEK-Info`; five of them end the body. */
function bodyEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && (isIn(BODY, text, end) || (text[end] === '-' && !text.startsWith(RULE, end)))) end++;
  return end;
}

function closedEnd(text: string, end: number): number {
  if (!text.startsWith('-----END ', end)) return end;
  const close = text.indexOf(RULE, end + RULE.length);
  return close < 0 || close - end > LONGEST_LABEL + BEGIN.length ? end : close + RULE.length;
}

const TOKEN = characterClass('A-Z', 'a-z', '0-9', '_', '-');
const LONGEST_SEGMENT = 65536;
const SHORTEST_HEADER = 16;

/** JSON Web Tokens (RFC 7519), signed, unsigned or encrypted: two to five base64url segments whose first begins with `{"`. */
export const JWT: Detector = { name: 'jwt', words: ['eyJ', 'ewo', 'ewog'], probe: probeJwt };

function probeJwt(text: string, at: number): Finding | undefined {
  // Inside a longer word each start would read the rest of the word again.
  if (isIn(TOKEN, text, at - 1)) return undefined;
  const header = runEnd(TOKEN, text, { from: at, limit: LONGEST_SEGMENT });
  if (text[header] !== '.' || header - at < SHORTEST_HEADER) return undefined;
  const payload = runEnd(TOKEN, text, { from: header + 1, limit: LONGEST_SEGMENT });
  if (payload - header <= 4) return undefined;
  return { start: at, end: furtherSegments(text, payload), type: 'jwt' };
}

/** Signature, or the three further parts of an encrypted token. */
function furtherSegments(text: string, from: number): number {
  let end = from;
  for (let segment = 0; segment < 3 && text[end] === '.'; segment++) {
    const next = runEnd(TOKEN, text, { from: end + 1, limit: text.length });
    if (next === end + 1) break;
    end = next;
  }
  return end;
}
