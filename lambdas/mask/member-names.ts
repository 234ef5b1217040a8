import { isBoring } from './boring.ts';
import { classOfName, type NameClass } from './names.ts';
import { type Role, roleOf } from './pairs.ts';

/** What a member's name alone tells. */
export interface MemberName {
  /** What it says of the value. */
  readonly says: NameClass;
  /** Whether a neighbour, or the level above, may name the value instead. */
  readonly role: Role | undefined;
  /** Whether it is so plain that no detector would find anything in it. */
  readonly plain: boolean;
}

const CACHE_LIMIT = 8192;
/** A longer name is hardly a field's: it is not kept. */
const LONGEST_KEPT = 96;
const cache = new Map<string, MemberName>();

/** Reads a member's name. Answers have few names and many members, so what was read is kept. */
export function memberName(key: string): MemberName {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const read: MemberName = { says: classOfName(key), role: roleOf(key), plain: isBoring(key) };
  if (cache.size >= CACHE_LIMIT) cache.clear();
  if (key.length <= LONGEST_KEPT) cache.set(key, read);
  return read;
}
