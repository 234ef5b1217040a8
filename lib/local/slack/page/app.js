import { dropMessage, putMessage, showMessages } from './channel.js';
import { showModal } from './dialogs.js';
import { learnPeople } from './people.js';
import { control, listen, loadIdentity } from './server.js';
import { addDelivery, showConnection, showDeliveries, showSidebar } from './sidebar.js';

let stopListening = () => undefined;
let closeModal = () => undefined;

function actAs(userId) {
  stopListening();
  closeModal();
  stopListening = listen(userId, {
    snapshot({ messages, view, deliveries }) {
      showMessages(messages, userId);
      showDeliveries(deliveries);
      showView(view, userId);
    },
    message: ({ message }) => putMessage(message, userId),
    gone: ({ ts }) => dropMessage(ts),
    view: ({ view }) => showView(view, userId),
    delivery: addDelivery,
    reset() {
      showMessages([], userId);
      showDeliveries([]);
      showView(null, userId);
    },
    status: showConnection,
  });
}

function showView(view, userId) {
  closeModal();
  closeModal = () => undefined;
  if (!view) return;
  closeModal = showModal(view, {
    submit: (values) => control('submit', { userId, values }),
    close: () => {
      closeModal = () => undefined;
      void control('close', { userId });
    },
  });
}

/** The user in the address (`?as=U0GRACE`), so that two windows can act as two people. */
function userInAddress(reviewers) {
  const asked = new URL(location.href).searchParams.get('as');
  return reviewers.find(({ id }) => id === asked)?.id ?? reviewers[0].id;
}

const identity = await loadIdentity();
learnPeople(identity.reviewers);
const first = userInAddress(identity.reviewers);
showSidebar(identity, first, (userId) => {
  history.replaceState(null, '', `?as=${encodeURIComponent(userId)}`);
  actAs(userId);
});
actAs(first);
