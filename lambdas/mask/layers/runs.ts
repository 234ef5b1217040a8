import { characterClass, runEnd, runStart } from '../characters.ts';
import { base64Layer } from './base64.ts';

/** A stretch of a longer text that says something else once it is decoded. */
export interface EncodedRun {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
}

const BASE64_RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}={0,2}/g;
const SHORTEST_BASE64_RUN = 24;
/** So much comes out of one base64 run of gzip at most. */
const ROOM = 256 * 1024;

/** The stretches of a text that are base64 of something readable, or hold characters written as `%40` or `\u0040`; in order, apart. */
export function encodedRuns(text: string): readonly EncodedRun[] {
  const escaped = escapedRuns(text);
  if (escaped.length === 0) return base64Runs(text);
  const apart = base64Runs(text).filter(
    (run) => !escaped.some((other) => run.start < other.end && other.start < run.end),
  );
  return [...escaped, ...apart].sort((one, other) => one.start - other.start);
}

function base64Runs(text: string): readonly EncodedRun[] {
  if (text.length < SHORTEST_BASE64_RUN) return [];
  const runs: EncodedRun[] = [];
  for (const match of text.matchAll(BASE64_RUN)) {
    const layer = base64Layer(match[0], ROOM);
    if (layer?.content === undefined) continue;
    runs.push({ start: match.index, end: match.index + match[0].length, decoded: String(layer.content) });
  }
  return runs;
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
  return end > from + 1 && text[end - 1] === '\\' ? end - 1 : end;
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
