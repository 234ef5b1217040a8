import type { Pass } from './pass.ts';
import { pathOf } from './path.ts';
import { standIn } from './placeholder.ts';
import { count } from './report.ts';
import type { Spot } from './spot.ts';
import type { Visitor } from './walk.ts';

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/;
const SHORTEST_BEGIN = '-----BEGIN PRIVATE KEY'.length;
const END = '-----END ';
/** A line of a PEM block: base64, or a header such as `Proc-Type: 4,ENCRYPTED`. */
const KEY_LINE = /^\s*(?:[A-Za-z0-9+/]{1,128}={0,2}|[A-Za-z-]{1,40}: [\w,-]{1,80})?\s*$/;
/** An RSA key of 16,384 bits has about so many lines of 64 characters. */
const MOST_LINES = 250;
const TYPE = 'private-key';

/**
 * A visitor that also knows what the record before it began: a private key that was logged line by line stands in as many log
 * events, and only the first of them says what it is. The lines after it are masked up to its end, or to the first that is none.
 */
export function acrossRecords(visitor: Visitor, pass: Pass): Visitor {
  /** By the member in which each key was begun: how many lines of it may follow. */
  const open = new Map<string | undefined, number>();
  /** Whether the text is a line of the key that was begun; the last line ends it. */
  const goesOn = (text: string, { key }: Spot): boolean => {
    const left = open.size === 0 ? undefined : open.get(key);
    if (left === undefined) return false;
    const isEnd = text.includes(END);
    if (!isEnd && !KEY_LINE.test(text)) return false;
    if (isEnd || left === 1) open.delete(key);
    else open.set(key, left - 1);
    return true;
  };
  return {
    ...visitor,
    text: (text, spot) => {
      if (goesOn(text, spot)) return blank(pass, spot);
      const masked = visitor.text(text, spot);
      // Too long a line may be a line of the key once something in it is masked: then it is so now, not at the next masking.
      if (masked !== text && goesOn(masked, spot)) return blank(pass, spot);
      if (open.size > 0) open.delete(spot.key);
      if (begins(text)) open.set(spot.key, MOST_LINES);
      return masked;
    },
  };
}

function begins(text: string): boolean {
  return text.length >= SHORTEST_BEGIN && BEGIN.test(text) && !text.includes(END);
}

function blank(pass: Pass, spot: Spot): string {
  count(pass.tally, pathOf(spot), TYPE);
  return standIn(TYPE);
}
