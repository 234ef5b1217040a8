import { RE2JS } from 're2js';
import type { Finding } from '../detectors/detector.ts';
import type { MaskingPolicy } from './masking-policy.ts';

/** A pattern sees so much of a text at a time. */
const WINDOW = 64 * 1024;
/** Windows overlap by so much: a longer match may be cut at a window's end. */
const OVERLAP = 4 * 1024;
const STAND_IN = /\[(?:masked|withheld):[^\]]{1,64}\]/g;

/** Looks for a team's patterns in time linear in the text, by RE2. Matches that touch a stand-in of an earlier masking are left out. */
export function finderOf(patterns: MaskingPolicy['patterns']): (text: string) => readonly Finding[] {
  const compiled = patterns.map(({ type, pattern }) => ({ type, pattern: RE2JS.compile(pattern) }));
  return (text) => {
    if (compiled.length === 0) return [];
    const taken = [...text.matchAll(STAND_IN)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }));
    const found = compiled.flatMap(({ type, pattern }) =>
      matchesOf(pattern, text).map((match) => ({ ...match, type })),
    );
    return taken.length === 0 ? found : found.filter((finding) => !touches(finding, taken));
  };
}

function matchesOf(pattern: RE2JS, text: string): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let from = 0; from < text.length || from === 0; from += WINDOW - OVERLAP) {
    const matcher = pattern.matcher(text.slice(from, from + WINDOW));
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) found.push({ start: from + matcher.start(), end: from + matcher.end() });
    }
    if (from + WINDOW >= text.length) break;
  }
  return found;
}

/** Both lists are few; stand-ins are in order, so the first that ends behind the match's start decides. */
function touches({ start, end }: Finding, taken: readonly { start: number; end: number }[]): boolean {
  let [low, high] = [0, taken.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return (taken[low]?.start ?? Infinity) < end;
}

/** What is wrong with a pattern: RE2 cannot compile it, or it matches nothing at all. */
export function patternFault(text: string): string | undefined {
  try {
    const isEmpty = RE2JS.compile(text).matcher('').find();
    return isEmpty ? 'matches the empty text; it must match at least one character' : undefined;
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    return `is no pattern of RE2 (which has no look-around and no back references): ${said}`;
  }
}
