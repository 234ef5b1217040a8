/** So many hexadecimal digits: among 10,000 values of a session, two meet with a chance of one in five million. */
export const DIGITS = 12;

const FORM = `<([a-z][a-z0-9-]{1,30}):[0-9a-f]{${DIGITS}}>`;
const WHOLE = new RegExp(`^${FORM}$`);
const ANYWHERE = new RegExp(FORM, 'g');

/** The pseudonym of a type: `<email:7f3a91c2d04e>`. `digits` are hexadecimal, in lower case. */
export function tokenOf(type: string, digits: string): string {
  return `<${type}:${digits.slice(0, DIGITS)}>`;
}

/** Whether a whole text is in the form of a pseudonym. */
export function isToken(text: string): boolean {
  return text.startsWith('<') && WHOLE.test(text);
}

/** The type that a pseudonym names; empty for a text that is none. */
export function typeOfToken(token: string): string {
  return WHOLE.exec(token)?.[1] ?? '';
}

/** All texts within a text that are in the form of a pseudonym, in order, repetitions included. */
export function tokensIn(text: string): readonly string[] {
  return text.includes('<') ? (text.match(ANYWHERE) ?? []) : [];
}

/** A text with each pseudonym replaced by what `replace` says. */
export function replaceTokens(text: string, replace: (token: string) => string): string {
  return text.includes('<') ? text.replace(ANYWHERE, (token) => replace(token)) : text;
}

/** What of a text was found outside its pseudonyms: a name and a few digits in one can look like something of their own. */
export function outsideTokens<F extends { readonly start: number; readonly end: number }>(
  text: string,
  findings: readonly F[],
): readonly F[] {
  if (findings.length === 0 || !text.includes('<')) return findings;
  const tokens = [...text.matchAll(ANYWHERE)].map(({ index, 0: token }) => ({
    start: index,
    end: index + token.length,
  }));
  if (tokens.length === 0) return findings;
  return findings.filter(({ start, end }) => !tokens.some((token) => token.start <= start && end <= token.end));
}
