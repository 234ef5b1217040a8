import { el } from './dom.js';
import { textNodes, unknownPiece } from './text.js';

/** Renders an element of an actions or section block. */
export function renderElement(element, block, surface) {
  if (element.type === 'button') return button(element, block, surface);
  if (element.type === 'image') return el('span', { class: 'image-alt', text: `[image: ${element.alt_text ?? ''}]` });
  return unknownPiece('element', element);
}

function button(element, block, surface) {
  const style = element.style ?? 'plain';
  const node = el(
    'button',
    {
      type: 'button',
      class: `button ${style}`,
      'data-action-id': element.action_id,
      'aria-label': element.accessibility_label,
    },
    textNodes(element.text),
  );
  node.addEventListener('click', () => surface.press(element, block, node));
  return node;
}
