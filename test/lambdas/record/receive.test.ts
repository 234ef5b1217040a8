import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../lambdas/record/call.ts';
import { questionHash } from '../../../lambdas/record/question.ts';
import { ALLOWED_SECONDS, receive, waitSeconds } from '../../../lambdas/record/receive.ts';
import { aCall } from '../../support/a-call.ts';
import { NOON } from '../../support/a-clock.ts';
import { anAsk, ID, someQuestion } from '../../support/an-operation.ts';

const SECRET = 'hunter2-as-asked';
const call = aCall({ input: { Bucket: 'invoices', Key: SECRET } });
const shown = aCall({ input: { Bucket: 'invoices', Key: '[masked]' } });
const usage = { operations: 7, costBearing: 1, deniedInARow: 2, sessionOperations: 3 };
const decided = { policies: ['p'], policySet: 'a'.repeat(64), reasons: ['Because', 'so.'] };
const receiving = (decision: Parameters<typeof receive>[0]['decision']) =>
  receive({ id: ID, call, shown, question: { ...someQuestion(call), usage }, decision }, new Date(NOON));

describe('receive', () => {
  it('closes a denied operation at once, without the exact call', () => {
    const { operation, events } = receiving({ verdict: 'deny', ...decided });

    expect(operation).toMatchObject({
      status: 'DENIED',
      because: 'Because; so.',
      closedAt: NOON,
      version: 2,
      verdicts: [],
    });
    expect(JSON.stringify([operation, events])).not.toContain(SECRET);
    expect(events.map(({ type }) => type)).toEqual(['received', 'denied']);
  });

  it('gives an allowed operation a minute to start', () => {
    const { operation } = receiving({ verdict: 'allow', ...decided });

    expect(operation).toMatchObject({ status: 'ALLOWED', deadline: '2026-11-22T12:01:00.000Z', call });
    expect(ALLOWED_SECONDS).toBe(60);
  });

  it('gives a pending operation as long as the policy says', () => {
    const { operation, events } = receiving(anAsk({ timeoutSeconds: 90, quorum: 2 }));

    expect(operation).toMatchObject({ status: 'PENDING', deadline: '2026-11-22T12:01:30.000Z', verdicts: [] });
    expect(events[1]).toMatchObject({ type: 'approval-asked', facts: { approvers: ['platform'], quorum: 2 } });
  });

  it('binds the digest of the exact call, and shows the masked one in its events', () => {
    const { operation, events } = receiving(anAsk());

    expect(operation.digest).toBe(digestOf(call));
    expect(events[0]?.facts).toMatchObject({ digest: digestOf(call), question: questionHash(operation.question) });
    expect(operation.question.usage).toEqual(usage);
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });

  it.each([
    [undefined, 60],
    [30, 30],
    [60, 60],
    [3600, 60],
  ])(
    'lets an agent that asks for %s seconds wait %s of 60: never longer than the policy',
    (expiresInSeconds, seconds) => {
      const asked = aCall(expiresInSeconds === undefined ? {} : { expiresInSeconds });

      expect(waitSeconds(asked, { timeoutSeconds: 60 })).toBe(seconds);
    },
  );
});
