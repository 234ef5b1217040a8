/**
 * Code points that change how the text around them reads, or that nobody sees: controls, formats (zero-width and
 * bidirectional marks, UAX #9; tag characters), line and paragraph separators, and everything that Unicode says to ignore.
 * They are shown as escapes, so that what a reviewer reads is what is there.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Agent-supplied text for one line of a card: nothing in it is invisible, re-ordered or a line break. */
export function untrusted(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, escape);
}

/** Agent-supplied text of several lines (pretty-printed JSON): as `untrusted`, but line feeds stay. */
export function untrustedLines(text: string): string {
  return text.split('\n').map(untrusted).join('\n');
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
