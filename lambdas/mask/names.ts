import {
  HARMLESS_ENDINGS,
  HARMLESS_KEYS,
  KEY_QUALIFIERS,
  SECRET_SUFFIXES,
  SECRET_WORDS,
  TOKEN_DISQUALIFIERS,
  TRAILING_NEUTRAL,
} from './name-words.ts';

/** What a field's name says of its value: a secret's or personal value's type, or nothing. */
export type NameClass = string | undefined;

const LONGEST_NAME = 96;
const CACHE_LIMIT = 8192;
const cache = new Map<string, NameClass>();
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/**
 * Classes a field, variable or flag by its name: `DB_PASSWORD` is a `password`, `clientSecret` a `secret`, `PasswordPolicy`
 * and `NextToken` are nothing. The last word that carries meaning decides; a name longer than 96 characters is judged by its end.
 */
export function classOfName(name: string): NameClass {
  const known = cache.get(name);
  if (known !== undefined || cache.has(name)) return known;
  const found = classOfWords(wordsOf(name.slice(-LONGEST_NAME)));
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(name, found);
  return found;
}

function wordsOf(name: string): readonly string[] {
  const words = (name.match(WORD) ?? []).map((word) => word.toLowerCase());
  return words.flatMap((word) => splitSuffix(word));
}

/** `authtoken` is two words to whoever reads it. */
function splitSuffix(word: string): readonly string[] {
  if (SECRET_WORDS[word] !== undefined) return [word];
  const suffix = SECRET_SUFFIXES.find((ending) => word.endsWith(ending));
  return suffix === undefined ? [word] : [word.slice(0, -suffix.length), suffix];
}

function classOfWords(words: readonly string[]): NameClass {
  let last = words.length - 1;
  while (last > 0 && isNeutral(words[last] ?? '')) last--;
  const head = words[last];
  if (head === undefined) return undefined;
  if (head === 'key' || head === 'keys') return classOfKey(words.slice(0, last));
  if (isNumbered(words, last)) return personalNumber(words.slice(0, last));
  if (HARMLESS_ENDINGS.has(head)) return undefined;
  return classAt(words, last);
}

function isNeutral(word: string): boolean {
  return TRAILING_NEUTRAL.has(word) || /^\d+$/.test(word);
}

function classAt(words: readonly string[], at: number): NameClass {
  const word = words[at] ?? '';
  const found = Object.hasOwn(SECRET_WORDS, word) ? SECRET_WORDS[word] : undefined;
  const before = words[at - 1] ?? '';
  if (found === 'token' && TOKEN_DISQUALIFIERS.has(before)) return undefined;
  if (found === 'pin' || word === 'pan') return words.length > 2 ? undefined : found;
  return found;
}

function classOfKey(before: readonly string[]): NameClass {
  const qualifier = before.at(-1);
  if (qualifier === undefined) return undefined;
  if (qualifier === 'private') return 'private-key';
  if (before.includes('secret')) return 'secret';
  if (KEY_QUALIFIERS.has(qualifier)) return 'api-key';
  return HARMLESS_KEYS.has(qualifier) ? undefined : 'key';
}

function isNumbered(words: readonly string[], last: number): boolean {
  return last > 0 && (words[last] === 'number' || words[last] === 'no' || words[last] === 'num');
}

function personalNumber(before: readonly string[]): NameClass {
  const noun = before.at(-1) ?? '';
  if (noun === 'security' && before.includes('social')) return 'us-ssn';
  if (noun === 'card') return 'card';
  const found = Object.hasOwn(SECRET_WORDS, noun) ? SECRET_WORDS[noun] : undefined;
  return found === 'phone' || found === 'us-ssn' ? found : undefined;
}
