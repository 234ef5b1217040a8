import { el } from './dom.js';
import { emojiNamed } from './emoji.js';
import { link, mention } from './mrkdwn.js';
import { nameOf } from './people.js';

const PARTS = {
  rich_text_section: (part) => el('p', { class: 'text' }, inlines(part)),
  rich_text_preformatted: (part) => el('pre', { class: 'code', tabindex: '0' }, inlines(part)),
  rich_text_quote: (part) => el('blockquote', {}, inlines(part)),
  rich_text_list: (part) =>
    el(
      part.style === 'ordered' ? 'ol' : 'ul',
      { class: 'list' },
      (part.elements ?? []).map((item) => el('li', {}, inlines(item))),
    ),
};

const INLINES = {
  text: (item) => styled(item.text ?? '', item.style ?? {}),
  link: (item) =>
    /^(https?|mailto):/.test(item.url) ? link(item.url, item.text ?? item.url) : (item.text ?? item.url),
  emoji: (item) => emojiNamed(item.name) ?? `:${item.name}:`,
  user: (item) => mention(`@${nameOf(item.user_id) ?? item.user_id}`),
  usergroup: (item) => mention(`@${item.usergroup_id}`, 'loud'),
  channel: (item) => mention(`#${item.channel_id}`),
  broadcast: (item) => mention(`@${item.range}`, 'loud'),
};

/** Renders a rich_text block: text elements are literal, whatever they hold. */
export function renderRichText(block) {
  return el(
    'div',
    { class: 'rich-text' },
    (block.elements ?? []).map((part) => PARTS[part.type]?.(part)),
  );
}

function inlines(part) {
  return (part.elements ?? []).map((item) => (INLINES[item.type] ?? ((other) => JSON.stringify(other)))(item));
}

function styled(text, style) {
  const tags = [
    ['code', 'code'],
    ['bold', 'strong'],
    ['italic', 'em'],
    ['strike', 's'],
  ];
  return tags.reduce((node, [name, tag]) => (style[name] ? el(tag, {}, node) : node), document.createTextNode(text));
}
