/**
 * Code points that change how the text around them reads: controls, zero-width and bidirectional marks (UAX #9), the
 * byte-order mark, and tag characters. They are shown as escapes, so that what a reviewer reads is what is there.
 */
// eslint-disable-next-line no-control-regex, no-misleading-character-class -- naming these characters is the point
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E007F}]/gu;

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
