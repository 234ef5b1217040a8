/**
 * The smallest measured value that at least `percent` per cent of all values do not exceed (nearest rank). With fewer than
 * 100 values the 99th is the largest. Throws a RangeError without values, or when `percent` is not above 0 and at most 100.
 */
export function percentile(values: readonly number[], percent: number): number {
  if (!(percent > 0 && percent <= 100)) throw new RangeError(`${percent} is no percentage above 0 and at most 100`);
  const sorted = values.toSorted((one, other) => one - other);
  const found = sorted[Math.ceil((percent / 100) * sorted.length) - 1];
  if (found === undefined) throw new RangeError('There are no values to take a percentile of');
  return found;
}

/** The middle value, or the mean of the two middle ones. Throws a RangeError without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('There are no values to take a median of');
  return (lower + upper) / 2;
}
