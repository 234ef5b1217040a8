import { el } from './dom.js';
import { renderElement } from './elements.js';
import { inputField } from './inputs.js';
import { renderRichText } from './rich-text.js';
import { textNodes, unknownPiece } from './text.js';

const BLOCKS = {
  header: (block) => el('h3', { class: 'block-header' }, textNodes(block.text)),
  section: renderSection,
  divider: () => el('hr'),
  context: (block) => el('div', { class: 'context' }, (block.elements ?? []).map(contextElement)),
  actions: (block, surface) =>
    el(
      'div',
      { class: 'actions' },
      (block.elements ?? []).map((element) => renderElement(element, block, surface)),
    ),
  rich_text: renderRichText,
  input: (block) => inputField(block),
};

/**
 * Renders blocks; `surface.press(element, block, button)` is called for a pressed button. A block that the stand-in does
 * not know is shown as its JSON with a warning, never left out.
 */
export function renderBlocks(blocks, surface) {
  return blocks.map((block) => {
    const render = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : undefined;
    return render ? render(block, surface) : unknownPiece('block', block);
  });
}

function renderSection(block, surface) {
  const body = el(
    'div',
    { class: 'section-body' },
    block.text ? el('div', { class: 'text' }, textNodes(block.text)) : undefined,
    block.fields ? el('div', { class: 'fields' }, block.fields.map(field)) : undefined,
  );
  const accessory = block.accessory ? renderElement(block.accessory, block, surface) : undefined;
  return el('div', { class: 'section' }, body, accessory);
}

/** A field whose first line is a label is styled as label and value (Slack shows both alike); the text stays what the app sent. */
function field(text) {
  const [label, ...rest] = text.text.split('\n');
  if (text.type !== 'plain_text' || rest.length === 0) return el('div', { class: 'field' }, textNodes(text));
  return el(
    'p',
    { class: 'field' },
    el('span', { class: 'field-label' }, textNodes({ ...text, text: label })),
    '\n',
    el('span', { class: 'field-value' }, textNodes({ ...text, text: rest.join('\n') })),
  );
}

function contextElement(element) {
  // Images are not fetched: the page talks to nothing but the stand-in.
  if (element.type === 'image') return el('span', { class: 'image-alt', text: `[image: ${element.alt_text ?? ''}]` });
  return el('span', { class: 'text' }, textNodes(element));
}
