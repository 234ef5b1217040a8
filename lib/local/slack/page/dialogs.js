import { renderBlocks } from './blocks.js';
import { el, freshId } from './dom.js';
import { enteredValues, showErrors } from './inputs.js';
import { textNodes } from './text.js';

/** Asks the question of a button's `confirm`; resolves to whether the answer was yes. Escape is a no. */
export function askConfirm(confirm) {
  const dialog = open('confirm', textNodes(confirm.title));
  const yes = el(
    'button',
    { type: 'button', class: `button ${confirm.style ?? 'primary'}` },
    textNodes(confirm.confirm),
  );
  const no = el('button', { type: 'button', class: 'button plain' }, textNodes(confirm.deny));
  dialog.append(
    el('div', { class: 'dialog-body text' }, textNodes(confirm.text)),
    el('footer', { class: 'dialog-actions' }, no, yes),
  );
  return new Promise((resolve) => {
    yes.addEventListener('click', () => dialog.close('yes'));
    no.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
    no.focus();
  });
}

/**
 * Shows a view as a modal. `handlers.submit(values)` resolves to `{ errors }`, `{ error }` or nothing;
 * `handlers.close()` is called when the user leaves it. Returns what closes it silently.
 */
export function showModal(view, handlers) {
  const dialog = open('modal', textNodes(view.title));
  const failure = el('p', { class: 'notice error', role: 'alert', hidden: true });
  const form = el(
    'form',
    { class: 'dialog-body', novalidate: true },
    renderBlocks(view.blocks, { press: () => undefined }),
    failure,
  );
  const send = view.submit
    ? el('button', { type: 'submit', class: 'button primary' }, textNodes(view.submit))
    : undefined;
  const leave = el('button', { type: 'button', class: 'button plain' }, view.close ? textNodes(view.close) : 'Close');
  form.append(el('footer', { class: 'dialog-actions' }, leave, send));
  dialog.append(form);
  leave.addEventListener('click', () => dialog.close('left'));
  dialog.addEventListener('cancel', () => (dialog.returnValue = 'left'));
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (dialog.returnValue !== 'silent') handlers.close();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitForm({ form, send, failure, handlers });
  });
  dialog.showModal();
  form.querySelector('[data-block-id]')?.focus();
  return () => dialog.close('silent');
}

async function submitForm({ form, send, failure, handlers }) {
  send.disabled = true;
  send.classList.add('busy');
  failure.hidden = true;
  showErrors(form, {});
  const result = await handlers.submit(enteredValues(form));
  send.disabled = false;
  send.classList.remove('busy');
  if (result.errors) showErrors(form, result.errors);
  failure.textContent = result.error ?? '';
  failure.hidden = !result.error;
}

function open(kind, title) {
  const id = freshId('dialog');
  const dialog = el('dialog', { class: `dialog ${kind}`, 'aria-labelledby': id });
  dialog.append(el('header', { class: 'dialog-header' }, el('h2', { id }, title)));
  document.body.append(dialog);
  return dialog;
}
