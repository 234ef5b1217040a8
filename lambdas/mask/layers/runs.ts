import { characterClass, isIn, runEnd, runStart } from '../characters.ts';
import { standIn } from '../placeholder.ts';
import { base64Layer } from './base64.ts';

/** A stretch of a longer text that says something else once it is decoded. */
interface EncodedRun {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
}

const RUN_CHARACTER = characterClass('A-Z', 'a-z', '0-9', '+', '/', '_', '-');
const SHORTEST_BASE64_RUN = 24;
/** So much comes out of one base64 run of gzip at most. */
const ROOM = 256 * 1024;

/** The stretches of a text that are base64 of something readable, or hold characters written as `%40` or `\u0040`; in order, apart. */
function encodedRuns(text: string): readonly EncodedRun[] {
  const escaped = escapedRuns(text);
  const base64 = base64Runs(text);
  return escaped.length === 0 ? base64 : apart(escaped, base64);
}

/** The text with each encoded stretch blanked whose decoded form holds something: `typeIn` says of what type. */
export function blankRuns(text: string, typeIn: (decoded: string) => string | undefined): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, decoded } of encodedRuns(text)) {
    const type = typeIn(decoded);
    if (type === undefined) continue;
    pieces.push(text.slice(from, start), standIn(type));
    from = end;
  }
  return from === 0 ? text : pieces.join('') + text.slice(from);
}

/** All runs in order; where two meet, the escaped one, which holds more than base64 can be. */
function apart(escaped: readonly EncodedRun[], base64: readonly EncodedRun[]): readonly EncodedRun[] {
  let next = 0;
  const free = base64.filter(({ start, end }) => {
    while ((escaped[next]?.end ?? Infinity) <= start) next++;
    return (escaped[next]?.start ?? Infinity) >= end;
  });
  return [...escaped, ...free].sort((one, other) => one.start - other.start);
}

function base64Runs(text: string): readonly EncodedRun[] {
  const runs: EncodedRun[] = [];
  // A run covers each 24th place that it reaches, so that a text without runs is read at every 24th character only.
  for (let probe = SHORTEST_BASE64_RUN - 1; probe < text.length; probe += SHORTEST_BASE64_RUN) {
    if (!isIn(RUN_CHARACTER, text, probe)) continue;
    const start = runStart(RUN_CHARACTER, text, { end: probe, limit: SHORTEST_BASE64_RUN });
    const end = padded(text, runEnd(RUN_CHARACTER, text, { from: probe, limit: text.length }));
    const layer = end - start >= SHORTEST_BASE64_RUN ? base64Layer(text.slice(start, end), ROOM) : undefined;
    if (layer?.content !== undefined) runs.push({ start, end, decoded: String(layer.content) });
    probe = end - 1;
  }
  return runs;
}

function padded(text: string, end: number): number {
  return text[end] === '=' ? end + (text[end + 1] === '=' ? 2 : 1) : end;
}

const WORD = characterClass('A-Z', 'a-z', '0-9', '.', '_', '~', '+', '-', '%', '\\', "'", '*');
const ESCAPE = /%([0-9A-Fa-f]{2})|\\u00([0-7][0-9A-Fa-f])/g;
const LONGEST_WORD = 8192;
/** Written `%252540`, an at sign has been encoded three times. */
const MOST_ROUNDS = 3;

function escapedRuns(text: string): readonly EncodedRun[] {
  if (!text.includes('%') && !text.includes('\\u00')) return [];
  const runs: EncodedRun[] = [];
  const escapes = escapesIn(text);
  for (let at = escapes(0); at >= 0;) {
    const before = runs.at(-1)?.end ?? 0;
    const start = runStart(WORD, text, { end: at, limit: Math.min(LONGEST_WORD, at - before) });
    const end = wordEnd(text, at);
    const written = text.slice(start, end);
    const decoded = unescaped(written);
    if (decoded !== written) runs.push({ start, end, decoded });
    at = escapes(end);
  }
  return runs;
}

/** A backslash at the end escapes the quote after the word. */
function wordEnd(text: string, from: number): number {
  const end = runEnd(WORD, text, { from, limit: LONGEST_WORD });
  return end > from + 1 && text.charAt(end - 1) === '\\' ? end - 1 : end;
}

/** Finds the next escape from a place on, or -1. Remembers where each kind comes next: a kind that is rare is not searched for again and again. */
function escapesIn(text: string): (from: number) => number {
  const next = new Map([
    ['%', -2],
    ['\\u00', -2],
  ]);
  return (from) => {
    for (const [sign, at] of next) if (at !== -1 && at < from) next.set(sign, text.indexOf(sign, from));
    const found = [...next.values()].filter((at) => at >= 0);
    return found.length === 0 ? -1 : Math.min(...found);
  };
}

function unescaped(written: string): string {
  let decoded = written;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = decoded.replace(ESCAPE, (_, percent: string | undefined, unicode: string | undefined) =>
      String.fromCharCode(Number.parseInt(percent ?? unicode ?? '', 16)),
    );
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}
