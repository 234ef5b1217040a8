import { el } from './dom.js';
import { emojiNamed } from './emoji.js';
import { nameOf } from './people.js';

/** Renders Slack's mrkdwn as Slack does, mentions and links included: an injection shows here as it would there. */
export function renderMrkdwn(text) {
  const pieces = text.split(/```([\s\S]+?)```/);
  return pieces.flatMap((piece, index) =>
    index % 2 ? [el('pre', { class: 'code', text: decode(piece) })] : lines(piece),
  );
}

function lines(text) {
  const nodes = [];
  text.split('\n').forEach((line, index, all) => {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote) nodes.push(el('blockquote', {}, inline(quote[1])));
    else nodes.push(...inline(line), ...(index < all.length - 1 ? [el('br')] : []));
  });
  return nodes;
}

// A formatting mark opens before a non-space and closes after one, and does not touch a letter or digit outside.
const styled = (mark) =>
  `(?<![\\p{L}\\p{N}${mark}])${mark}(?=\\S)([^${mark}\\n]+?)(?<=\\S)${mark}(?![\\p{L}\\p{N}${mark}])`;

const RULES = [
  { form: '`([^`\\n]+)`', node: (text) => el('code', { text: decode(text) }) },
  { form: '<([^<>\\n]+)>', node: angle },
  { form: styled('\\*'), node: (text) => el('strong', {}, inline(text)) },
  { form: styled('_'), node: (text) => el('em', {}, inline(text)) },
  { form: styled('~'), node: (text) => el('s', {}, inline(text)) },
  { form: '(https?:\\/\\/[^\\s<>|*`]*[^\\s<>|*`.,;:!?)\'"])', node: (url) => link(url, url) },
  { form: ':([a-z0-9_+-]+):', node: (name) => emojiNamed(name) ?? `:${name}:` },
];

function inline(text) {
  const nodes = [];
  let rest = text;
  while (rest !== '') {
    const first = firstMatch(rest);
    if (!first) return [...nodes, decode(rest)];
    nodes.push(decode(rest.slice(0, first.match.index)), first.rule.node(first.match[1]));
    rest = rest.slice(first.match.index + first.match[0].length);
  }
  return nodes;
}

function firstMatch(text) {
  return RULES.map((rule) => ({ rule, match: new RegExp(rule.form, 'u').exec(text) }))
    .filter(({ match }) => match)
    .sort((one, other) => one.match.index - other.match.index)[0];
}

/** What stands between angle brackets: a mention, or a link with or without a label. */
function angle(content) {
  const [target, label] = content.split(/\|(.*)/s);
  if (/^!(channel|here|everyone)$/.test(target)) return mention(`@${target.slice(1)}`, 'loud');
  if (target.startsWith('!subteam^')) return mention(label ?? `@${target.slice(9)}`, 'loud');
  if (target.startsWith('!date^')) return el('time', { text: decode(label ?? target) });
  if (target.startsWith('@')) return mention(`@${nameOf(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('#')) return mention(`#${label ?? target.slice(1)}`);
  return /^(https?|mailto):/.test(target) ? link(target, label ?? target) : decode(`<${content}>`);
}

/** A mention; `loud` ones notify many people. */
export function mention(text, kind = 'one') {
  return el('span', { class: `mention ${kind}`, text: decode(text) });
}

/** A link that opens elsewhere and tells nothing about this page; its title shows where it really goes. */
export function link(target, label) {
  const href = decode(target);
  return el('a', { href, title: href, target: '_blank', rel: 'noopener noreferrer', text: decode(label) });
}

function decode(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
