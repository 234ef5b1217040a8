import { IDENTIFIERS } from './detectors/national/identifiers.ts';
import { isSecretValue } from './named-value.ts';
import { PERSONAL_TYPES } from './personal-types.ts';
import { isPlaceholder } from './placeholder.ts';
import { isSafeShape, isUuid } from './safe-shapes.ts';

/** Secrets found so far in one answer, with their types. They live as long as the masking of that answer. */
export type KnownSecrets = Map<string, string>;

/** A shorter value may stand elsewhere by chance. */
const SHORTEST = 12;
const LONGEST = 8192;
const HEAD = 12;

/** Fields that mix settings with secrets: only what looks like a secret is looked for elsewhere. */
const MIXED_TYPES: ReadonlySet<string> = new Set(['environment', 'user-data', 'console-output', 'command-output']);

/** Takes note of a value that was masked, if it is long and telling enough to be looked for elsewhere in the answer. */
export function remember(known: KnownSecrets, value: string, type: string): void {
  const text = value.trim();
  if (text.length < SHORTEST || text.length > LONGEST || isLocal(type)) return;
  if (isPlaceholder(text) || isSafeShape(text)) return;
  if (!MIXED_TYPES.has(type) || looksSecret(text)) known.set(text, type);
}

/** Low numbers of digits, and personal data, stand elsewhere by chance. */
function isLocal(type: string): boolean {
  return type === 'pin' || PERSONAL_TYPES.has(type) || NATIONAL_IDS.has(type);
}

const NATIONAL_IDS: ReadonlySet<string> = new Set(IDENTIFIERS.map(({ type }) => type));

function looksSecret(text: string): boolean {
  return !isUuid(text) && isSecretValue(text, { type: 'token', quoted: true });
}

/** Replaces every known secret in a text; `found` hears the type of each. */
export type ReplaceKnown = (text: string, found: (type: string) => void) => string;

/**
 * Compiles the secrets into one linear search: a table of three-character starts, then a look-up of the first 12 characters,
 * then the few lengths that share them. Secrets are also looked for as JSON, URLs and base64 write them.
 */
export function replacerOf(known: KnownSecrets): ReplaceKnown {
  const starts = new Uint8Array(65536);
  const heads = new Map<string, Map<number, Map<string, string>>>();
  for (const [secret, type] of known) {
    for (const form of formsOf(secret)) {
      starts[startOf(form, 0)] = 1;
      addForm(heads, form, type);
    }
  }
  return (text, found) => replaceIn(text, { starts, heads, found });
}

function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const url = secret.isWellFormed() ? encodeURIComponent(secret) : secret;
  const base64 = Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '');
  return [...new Set([secret, json, url, base64, base64.replaceAll('+', '-').replaceAll('/', '_')])];
}

function startOf(text: string, at: number): number {
  const mixed = text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2);
  return mixed & 0xffff;
}

type Heads = Map<string, Map<number, Map<string, string>>>;

function addForm(heads: Heads, form: string, type: string): void {
  const head = form.slice(0, HEAD);
  const lengths = heads.get(head) ?? new Map<number, Map<string, string>>();
  heads.set(head, lengths);
  const forms = lengths.get(form.length) ?? new Map<string, string>();
  lengths.set(form.length, forms.set(form, type));
}

interface Search {
  readonly starts: Uint8Array;
  readonly heads: Heads;
  readonly found: (type: string) => void;
}

function replaceIn(text: string, search: Search): string {
  let replaced = '';
  let from = 0;
  for (let at = 0; at + HEAD <= text.length; at++) {
    if (search.starts[startOf(text, at)] !== 1) continue;
    const match = longestAt(text, at, search.heads);
    if (match === undefined) continue;
    replaced += `${text.slice(from, at)}[masked:${match.type}]`;
    search.found(match.type);
    from = at + match.length;
    at = from - 1;
  }
  return from === 0 ? text : replaced + text.slice(from);
}

function longestAt(text: string, at: number, heads: Heads): { length: number; type: string } | undefined {
  const lengths = heads.get(text.slice(at, at + HEAD));
  let longest: { length: number; type: string } | undefined;
  for (const [length, forms] of lengths ?? []) {
    const type = forms.get(text.slice(at, at + length));
    if (type !== undefined && length > (longest?.length ?? 0)) longest = { length, type };
  }
  return longest;
}
