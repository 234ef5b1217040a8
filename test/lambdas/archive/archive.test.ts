import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { InMemoryStopStore } from '../../../lambdas/adapters/in-memory-stop-store.ts';
import { type Archive, archiveOperation, archiveOrder } from '../../../lambdas/archive/archive.ts';
import type { ArchivedReceipt } from '../../../lambdas/record/receipt.ts';
import { hashOfOrder, nextOrder } from '../../../lambdas/record/stop.ts';
import { NOON } from '../../support/a-clock.ts';
import { anOperation, aStoreWith, ID, newId, type Recorded } from '../../support/an-operation.ts';

async function archiving(recorded: Recorded) {
  const put: ArchivedReceipt[] = [];
  const archive: Archive = { put: async (receipt) => void put.push(receipt) };
  const operations = await aStoreWith(recorded);
  return { put, archiveIt: (id = ID) => archiveOperation(id, { operations, stops: new InMemoryStopStore(), archive }) };
}

describe('archiveOrder', () => {
  it('files an order under its number, with its hash, and the same bytes each time', async () => {
    const put: ArchivedReceipt[] = [];
    const stops = new InMemoryStopStore();
    const said = { type: 'stopped', scope: 'all', by: 'arn:aws:iam::111122223333:user/dana', reason: 'why' } as const;
    const order = nextOrder(undefined, { ...said, at: NOON });
    await stops.give(order);
    const deps = { stops, archive: { put: async (receipt: ArchivedReceipt) => void put.push(receipt) } };

    await archiveOrder(1, deps);
    await archiveOrder(1, deps);

    expect(put[0]).toEqual(put[1]);
    expect(put[0]?.key).toBe('raw/orders/000001.json.gz');
    expect(JSON.parse(gunzipSync(put[0]?.bytes ?? '').toString())).toEqual({
      schema: 'countersign.order/1',
      order,
      hash: hashOfOrder(order),
    });
    await expect(archiveOrder(2, deps)).rejects.toMatchObject({ name: 'NotFound' });
  });
});

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
