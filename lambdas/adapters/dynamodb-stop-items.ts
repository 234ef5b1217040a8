import * as z from 'zod';
import type { Order, Stop } from '../record/stop.ts';
import { EVERYBODY, scopesOf } from '../record/stop.ts';
import { Corrupt } from '../runtime/errors.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { Writes } from './transact.ts';

/**
 * The table's items for stops. A stop that was lifted stays as an item without `stopped`, since no function may delete.
 *
 * | pk            | sk      | holds                                                                          |
 * | `stops`       | a scope | a stop, as the attribute `stopped`                                             |
 * | `stops#<0-f>` | a scope | one of its sixteen copies, of which a claim checks one                         |
 * | `orders`      | `000001`| one order of the operators' log                                                |
 */
export const STOPS = 'stops';
export const ORDERS = 'orders';

/** Transactions that check one item at a time get into each other's way, so claims are spread over copies of a stop. */
const COPIES = '0123456789abcdef'.split('');

/** The conditions under which an operation of this agent may be claimed: one copy of each stop that could hold. */
export function stopChecks(TableName: string, { id, agent }: { id: string; agent: string }): Writes {
  const pk = `${STOPS}#${sha256(id).slice(0, 1)}`;
  return scopesOf(agent).map((sk) => ({
    ConditionCheck: { TableName, Key: { pk, sk }, ConditionExpression: 'attribute_not_exists(stopped)' },
  }));
}

/** Everything that an order writes: its line in the log, the stop, and the copies. */
export function orderWrites(TableName: string, order: Order): Writes {
  const { scope, by, at, reason } = order;
  const stop: Stop = { scope, by, at, reason };
  const held = order.type === 'stopped' ? { stopped: JSON.stringify(stop) } : { resumed: JSON.stringify(stop) };
  const line = { ...orderKey(order.seq), order: JSON.stringify(order) };
  return [
    { Put: { TableName, Item: line, ConditionExpression: 'attribute_not_exists(pk)' } },
    ...[STOPS, ...COPIES.map((copy) => `${STOPS}#${copy}`)].map((pk) => ({
      Put: { TableName, Item: { pk, sk: scope, ...held } },
    })),
  ];
}

export function orderKey(seq: number) {
  return { pk: ORDERS, sk: String(seq).padStart(6, '0') };
}

const stopShape = z.object({ scope: z.string(), by: z.string(), at: z.string(), reason: z.string() });
const orderShape = stopShape.extend({
  seq: z.int(),
  type: z.enum(['stopped', 'resumed']),
  previous: z.string().nullable(),
});

/** The stop in an item, undefined when it was lifted. One that cannot be read holds: whoever wrote it meant to stop. */
export function stopFrom(item: Record<string, unknown>): Stop | undefined {
  if (item['stopped'] === undefined) return undefined;
  const stop = stopShape.safeParse(parsed(item['stopped']));
  if (stop.success) return stop.data;
  const scope = String(item['sk'] ?? EVERYBODY);
  return { scope, by: 'unknown', at: 'unknown', reason: 'the stop cannot be read; resume and stop again' };
}

/** Throws Corrupt when the item holds no order. */
export function orderFrom(item: Record<string, unknown>): Order {
  const order = orderShape.safeParse(parsed(item['order']));
  if (!order.success) throw new Corrupt(`${ORDERS} ${String(item['sk'])}`, 'it is no order');
  return order.data;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
