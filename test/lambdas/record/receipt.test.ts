import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { archivedReceipt, receiptOf } from '../../../lambdas/record/receipt.ts';
import { sha256 } from '../../../lambdas/runtime/sha256.ts';
import { aCall } from '../../support/a-call.ts';
import { anOperation, ID } from '../../support/an-operation.ts';

const expired = () =>
  anOperation.closed({ status: 'EXPIRED', because: 'Nobody answered.' }, { at: '2026-11-22T23:59:59.999Z' });

describe('archivedReceipt', () => {
  it('stands under the hour in which the operation closed', async () => {
    const { operation, events } = await expired();

    expect(archivedReceipt(operation, events).key).toBe(`raw/dt=2026-11-22/hh=23/${ID}.json.gz`);
  });

  it('is one line of canonical JSON, and its hash is that of the line', async () => {
    const { operation, events } = await expired();

    const receipt = archivedReceipt(operation, events);

    const text = gunzipSync(receipt.bytes).toString('utf8');
    expect(text.endsWith('}\n')).toBe(true);
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(receipt.sha256).toBe(sha256(text));
    expect(JSON.parse(text)).toMatchObject({
      schema: 'countersign.receipt/1',
      operation: { id: ID, status: 'EXPIRED', because: 'Nobody answered.' },
      head: operation.head,
      events: events.map((event) => ({ ...event })),
    });
  });

  it('has the same bytes however often it is made', async () => {
    const { operation, events } = await expired();

    expect(archivedReceipt(operation, events)).toEqual(
      archivedReceipt(structuredClone(operation), structuredClone(events)),
    );
  });

  it('holds the masked call only', async () => {
    const call = aCall({ input: { Bucket: 'invoices', Key: 'hunter2-as-asked' } });
    const { operation, events } = await anOperation.closed(
      { status: 'EXPIRED', because: 'late' },
      { call, shown: aCall() },
    );

    expect(gunzipSync(archivedReceipt(operation, events).bytes).toString()).not.toContain('hunter2-as-asked');
  });

  it('says so when its history does not hold together', async () => {
    const { operation, events } = await expired();

    expect(receiptOf(operation, events)['integrity']).toBe('whole');
    expect(receiptOf(operation, events.slice(1))['integrity']).toBe('event 1 is missing');
  });
});
