import { renderBlocks } from './blocks.js';
import { askConfirm } from './dialogs.js';
import { avatar, el } from './dom.js';
import { enteredValues } from './inputs.js';
import { renderMrkdwn } from './mrkdwn.js';
import { control } from './server.js';
import { stateOf } from './state.js';

/** Renders a message (or a thread reply, or one that only you see) as the acting user sees it. */
export function renderMessage(message, userId) {
  const state = stateOf(message);
  const kind = message.ephemeral_to ? 'ephemeral' : message.thread_ts ? 'reply' : 'top';
  const item = el('li', { class: `message ${kind} ${state.tone}`, 'data-ts': message.ts, 'data-state': state.kind });
  const body = el('div', { class: 'message-body' });
  const surface = { press: (element, block, button) => void press({ message, userId, element, block, button, body }) };
  const content =
    message.blocks.length > 0
      ? renderBlocks(message.blocks, surface)
      : el('div', { class: 'text' }, renderMrkdwn(message.text));
  body.append(byline(message, state), el('div', { class: 'card' }, content));
  item.append(avatar('Countersign', 'app'), body);
  if (message.ephemeral_to) body.prepend(el('p', { class: 'only-you', text: 'Only visible to you' }));
  if (message.ephemeral_to) body.append(dismiss(item));
  return item;
}

function byline(message, state) {
  const time = new Date(Number(message.ts) * 1000);
  const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return el(
    'p',
    { class: 'byline' },
    el('strong', { text: 'Countersign' }),
    el('span', { class: 'app-badge', text: 'App' }),
    el('time', { datetime: time.toISOString(), title: time.toLocaleString(), text: clock }),
    message.edited ? el('span', { class: 'quiet', text: '(edited)' }) : undefined,
    state.label ? el('span', { class: 'state', text: state.label }) : undefined,
  );
}

async function press({ message, userId, element, block, button, body }) {
  if (element.confirm && !(await askConfirm(element.confirm))) return;
  body.querySelector(':scope > .notice')?.remove();
  button.disabled = true;
  button.classList.add('busy');
  const result = await control('click', {
    messageTs: message.ts,
    actionId: element.action_id,
    blockId: block.block_id,
    userId,
    values: enteredValues(body),
  });
  button.disabled = false;
  button.classList.remove('busy');
  if (!result.ok) body.append(el('p', { class: 'notice error', role: 'alert', text: `⚠ ${result.error}` }));
}

function dismiss(item) {
  return el('button', {
    type: 'button',
    class: 'link-button',
    text: 'Dismiss message',
    on: { click: () => item.remove() },
  });
}
