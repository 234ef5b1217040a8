import { el } from './dom.js';
import { renderMessage } from './message.js';

const list = document.getElementById('messages');
const pane = document.querySelector('main');
const shown = new Map();

/** Shows exactly these messages. */
export function showMessages(messages, userId) {
  shown.clear();
  list.replaceChildren();
  for (const message of messages) putMessage(message, userId, false);
  toEnd();
  summarise();
}

/** Adds a message, or replaces it where it stands; a reply goes under its thread's first message. */
export function putMessage(message, userId, scroll = true) {
  const wasAtEnd = isAtEnd();
  const item = renderMessage(message, userId);
  const old = list.querySelector(`[data-ts="${CSS.escape(message.ts)}"]`);
  const replies = old?.querySelector(':scope > .thread');
  if (replies) item.append(replies);
  if (old) old.replaceWith(item);
  else threadOf(message).append(item);
  shown.set(message.ts, item);
  if (!scroll) return;
  // Whoever reads further up is not pulled away.
  if (wasAtEnd) toEnd();
  summarise();
}

/** Takes a message away. */
export function dropMessage(ts) {
  shown.get(ts)?.remove();
  shown.delete(ts);
  summarise();
}

function threadOf(message) {
  const parent = message.thread_ts && message.thread_ts !== message.ts ? shown.get(message.thread_ts) : undefined;
  if (!parent) return list;
  const existing = parent.querySelector(':scope > .thread');
  if (existing) return existing;
  const thread = el('ol', { class: 'thread', 'aria-label': 'Replies' });
  parent.append(thread);
  return thread;
}

function isAtEnd() {
  return pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;
}

function toEnd() {
  pane.scrollTop = pane.scrollHeight;
}

function summarise() {
  const waiting = list.querySelectorAll('[data-state="waiting"]').length;
  const count = document.getElementById('waiting-count');
  count.textContent = `${waiting} waiting`;
  count.hidden = waiting === 0;
  document.getElementById('empty').hidden = list.childElementCount > 0;
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}#approvals · local stand-in, not Slack`;
}
