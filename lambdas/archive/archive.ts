import { isOpen } from '../record/operation.ts';
import type { OperationStore } from '../record/operation-store.ts';
import { archivedReceipt, type ArchivedReceipt } from '../record/receipt.ts';
import { NotFound } from '../runtime/errors.ts';

/** Write-once storage for receipts. Throws when a different receipt already stands under the key. */
export interface Archive {
  put(receipt: ArchivedReceipt): Promise<void>;
}

export interface ArchiveDeps {
  readonly operations: OperationStore;
  readonly archive: Archive;
}

/** Archives one closed operation from a consistent read of the table, not from the stream's copy. Repeating it is harmless. */
export async function archiveOperation(id: string, deps: ArchiveDeps): Promise<void> {
  const operation = await deps.operations.read(id);
  if (!operation) throw new NotFound(id);
  if (isOpen(operation)) return;
  await deps.archive.put(archivedReceipt(operation, await deps.operations.events(id)));
}
