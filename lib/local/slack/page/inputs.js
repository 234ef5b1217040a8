import { el, freshId } from './dom.js';
import { textNodes, unknownPiece } from './text.js';

const CONTROLS = { plain_text_input: textControl, static_select: selectControl };

/** Renders an input block: label, control, hint and a place for an error. */
export function inputField(block) {
  const { element } = block;
  const make = Object.hasOwn(CONTROLS, element.type) ? CONTROLS[element.type] : undefined;
  if (!make) return unknownPiece('element', element);
  const id = freshId('input');
  const control = make(element, { id, 'aria-describedby': `${id}-hint ${id}-error`, 'data-block-id': block.block_id });
  if (!block.optional) control.setAttribute('aria-required', 'true');
  const optional = block.optional ? el('span', { class: 'quiet', text: ' (optional)' }) : undefined;
  return el(
    'div',
    { class: 'input-block' },
    el('label', { for: id }, textNodes(block.label), optional),
    control,
    el('p', { class: 'hint', id: `${id}-hint` }, textNodes(block.hint)),
    el('p', { class: 'error', id: `${id}-error`, role: 'alert' }),
  );
}

/** What is entered in the inputs inside `root`, by block id. */
export function enteredValues(root) {
  return Object.fromEntries(
    [...root.querySelectorAll('[data-block-id]')].map((node) => [node.dataset.blockId, node.value]),
  );
}

/** Shows errors (by block id) at their inputs, takes away the others, and moves to the first wrong input. */
export function showErrors(root, errors) {
  let first;
  for (const node of root.querySelectorAll('[data-block-id]')) {
    const error = errors[node.dataset.blockId];
    document.getElementById(`${node.id}-error`).textContent = error ?? '';
    if (error) node.setAttribute('aria-invalid', 'true');
    else node.removeAttribute('aria-invalid');
    if (error) first ??= node;
  }
  first?.focus();
}

function textControl(element, attributes) {
  const placeholder = element.placeholder?.text;
  if (!element.multiline)
    return withValue(el('input', { ...attributes, type: 'text', placeholder }), element.initial_value);
  return withValue(el('textarea', { ...attributes, rows: '4', placeholder }), element.initial_value);
}

function selectControl(element, attributes) {
  const none = el('option', { value: '', text: element.placeholder?.text ?? 'Choose' });
  const options = element.options.map((option) => el('option', { value: option.value, text: option.text.text }));
  return withValue(el('select', attributes, none, options), element.initial_option?.value);
}

function withValue(control, value) {
  if (value !== undefined) control.value = value;
  return control;
}
