const MOST = 3;

/** Up to three of the candidates that a misspelt name may have meant, nearest first; case and `-_` count for nothing. */
export function nearest(name: string, candidates: Iterable<string>): readonly string[] {
  const wanted = plain(name).slice(0, 100);
  const reach = Math.max(1, Math.floor(wanted.length / 4));
  return [...candidates]
    .map((candidate) => ({ candidate, distance: distance(wanted, plain(candidate), reach) }))
    .filter((entry) => entry.distance <= reach)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, MOST)
    .map((entry) => entry.candidate);
}

/** `; did you mean A or B?`, or nothing when no candidate is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates);
  return near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

/** Levenshtein distance, row by row; lengths that differ by more than `reach` are not worth the rows. */
function distance(a: string, b: string, reach: number): number {
  if (Math.abs(a.length - b.length) > reach) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
