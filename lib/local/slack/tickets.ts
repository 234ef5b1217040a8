import { randomBytes } from 'node:crypto';

/** What became of an attempt to use a ticket. */
export type Redemption<T> = { readonly use: 'granted'; readonly holds: T } | { readonly use: Refused };
type Refused = 'unknown' | 'expired' | 'spent';

/** Issues unguessable ids that stand for a value, a number of times and for a while. */
export interface TicketBook<T> {
  issue(holds: T): string;
  redeem(id: string): Redemption<T>;
  clear(): void;
}

interface Ticket<T> {
  readonly holds: T;
  readonly expires: number;
  left: number;
}

/** A book of tickets that may be used `uses` times within `milliseconds`; the clock gives milliseconds. */
export function ticketBook<T>(rule: {
  uses: number;
  milliseconds: number;
  clock: () => number;
  form: (random: string) => string;
}): TicketBook<T> {
  const tickets = new Map<string, Ticket<T>>();
  return {
    issue(holds) {
      const id = rule.form(randomBytes(16).toString('hex'));
      tickets.set(id, { holds, expires: rule.clock() + rule.milliseconds, left: rule.uses });
      return id;
    },
    redeem(id) {
      const ticket = tickets.get(id);
      if (!ticket) return { use: 'unknown' };
      if (ticket.left === 0) return { use: 'spent' };
      if (rule.clock() >= ticket.expires) return { use: 'expired' };
      ticket.left -= 1;
      return { use: 'granted', holds: ticket.holds };
    },
    clear: () => tickets.clear(),
  };
}
