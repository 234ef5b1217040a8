import type { Json } from '../runtime/json.ts';
import { readBytes } from './layers/bytes.ts';
import { DECODE_CAP } from './layers/layers.ts';
import { memberName } from './member-names.ts';
import { classOfName } from './names.ts';
import { flagBefore, nameInPair } from './pairs.ts';
import { type Leaf, plainOf } from './plain.ts';
import type { PlanNode } from './plan.ts';
import { rulingBelow, type Spot, withNode } from './spot.ts';

/** What is done with the leaves of a walk. */
export interface Visitor {
  readonly text: (text: string, spot: Spot) => string;
  readonly number: (value: number, spot: Spot) => Json;
  /** Values that are shown as they are unless the plan masks them: booleans, dates, what is withheld already. */
  readonly fixed: (value: boolean | null | string, spot: Spot) => Json;
  readonly key: (key: string, spot: Spot) => string;
}

/** The result of a walk: the copy, and how many members it has read. */
export interface Walked {
  readonly value: Json;
  readonly members: number;
}

/** More values or more levels than this are no answer that anybody reads. */
const MOST_VALUES = 3_000_000;
const MOST_LEVELS = 128 * 1024;

interface Level {
  readonly source: object;
  readonly identity: object;
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  readonly spot: Spot;
  readonly into: Json[] | Record<string, Json>;
  next: number;
  /** Whether a member has another name than its own: then others may have the same. */
  renamed: boolean;
}

/** Where a walk begins: its place in the answer and in the plan, and whether bytes that are no text are shown as base64. */
export interface Start {
  readonly spot: Spot;
  readonly node: PlanNode | undefined;
  readonly binary?: boolean | undefined;
}

interface Walk {
  readonly binary: boolean;
  readonly visitor: Visitor;
  readonly levels: Level[];
  values: number;
  members: number;
  /** How many bytes came out of gzip. */
  inflated: number;
}

/**
 * Copies a value into JSON, asking the visitor at each leaf. Goes down by a stack of its own, so that depth cannot break it; a cycle
 * of up to 64 levels ends as `[withheld:cycle]`. Throws a RangeError for more than three million values or 131,072 levels.
 */
export function walk(root: unknown, from: Start, visitor: Visitor): Walked {
  const state: Walk = {
    binary: from.binary === true,
    visitor,
    levels: [],
    values: 0,
    members: 0,
    inflated: 0,
  };
  const top = enter(state, root, withNode(from.spot, from.node));
  const { levels } = state;
  for (let level = levels[0]; level !== undefined; level = levels[levels.length - 1]) {
    if (level.next < level.length) step(state, level);
    else levels.pop();
  }
  return { value: top ?? null, members: state.members };
}

function step(state: Walk, level: Level): void {
  const index = level.next++;
  if (level.keys === undefined) stepInList(state, level, index);
  else stepInObject(state, level, level.keys[index] ?? '');
}

function stepInList(state: Walk, level: Level, index: number): void {
  const items = level.source as readonly unknown[];
  const into = level.into as Json[];
  into.push(enter(state, items[index], spotOfItem(level.spot, items, index)) ?? null);
}

/** A list's own name speaks for its elements; where it tells nothing of a secret, a flag before one does. */
function spotOfItem(parent: Spot, items: readonly unknown[], index: number): Spot {
  const ruling = rulingBelow(parent.ruling, parent.ruling.node?.values);
  const flag = parent.says === undefined ? flagBefore(items, index) : undefined;
  const name = flag ?? parent.name;
  const says = flag === undefined ? parent.says : classOfName(flag);
  return { parent, key: undefined, name, says, ruling, modelled: true, plain: true };
}

function stepInObject(state: Walk, level: Level, key: string): void {
  state.members++;
  const members = level.source as Readonly<Record<string, unknown>>;
  const below = spotOfMember(level.spot, members, key);
  const shown = state.visitor.key(key, below);
  if (shown !== key) level.renamed = true;
  const value = enter(state, members[key], shown === key ? below : { ...below, hidden: true });
  if (value !== undefined) setMember(level, shown, value);
}

