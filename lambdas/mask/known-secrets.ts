import { IDENTIFIERS } from './detectors/national/identifiers.ts';
import { isSecretValue } from './named-value.ts';
import { PERSONAL_TYPES } from './personal-types.ts';
import { isPlaceholder, standIn } from './placeholder.ts';
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

/** The known secrets, ready to be looked for. */
export interface SecretSearch {
  /** How many secrets it looks for: none is ever forgotten, so it is out of date when more are known. */
  readonly size: number;
  /** Whether a text holds one. */
  readonly holds: (text: string) => boolean;
  /** The text with every one replaced; `found` hears the type of each. */
  readonly replace: (text: string, found: (type: string) => void) => string;
}

/**
 * Compiles the secrets into one linear search: a table of three-character groups that is asked at every tenth place, then a look-up of
 * the first 12 characters, then the few lengths that share them. Secrets are also looked for as JSON, URLs and base64 write them.
 */
export function searchFor(known: KnownSecrets): SecretSearch {
  const size = known.size < FEW ? SMALL_TABLE : LARGE_TABLE;
  const index: Index = { groups: new Uint8Array(size), heads: new Map() };
  for (const [secret, type] of known) {
    for (const form of formsOf(secret)) if (form.length >= HEAD) addForm(index, form, type);
  }
  return {
    size: known.size,
    holds: (text) => text.length >= HEAD && nextIn(text, 0, index) !== undefined,
    replace: (text, found) => replaceIn(text, index, found),
  };
}

/** Sizes are powers of two. Most answers hold few secrets, and a table is made for each answer. */
const SMALL_TABLE = 4096;
const LARGE_TABLE = 65536;
const FEW = 16;
const GROUP = 3;
/** A head that stands somewhere has a group of its own at one of so many places in a row. */
const STRIDE = HEAD - GROUP + 1;

interface Index {
  /** What is known of each group of three characters: WITHIN a head, at its START, both, or neither. */
  readonly groups: Uint8Array;
  readonly heads: Heads;
}

const WITHIN = 1;
const START = 2;

function formsOf(secret: string): readonly string[] {
  const encoded = base64Of(secret);
  if (SAME_EVERYWHERE.test(secret)) return [secret, ...encoded];
  const json = JSON.stringify(secret).slice(1, -1);
  const url = secret.isWellFormed() ? encodeURIComponent(secret) : secret;
  return [...new Set([secret, json, url, ...encoded])];
}

/** What JSON and URLs write as it is. */
const SAME_EVERYWHERE = /^[\w.~-]+$/;

/** As both alphabets of RFC 4648 write it, without padding. */
function base64Of(secret: string): readonly string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '');
  return /[+/]/.test(base64) ? [base64, base64.replaceAll('+', '-').replaceAll('/', '_')] : [base64];
}

function hasGroup({ groups }: Index, sought: number, { text, at }: { text: string; at: number }): boolean {
  return ((groups[groupAt(groups, text, at)] ?? 0) & sought) !== 0;
}

/** The place in a table of the three characters at a place of a text. */
function groupAt(table: Uint8Array, text: string, at: number): number {
  const mixed = text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2);
  return mixed & (table.length - 1);
}

type Heads = Map<string, Map<number, Map<string, string>>>;

function addForm({ groups, heads }: Index, form: string, type: string): void {
  const mark = (at: number, what: number) => {
    const group = groupAt(groups, form, at);
    groups[group] = (groups[group] ?? 0) | what;
  };
  mark(0, START);
  for (let at = 0; at < STRIDE; at++) mark(at, WITHIN);
  const head = form.slice(0, HEAD);
  const lengths = heads.get(head) ?? new Map<number, Map<string, string>>();
  heads.set(head, lengths);
  const forms = lengths.get(form.length) ?? new Map<string, string>();
  lengths.set(form.length, forms.set(form, type));
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

function replaceIn(text: string, index: Index, found: (type: string) => void): string {
  let replaced = '';
  let from = 0;
  for (let match = nextIn(text, 0, index); match !== undefined; match = nextIn(text, from, index)) {
    replaced += text.slice(from, match.start) + standIn(match.type);
    found(match.type);
    from = match.end;
  }
  return from === 0 ? text : replaced + text.slice(from);
}

function nextIn(text: string, from: number, index: Index): Match | undefined {
  for (let probe = from; probe + GROUP <= text.length; probe += STRIDE) {
    if (!hasGroup(index, WITHIN, { text, at: probe })) continue;
    const last = Math.min(probe, text.length - HEAD);
    const match = startingIn(text, { from: Math.max(from, probe - STRIDE + 1), to: last }, index);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** The first secret that starts in a stretch of a text, both ends included. */
function startingIn(text: string, { from, to }: { from: number; to: number }, index: Index): Match | undefined {
  for (let at = from; at <= to; at++) {
    const match = hasGroup(index, START, { text, at }) ? longestAt(text, at, index.heads) : undefined;
    if (match !== undefined) return match;
  }
  return undefined;
}

function longestAt(text: string, at: number, heads: Heads): Match | undefined {
  let longest: Match | undefined;
  for (const [length, forms] of heads.get(text.slice(at, at + HEAD)) ?? []) {
    const type = forms.get(text.slice(at, at + length));
    if (type !== undefined && at + length > (longest?.end ?? 0)) longest = { start: at, end: at + length, type };
  }
  return longest;
}
