/** So many out of so many. */
export interface Rate {
  readonly hit: number;
  readonly of: number;
}

/** A rate with its fraction, 0 to 1; null where nothing was counted. */
export interface Fraction extends Rate {
  readonly rate: number | null;
}

/** How many of a list hold. */
export function rateOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): Rate {
  return { hit: items.filter((item) => holds(item)).length, of: items.length };
}

/** The fraction of a rate, 0 to 1; null where nothing was counted. */
export function fractionOf({ hit, of }: Rate): number | null {
  return of === 0 ? null : hit / of;
}

/** Two rates over separate lists as one. */
export function together(one: Rate, other: Rate): Rate {
  return { hit: one.hit + other.hit, of: one.of + other.of };
}

/** The rates of a list's groups, by the group's name in alphabetical order. */
export function ratesBy<Item>(
  items: readonly Item[],
  by: { name: (item: Item) => string; holds: (item: Item) => boolean },
): Readonly<Record<string, Fraction>> {
  const groups = Object.entries(Object.groupBy(items, (item) => by.name(item)));
  const sorted = groups.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, members]) => [name, withFraction(rateOf(members ?? [], by.holds))]));
}

/** A rate with its fraction beside it. */
export function withFraction(rate: Rate): Fraction {
  return { ...rate, rate: fractionOf(rate) };
}
