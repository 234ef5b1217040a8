import { describe, expect, it } from '@jest/globals';
import { type Archive, archiveOperation } from '../../../lambdas/archive/archive.ts';
import type { ArchivedReceipt } from '../../../lambdas/record/receipt.ts';
import { anOperation, aStoreWith, ID, newId, type Recorded } from '../../support/an-operation.ts';

async function archiving(recorded: Recorded) {
  const put: ArchivedReceipt[] = [];
  const archive: Archive = { put: async (receipt) => void put.push(receipt) };
  const operations = await aStoreWith(recorded);
  return { put, archiveIt: (id = ID) => archiveOperation(id, { operations, archive }) };
}

describe('archiveOperation', () => {
  it('archives a closed operation, with the same bytes each time', async () => {
    const { put, archiveIt } = await archiving(await anOperation.closed({ status: 'EXPIRED', because: 'late' }));

    await archiveIt();
    await archiveIt();

    expect(put).toHaveLength(2);
    expect(put[0]).toEqual(put[1]);
  });

  it.each(['pending', 'approved', 'allowed', 'executing'] as const)(
    'archives nothing that is still %s',
    async (status) => {
      const { put, archiveIt } = await archiving(await anOperation[status]());

      await archiveIt();

      expect(put).toEqual([]);
    },
  );

  it('fails for what is not in the table, so that the stream comes back to it', async () => {
    const { archiveIt } = await archiving(await anOperation.pending());

    await expect(archiveIt(newId())).rejects.toMatchObject({ name: 'NotFound' });
  });
});
