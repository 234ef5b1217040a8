/** Never empty. */
type Group<T> = readonly [T, ...T[]];

/** Items of the same key together, in the order of the keys. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly Group<T>[] {
  const groups = Map.groupBy(items, keyOf);
  return [...groups.keys()].sort().flatMap((key) => {
    const [first, ...more] = groups.get(key) ?? [];
    return first === undefined ? [] : [[first, ...more] as const satisfies Group<T>];
  });
}

/** Each text once, in order. */
export function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
