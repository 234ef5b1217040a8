import { describe, expect, it } from '@jest/globals';
import { requestApproval } from '../../../lambdas/approve/request-approval.ts';
import type { Pending } from '../../../lambdas/record/operation.ts';
import { close } from '../../../lambdas/record/steps.ts';
import { transition } from '../../../lambdas/record/transition.ts';
import { SlackRefused, SlackUnavailable } from '../../../lambdas/runtime/errors.ts';
import { aChannel, CHANNEL } from '../../support/a-channel.ts';
import { fixedClock } from '../../support/a-clock.ts';
import { anOperation, aStoreWith, ID, type Recorded } from '../../support/an-operation.ts';

async function asking(recorded?: Recorded) {
  const operations = await aStoreWith(recorded ?? (await anOperation.pendingWithoutCard()));
  const deps = { operations, channel: aChannel(), clock: fixedClock() };
  const request = (taskToken = 'token-1') => requestApproval({ operationId: ID, taskToken }, deps);
  return { ...deps, request };
}

describe('requestApproval', () => {
  it('keeps the token, posts the card once and remembers which message it is', async () => {
    const { operations, channel, request } = await asking();

    await request();

    const operation = (await operations.read(ID)) as Pending;
    expect(operation.card).toEqual({ channel: CHANNEL, message: channel.posts[0]?.card.message });
    expect(await operations.tokenOf(ID)).toBe('token-1');
    expect(JSON.stringify([channel.posts, operation, await operations.events(ID)])).not.toContain('token-1');
  });

  it('posts nothing when it is tried again, and waits by the new token', async () => {
    const { operations, channel, request } = await asking();

    await request('token-1');
    await request('token-2');

    expect(channel.posts).toHaveLength(1);
    expect(await operations.tokenOf(ID)).toBe('token-2');
  });

  it.each([new SlackUnavailable('timeout'), new SlackRefused('channel_not_found')])(
    'says by name that %s',
    async (error) => {
      const { operations, channel, request } = await asking();
      channel.broken.set('post', error);

      await expect(request()).rejects.toBe(error);

      expect(await operations.read(ID)).not.toHaveProperty('card');
      channel.broken.clear();
      await request();
      expect(channel.posts).toHaveLength(1);
    },
  );

  it('posts nothing for an operation that is decided, or that does not exist', async () => {
    const { channel, request } = await asking(await anOperation.approved());

    await expect(request()).rejects.toMatchObject({ name: 'WrongStatus', status: 'APPROVED' });
    expect(channel.posts).toEqual([]);
    const nobody = await asking(await anOperation.pending({ id: `${ID.slice(0, -1)}0` }));
    await expect(nobody.request()).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('takes the buttons from a card that came after the end', async () => {
    const { operations, channel, request, clock } = await asking();
    const post = channel.post;
    channel.post = async (message) => {
      const when = { at: clock(), by: 'agent:x' };
      await transition(operations, ID, (current) =>
        close(current, { status: 'CANCELLED', because: 'cancelled' }, when),
      );
      return post(message);
    };

    await expect(request()).rejects.toMatchObject({ name: 'WrongStatus', status: 'CANCELLED' });

    expect(channel.updates).toHaveLength(1);
    expect(JSON.stringify(channel.updates[0])).not.toContain('"button"');
    expect(await operations.read(ID)).toMatchObject({ status: 'CANCELLED' });
  });
});
