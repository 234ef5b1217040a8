import { avatar, el } from './dom.js';
import { nameOf } from './people.js';

/** Fills in workspace, channel and members, and the switch between reviewers; `change(id)` is called on a choice. */
export function showSidebar(identity, userId, change) {
  document.getElementById('workspace-name').textContent = identity.workspace;
  document.getElementById('channel-name').textContent = identity.channel.name;
  document.getElementById('channel-title').textContent = identity.channel.name;
  document.getElementById('members').append(...identity.reviewers.map(({ name }) => avatar(name)));
  const choices = identity.reviewers.map((reviewer) => choice(reviewer, reviewer.id === userId, change));
  document.querySelector('#reviewers fieldset').append(...choices);
}

function choice({ id, name, title, blurb }, checked, change) {
  const radio = el('input', { type: 'radio', name: 'reviewer', value: id, checked, on: { change: () => change(id) } });
  const text = el(
    'span',
    { class: 'reviewer-text' },
    el('span', { class: 'reviewer-name', text: name }),
    el('span', { class: 'reviewer-title', text: title }),
    el('span', { class: 'reviewer-blurb', text: blurb }),
  );
  return el('label', { class: 'reviewer' }, radio, avatar(name), text);
}

/** Shows whether the page is connected to the stand-in. */
export function showConnection(isLive) {
  const status = document.getElementById('connection');
  status.textContent = isLive ? 'Live' : 'Not connected: is the stand-in running?';
  status.classList.toggle('lost', !isLive);
}

/** Shows exactly these deliveries, the newest first. */
export function showDeliveries(deliveries) {
  document.getElementById('deliveries').replaceChildren();
  document.getElementById('no-deliveries').hidden = false;
  deliveries.forEach(addDelivery);
}

/** Adds what was sent to the gateway and how it answered. */
export function addDelivery({ what, userId, ok, result, milliseconds, at }) {
  const list = document.getElementById('deliveries');
  document.getElementById('no-deliveries').hidden = true;
  const title = `${new Date(at).toLocaleTimeString()}: ${result}`;
  list.prepend(
    el(
      'li',
      { class: ok ? 'ok' : 'bad', title },
      el('span', { class: 'what', text: `${what}` }),
      el('span', {
        class: 'result',
        text: `${nameOf(userId) ?? userId} · ${ok ? result : 'failed'} in ${milliseconds} ms`,
      }),
    ),
  );
  while (list.childElementCount > 5) list.lastElementChild.remove();
}
