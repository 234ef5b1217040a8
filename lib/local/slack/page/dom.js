/**
 * Makes an element: `class`, `text`, `on` (listeners by event) and plain attributes, then children. Text is only ever set
 * as text, so nothing that an app sends becomes markup.
 */
export function el(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) setOption(element, name, value);
  element.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return element;
}

function setOption(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'text') element.textContent = value;
  else if (name === 'on')
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  else element.setAttribute(name === 'class' ? 'class' : name, value === true ? '' : String(value));
}

/** An avatar with initials, coloured by the name. */
export function avatar(name, kind = 'person') {
  const initials = name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2);
  const tint = [...name].reduce((sum, letter) => sum * 10 + letter.codePointAt(0), 0) % 6;
  return el('span', {
    class: `avatar ${kind} tint-${tint}`,
    text: kind === 'app' ? '✓' : initials,
    'aria-hidden': 'true',
  });
}

let lastId = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
