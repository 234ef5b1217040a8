import { gzipSync } from 'node:zlib';
import { canonicalJson, type Json } from '../runtime/json.ts';
import { sha256 } from '../runtime/sha256.ts';
import type { ArchivedReceipt } from './receipt.ts';
import { hashOfOrder, type Order } from './stop.ts';

export const ORDER_SCHEMA = 'countersign.order/1';

/**
 * An order of the operators' log as it is archived: `raw/orders/<seq>.json.gz`, so that a missing one shows. The same order
 * gives the same bytes, however often it is archived.
 */
export function archivedOrder(order: Order): ArchivedReceipt {
  const filed = { schema: ORDER_SCHEMA, order: { ...order } as Json, hash: hashOfOrder(order) };
  const text = `${canonicalJson(filed)}\n`;
  return {
    key: `raw/orders/${String(order.seq).padStart(6, '0')}.json.gz`,
    bytes: gzipSync(text),
    sha256: sha256(text),
  };
}
