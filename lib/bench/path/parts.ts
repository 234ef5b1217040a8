import type { OperationView } from '../../agent/operation-view.ts';
import { median } from '../statistics.ts';
import type { Table } from '../table.ts';

const PARTS = [
  ['received', 'card-posted', 'workflow started, card posted'],
  ['card-posted', 'verdict-given', 'card seen, clicked and judged, grant signed'],
  ['verdict-given', 'claimed', 'workflow woken, grant verified, decided again'],
  ['claimed', 'succeeded', 'one-shot role assumed, call made, answer masked'],
  ['received', 'succeeded', 'all of it, without what the agent waits between two looks'],
] as const;

/** Where the time of an ask goes, by the times in the operations' own records. Throws when one of them did not go that way. */
export function partsTable(asked: readonly OperationView[]): Table {
  return {
    title: 'Where the time of an ask goes',
    columns: ['from', 'to', 'median ms', 'what happens'],
    rows: PARTS.map(([from, to, what]) => [
      from,
      to,
      median(asked.map((operation) => timeOf(operation, to) - timeOf(operation, from))),
      what,
    ]),
  };
}

function timeOf({ id, timeline = [] }: OperationView, type: string): number {
  const event = timeline.find((one) => one.type === type);
  if (!event) throw new Error(`${id} has no event ${type}`);
  return Date.parse(event.at);
}
