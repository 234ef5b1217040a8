import { el } from './dom.js';
import { withEmoji } from './emoji.js';
import { renderMrkdwn } from './mrkdwn.js';

/** A warning and the JSON of something that the stand-in cannot show. */
export function unknownPiece(kind, piece) {
  const warning = `⚠ This stand-in cannot show the ${kind} type “${piece.type}”. Its JSON:`;
  return el(
    'div',
    { class: 'unknown' },
    el('p', { text: warning }),
    el('pre', { class: 'code', tabindex: '0', text: JSON.stringify(piece, null, 2) }),
  );
}

/** The nodes of a text object: plain_text literally, mrkdwn formatted. */
export function textNodes(text) {
  if (!text) return [];
  if (text.type === 'mrkdwn') return renderMrkdwn(text.text);
  return [text.emoji === false ? text.text : withEmoji(text.text)];
}
