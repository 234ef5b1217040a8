import type { Scene } from '../detectors/detector.ts';
import { findIn } from '../scan.ts';

/** How a long text is taken apart, in UTF-16 units. */
export interface Sizes {
  /** A text up to this length is masked whole. */
  readonly whole: number;
  /** A piece of a longer one is at most so long. */
  readonly piece: number;
  /** How far is looked to either side of a cut: the longest that any detector reads on. */
  readonly reach: number;
}

/** Quoted values and bearer tokens are read for up to 64 KB; PEM blocks are shorter. */
export const SIZES: Sizes = { whole: 4 * 1024 * 1024, piece: 1024 * 1024, reach: 64 * 1024 };

/** How pieces are cut: of which sizes, whether only between the rows of a table, and what the scan goes by. */
export interface Cutting {
  readonly sizes: Sizes;
  readonly inTable: boolean;
  readonly scene: Scene;
}

const MOST_TRIES = 32;
const ANYWHERE = ['\n', ' ', ',', '}'];

/**
 * The last place at which a text can be cut so that both sides, scanned alone, show what they show together: nothing that is found
 * lies across it. In a table it stands between rows. Undefined where there is none. Looks at the first piece and reach only, so that
 * it does not matter how much of the text has come.
 */
export function safeCut(text: string, cutting: Cutting): number | undefined {
  for (const sign of cutting.inTable ? ['\n'] : ANYWHERE) {
    const cut = lastSafe(text, sign, cutting);
    if (cut !== undefined) return cut;
  }
  return undefined;
}

function lastSafe(text: string, sign: string, cutting: Cutting): number | undefined {
  const { sizes, inTable } = cutting;
  let at = lastBefore(text, sign, sizes.piece);
  for (let tries = 0; tries < MOST_TRIES && at > sizes.piece / 2; tries++) {
    const across = inTable && isQuoted(text, at) ? at : acrossFrom(text, at, cutting);
    if (across === undefined) return at;
    at = lastBefore(text, sign, Math.min(across, at - 1));
  }
  return undefined;
}

/** Just after the last such sign before a place, or 0. */
function lastBefore(text: string, sign: string, before: number): number {
  return text.lastIndexOf(sign, before - 1) + 1;
}

/** Where that begins which a cut would change; undefined for nothing. */
function acrossFrom(text: string, at: number, { sizes: { reach }, scene }: Cutting): number | undefined {
  const from = Math.max(0, at - reach);
  const [left, right] = [text.slice(from, at), text.slice(at, at + reach)];
  const together = findIn(left + right, scene);
  const apart = [...findIn(left, scene), ...findIn(right, scene).map((found) => moved(found, left.length))];
  const differing = together.find((found, index) => !isSame(found, apart[index]));
  if (differing !== undefined) return Math.min(from + differing.start, at);
  return together.length === apart.length ? undefined : at;
}

type Found = ReturnType<typeof findIn>[number];

function moved(found: Found, by: number): Found {
  return { ...found, start: found.start + by, end: found.end + by };
}

function isSame(one: Found, other: Found | undefined): boolean {
  return one.start === other?.start && one.end === other.end && one.type === other.type;
}

/** Whether an odd number of quotes stands before a place. */
function isQuoted(text: string, at: number): boolean {
  let quotes = 0;
  for (let next = text.indexOf('"'); next >= 0 && next < at; next = text.indexOf('"', next + 1)) quotes++;
  return quotes % 2 === 1;
}
