/** A stretch of a text, in UTF-16 units, its end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What a detector reads beyond its own line is a word of context. */
const REACH = 256;

/** The whole lines within reach of some places in a text, which come in order; those that meet are one. */
export function around(text: string, places: readonly Stretch[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    if (last !== undefined && place.end + REACH <= last.end) continue;
    const start = lineStart(text, place.start - REACH);
    const end = lineEnd(text, place.end + REACH);
    if (last === undefined || start > last.end) stretches.push({ start, end });
    else stretches[stretches.length - 1] = { start: last.start, end };
  }
  return stretches;
}

function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
