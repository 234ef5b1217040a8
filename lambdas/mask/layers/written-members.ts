import { isIn, SPACE } from '../characters.ts';

/** How many object members a JSON text writes, repeated names included: a parsed document keeps only the last of each. */
export function writtenMembers(text: string): number {
  let members = 0;
  let at = text.indexOf('"');
  while (at >= 0) {
    const end = stringEnd(text, at + 1);
    if (isColonNext(text, end + 1)) members++;
    at = text.indexOf('"', end + 1);
  }
  return members;
}

function stringEnd(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end > from && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charAt(start - 1) === '\\') start--;
  return (at - start) % 2 === 1;
}

function isColonNext(text: string, from: number): boolean {
  let at = from;
  while (isIn(SPACE, text, at)) at++;
  return text[at] === ':';
}
