/** A text as far as it fits, and whether anything is missing. */
export interface Cut {
  readonly text: string;
  readonly cut: boolean;
}

/** Room for the sentence that says how much is missing. */
const TAIL = 40;

/**
 * The start of a text that takes at most `budget` characters of JSON, the sentence on what is missing included. Never ends
 * inside a character. Slack counts a message's blocks as JSON, where a quote, a backslash and a line feed take two.
 */
export function cut(text: string, budget: number): Cut {
  if (size(text) <= budget) return { text: text || '(empty)', cut: false };
  let kept = '';
  let left = budget - TAIL;
  for (const character of text) {
    left -= size(character);
    if (left < 0) break;
    kept += character;
  }
  return { text: `${kept} ... ${text.length - kept.length} more characters not shown`, cut: true };
}

function size(text: string): number {
  return JSON.stringify(text).length - 2;
}
