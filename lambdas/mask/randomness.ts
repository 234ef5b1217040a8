const LETTER_WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
/** No word in an identifier is written so. */
const CAPITALS = /^[A-Z]{8,}$/;

/** Whether letters form words, as in `getFunctionName` or `rate_limit`, and not a random mix of cases. */
export function isIdentifier(value: string): boolean {
  const words = value.slice(0, 128).match(LETTER_WORDS) ?? [];
  const short = words.filter((word) => word.length <= 2 || CAPITALS.test(word)).length;
  return words.length > 0 && short * 3 <= words.length;
}
