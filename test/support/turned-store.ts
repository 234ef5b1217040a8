import type { OperationStore, TaskTokenStore } from '../../lambdas/record/operation-store.ts';
import type { StopStore } from '../../lambdas/record/stop-store.ts';
import type { Turns } from './a-turnstile.ts';

/** A store whose every access waits at the turnstile: the points between which other processes can come. */
export function turnedStore(
  store: OperationStore & TaskTokenStore,
  { access }: Turns,
): OperationStore & TaskTokenStore {
  return {
    create: (operation, events, key) => access(() => store.create(operation, events, key)),
    existing: (key) => access(() => store.existing(key)),
    read: (id) => access(() => store.read(id)),
    events: (id) => access(() => store.events(id)),
    commit: (before, after, events) => access(() => store.commit(before, after, events)),
    inSession: (agent, session) => access(() => store.inSession(agent, session)),
    overdue: (status, time) => access(() => store.overdue(status, time)),
    keepToken: (id, token) => access(() => store.keepToken(id, token)),
    tokenOf: (id) => access(() => store.tokenOf(id)),
  };
}

/** The same for the stops. */
export function turnedStops(stops: StopStore, { access }: Turns): StopStore {
  return {
    stopOf: (agent) => access(() => stops.stopOf(agent)),
    stops: () => access(() => stops.stops()),
    lastOrder: () => access(() => stops.lastOrder()),
    order: (seq) => access(() => stops.order(seq)),
    give: (order) => access(() => stops.give(order)),
  };
}
