import { mayHoldStem } from './name-stems.ts';
import {
  HARMLESS_ENDINGS,
  HARMLESS_KEYS,
  KEY_QUALIFIERS,
  PERSONAL_PAIRS,
  SECRET_SUFFIXES,
  SECRET_WORDS,
  TOKEN_DISQUALIFIERS,
  TRAILING_NEUTRAL,
} from './name-words.ts';

/** What a field's name says of its value: a secret's or personal value's type, or nothing. */
export type NameClass = string | undefined;

const LONGEST_NAME = 96;
/** A name that was itself masked says no more what it names. */
const MASKED = '[masked:';
const CACHE_LIMIT = 8192;
/** Null for a name that says nothing. */
const cache = new Map<string, string | null>();
const WORD = /[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g;

/**
 * Classes a field, variable or flag by its name: `DB_PASSWORD` is a `password`, `clientSecret` a `secret`, `PasswordPolicy`
 * and `NextToken` are nothing. The last word that carries meaning decides; a name longer than 96 characters is judged by its end.
 */
export function classOfName(name: string): NameClass {
  if (!mayHoldStem(name)) return undefined;
  const known = cache.get(name);
  if (known !== undefined) return known ?? undefined;
  const found = name.includes(MASKED) ? undefined : classOfWords(wordsOf(name.slice(-LONGEST_NAME)));
  if (cache.size >= CACHE_LIMIT) cache.clear();
  if (name.length <= LONGEST_NAME) cache.set(name, found ?? null);
  return found;
}

function wordsOf(name: string): readonly string[] {
  const words = (name.match(WORD) ?? []).map((word) => word.toLowerCase());
  return words.flatMap((word) => splitSuffix(word));
}

/** `authtoken` is two words to whoever reads it; `password2` is a password. */
function splitSuffix(written: string): readonly string[] {
  const stem = written.replace(/\d+$/, '');
  if (stem === 'key' || Object.hasOwn(SECRET_WORDS, stem)) return [stem];
  const suffix = SECRET_SUFFIXES.find((ending) => stem.endsWith(ending));
  return suffix === undefined ? [written] : [stem.slice(0, -suffix.length), suffix];
}

function classOfWords(all: readonly string[]): NameClass {
  const words = all.slice(0, lastMeaning(all) + 1);
  const head = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (head === 'key' || head === 'keys') return classOfKey(before);
  const pair = personalPair(head, before.at(-1));
  if (pair !== undefined) return pair;
  if (before.length > 0 && NUMBER_WORDS.has(head)) return personalNumber(before);
  return HARMLESS_ENDINGS.has(head) ? undefined : classOfHead(head, before);
}

function personalPair(head: string, before: string | undefined): NameClass {
  const last = head.replace(/\d+$/, '');
  const [type, befores] = Object.hasOwn(PERSONAL_PAIRS, last) ? (PERSONAL_PAIRS[last] ?? []) : [];
  return before !== undefined && befores?.includes(before) === true ? type : undefined;
}

const NUMBER_WORDS: ReadonlySet<string> = new Set(['number', 'no', 'num']);

/** The last word that is not about how the value is written. */
function lastMeaning(words: readonly string[]): number {
  let last = words.length - 1;
  while (last > 0 && isNeutral(words[last] ?? '')) last--;
  return last;
}

function isNeutral(word: string): boolean {
  return TRAILING_NEUTRAL.has(word) || /^\d+$/.test(word);
}

function classOfHead(head: string, before: readonly string[]): NameClass {
  const found = Object.hasOwn(SECRET_WORDS, head) ? SECRET_WORDS[head] : undefined;
  if (found === 'token' && TOKEN_DISQUALIFIERS.has(before.at(-1) ?? '')) return undefined;
  // Short words are names only where they stand nearly alone: `pin`, `card_pan`, not `the-fraying-pan`.
  const isShort = found === 'pin' || found === 'card';
  return isShort && before.length > 1 ? undefined : found;
}

function classOfKey(before: readonly string[]): NameClass {
  const qualifier = before.at(-1);
  if (qualifier === undefined) return undefined;
  if (qualifier === 'private') return 'private-key';
  if (isAwsKey(before)) return 'aws-secret-key';
  if (before.includes('secret')) return 'secret';
  if (KEY_QUALIFIERS.has(qualifier)) return 'api-key';
  return HARMLESS_KEYS.has(qualifier) ? undefined : 'key';
}

/** `aws_secret_access_key`, `SecretAccessKey`, and `aws_access_key`, whose value is as often the one as the other. */
function isAwsKey(before: readonly string[]): boolean {
  return before.includes('access') && (before.includes('secret') || before[0] === 'aws');
}

function personalNumber(before: readonly string[]): NameClass {
  const noun = before.at(-1) ?? '';
  if (noun === 'security' && before.includes('social')) return 'us-ssn';
  if (noun === 'card') return 'card';
  const found = Object.hasOwn(SECRET_WORDS, noun) ? SECRET_WORDS[noun] : undefined;
  return found === 'phone' || found === 'us-ssn' ? found : undefined;
}
