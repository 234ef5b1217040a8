import type { PersonalCase } from './corpus.ts';
import type { Rate } from './rate.ts';

/** Of the words that masking took out of a sentence, how many touch something personal. */
export function tokenPrecision({ text, spans }: PersonalCase, masked: string): Rate {
  const taken = takenTokens(text, masked);
  const gold = spans ?? [];
  const right = taken.filter(({ start, end }) => gold.some(([from, to]) => from < end && start < to));
  return { hit: right.length, of: taken.length };
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Going through the words in order, each uses up one equal word of the masked text; a word that finds none was masked. */
function takenTokens(text: string, masked: string): readonly Token[] {
  const left = new Map<string, number>();
  for (const { text: token } of tokensOf(masked)) left.set(token, (left.get(token) ?? 0) + 1);
  return tokensOf(text).filter((token) => {
    const remaining = left.get(token.text) ?? 0;
    left.set(token.text, remaining - 1);
    return remaining <= 0;
  });
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