function spotOfMember(parent: Spot, members: Readonly<Record<string, unknown>>, key: string): Spot {
  const { role, says, plain } = memberName(key);
  const { node } = parent.ruling;
  const own = node?.members?.get(key);
  const ruling = rulingBelow(parent.ruling, own ?? node?.values);
  const name = role === undefined ? key : nameInPair({ members, key, name: parent.name }, role);
  const told = name === key ? says : classOfName(name);
  return { parent, key, name, says: told, ruling, modelled: own !== undefined, plain };
}

/** The copy of a value: whole for a leaf, to be filled by later steps for a level, undefined for what JSON does not hold. */
function enter(state: Walk, value: unknown, spot: Spot): Json | undefined {
  if (++state.values > MOST_VALUES) throw new RangeError('the value has too many parts to be masked');
  // Nearly every value is a text: it needs no description of what it is.
  if (typeof value === 'string') return state.visitor.text(value, spot);
  return enterPlain(state, value, spot);
}

function enterPlain(state: Walk, value: unknown, spot: Spot): Json | undefined {
  const plain = plainOf(value);
  switch (plain.kind) {
    case 'list':
      return descend(state, { source: plain.items, identity: value as object, keys: undefined }, spot);
    case 'object':
      return descend(
        state,
        { source: plain.members, identity: value as object, keys: Object.keys(plain.members) },
        spot,
      );
    case 'absent':
      return undefined;
    default:
      return leafOf(state, plain, spot);
  }
}

function leafOf(state: Walk, leaf: Leaf, spot: Spot): Json {
  switch (leaf.kind) {
    case 'text':
      return state.visitor.text(leaf.text, spot);
    case 'number':
      return state.visitor.number(leaf.value, spot);
    case 'fixed':
      return state.visitor.fixed(leaf.value, spot);
    case 'bytes':
      return bytesOf(state, leaf.bytes, spot);
  }
}

function bytesOf(state: Walk, bytes: Uint8Array, spot: Spot): Json {
  const read = readBytes(bytes, DECODE_CAP - state.inflated);
  if (read.kind === 'withheld') return state.visitor.fixed(state.binary ? base64(bytes) : read.text, spot);
  state.inflated += read.inflated;
  return state.visitor.text(read.text, spot);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

interface Inside {
  readonly source: object;
  /** The value itself, of which `source` may be a copy. */
  readonly identity: object;
  readonly keys: readonly string[] | undefined;
}

function descend(state: Walk, { source, identity, keys }: Inside, spot: Spot): Json {
  if (isAbove(state.levels, identity)) return '[withheld:cycle]';
  if (state.levels.length >= MOST_LEVELS) throw new RangeError('the value is nested too deeply to be masked');
  const into: Json[] | Record<string, Json> = keys === undefined ? [] : {};
  const length = keys === undefined ? (source as readonly unknown[]).length : keys.length;
  state.levels.push({ source, identity, keys, length, spot, into, next: 0, renamed: false });
  return into;
}

/** A longer cycle ends at the limit of levels. */
const LONGEST_CYCLE = 64;

function isAbove(levels: readonly Level[], value: object): boolean {
  const end = Math.max(0, levels.length - LONGEST_CYCLE);
  for (let at = levels.length - 1; at >= end; at--) if (levels[at]?.identity === value) return true;
  return false;
}

/** A member called `__proto__` must become a member, not a prototype; two keys masked alike are told apart. */
function setMember(level: Level, key: string, value: Json): void {
  const into = level.into as Record<string, Json>;
  let free = key;
  if (level.renamed) for (let copy = 2; Object.hasOwn(into, free); copy++) free = `${key}#${copy}`;
  if (free !== '__proto__') into[free] = value;
  else Object.defineProperty(into, free, { value, enumerable: true, configurable: true, writable: true });
}
