const MOST = 3;
/** No name of AWS is longer; a longer one is not a slip of the pen. */
const LONGEST = 100;

/** Up to three of the candidates that a misspelt name may have meant, nearest first; case and `-_` count for nothing. */
export function nearest(name: string, candidates: Iterable<string>): readonly string[] {
  const wanted = plain(name);
  if (wanted.length > LONGEST) return [];
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
  const start: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  return [...a].reduce((row, letter) => nextRow(row, letter, b), start).at(-1) ?? Infinity;
}

function nextRow(row: readonly number[], letter: string, b: string): readonly number[] {
  let left = (row[0] ?? 0) + 1;
  const rest = [...b].map((other, at) => {
    left = Math.min((row[at] ?? 0) + (letter === other ? 0 : 1), (row[at + 1] ?? 0) + 1, left + 1);
    return left;
  });
  return [(row[0] ?? 0) + 1, ...rest];
}
