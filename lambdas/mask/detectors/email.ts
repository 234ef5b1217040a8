import { characterClass, isIn, LETTER_OR_DIGIT, runEnd, runStart } from '../characters.ts';
import type { Detector, Finding } from './detector.ts';

const LOCAL = characterClass('A-Z', 'a-z', '0-9', '.', '_', '%', '+', '-', "'");
const DOMAIN = characterClass('A-Z', 'a-z', '0-9', '.', '-');
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 255;
const TOP_LEVEL = /\.(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})$/;
const FILE_ENDING =
  /\.(?:png|jpe?g|gif|svg|webp|css|js|ts|json|ya?ml|html?|zip|gz|jar|so|service|socket|timer|target)$/i;
/** `your-name@your-company.com` is nobody's. */
const TEMPLATE = /^your[-_.]/i;

/** E-mail addresses (RFC 5321: local part up to 64, domain up to 255 characters) with a top-level domain of letters. */
export const EMAIL: Detector = { name: 'email', characters: '@', probe: probeEmail };

function probeEmail(text: string, at: number): Finding | undefined {
  let start = runStart(LOCAL, text, { end: at, limit: LONGEST_LOCAL });
  while (start < at && !isIn(LETTER_OR_DIGIT, text, start)) start++;
  if (start === at) return undefined;
  const end = domainEnd(text, at + 1);
  const domain = text.slice(at + 1, end);
  if (!isDomain(domain) || isTemplate(text.slice(start, at), domain)) return undefined;
  return isRemote(text, { start, end }) ? undefined : { start, end, type: 'email' };
}

function isDomain(domain: string): boolean {
  return TOP_LEVEL.test(domain) && !FILE_ENDING.test(domain) && !domain.includes('..');
}

function isTemplate(local: string, domain: string): boolean {
  return TEMPLATE.test(local) && TEMPLATE.test(domain);
}

function domainEnd(text: string, from: number): number {
  let end = runEnd(DOMAIN, text, { from, limit: LONGEST_DOMAIN });
  while (end > from && !isIn(LETTER_OR_DIGIT, text, end - 1)) end--;
  return end;
}

/** `git@host:path` names a repository. */
function isRemote(text: string, span: { start: number; end: number }): boolean {
  return text.startsWith('git@', span.start) && (text[span.end] === ':' || text[span.end] === '/');
}
