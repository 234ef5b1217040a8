import { isOpen } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import { archivedReceipt, type ArchivedReceipt } from '../record/receipt.ts';
import { archivedOrder } from '../record/order-receipt.ts';
import type { StopStore } from '../record/stop-store.ts';
import { NotFound } from '../runtime/errors.ts';

/** Write-once storage for receipts. Throws when a different receipt already stands under the key. */
export interface Archive {
  put(receipt: ArchivedReceipt): Promise<void>;
}

export interface ArchiveDeps {
  readonly operations: OperationStore;
  readonly stops: StopStore;
  readonly archive: Archive;
}

/** Archives one closed operation from a consistent read of the table, not from the stream's copy. Repeating it is harmless. */
export async function archiveOperation(id: string, deps: ArchiveDeps): Promise<void> {
  const operation = await deps.operations.read(id);
  if (!operation) throw new NotFound(id);
  if (isOpen(operation)) return;
  await deps.archive.put(archivedReceipt(operation, await deps.operations.events(id)));
}

/** Archives one order of the operators' log, from a consistent read. Repeating it is harmless. */
export async function archiveOrder(seq: number, deps: Pick<ArchiveDeps, 'stops' | 'archive'>): Promise<void> {
  const order = await deps.stops.order(seq);
  if (!order) throw new NotFound(`order ${seq}`);
  await deps.archive.put(archivedOrder(order));
}
