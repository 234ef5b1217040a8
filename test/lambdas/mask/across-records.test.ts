import { describe, expect, it } from '@jest/globals';
import { mask } from '../../../lambdas/mask/mask.ts';
import { SCAN_EVERYTHING } from '../../../lambdas/mask/plan.ts';

const BEGIN = '-----BEGIN RSA PRIVATE KEY-----';
const END = '-----END RSA PRIVATE KEY-----';
const LINE = 'MIIEpAIBAAKCAQEAq7Zk3vXyT9sLmN2pR5wB8dF1gH4jK6MIIEpAIBAAKCAQEAq7';
const events = (...messages: readonly string[]) => ({
  events: messages.map((message, timestamp) => ({ timestamp, message, ingestionTime: 1 })),
});

function messagesOf(value: object): readonly string[] {
  const masked = mask(value, SCAN_EVERYTHING).value as unknown as ReturnType<typeof events>;
  return masked.events.map(({ message }) => message);
}

describe('a private key that was logged line by line', () => {
  it('is masked in every event that holds a line of it, and in no other', () => {
    const messages = messagesOf(events('start', BEGIN, LINE, LINE, 'q7Zk3vXyT9s=', END, 'done', LINE.slice(0, 12)));

    expect(messages.slice(2, 6)).toEqual(Array(4).fill('[masked:private-key]'));
    expect([messages[0], messages[6], messages[7]]).toEqual(['start', 'done', LINE.slice(0, 12)]);
  });

  it('ends with the first line that is none, where its end was not logged', () => {
    const messages = messagesOf(events(BEGIN, LINE, 'level=info all is quiet', 'word'));

    expect(messages.slice(1)).toEqual(['[masked:private-key]', 'level=info all is quiet', 'word']);
  });

  it('goes on over a line that looks like one of the key only once something in it is masked', () => {
    const long = Buffer.from('alice.long.name@department.example.org '.repeat(3)).toString('base64');
    const once = messagesOf(events(BEGIN, long, LINE));

    expect(messagesOf(events(...once))).toEqual(once);
    expect(once[2]).toBe('[masked:private-key]');
  });

  it('goes on past another member in which one begins', () => {
    const once = mask([BEGIN, { note: `password://${BEGIN}` }, LINE], SCAN_EVERYTHING).value;

    expect(mask(once, SCAN_EVERYTHING).value).toEqual(once);
    expect(once).toHaveProperty('2', '[masked:private-key]');
  });

  it('masks no other member of the events', () => {
    const value = { events: [{ message: BEGIN, id: 'a1' }, { message: LINE, id: 'b2' }] };

    expect(mask(value, SCAN_EVERYTHING).value).toMatchObject({ events: [{ id: 'a1' }, { id: 'b2' }] });
  }); // prettier-ignore
});
