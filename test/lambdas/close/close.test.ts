import { describe, expect, it } from '@jest/globals';
import { SlackUnavailable, Unavailable } from '../../../lambdas/runtime/errors.ts';
import { closeOperation } from '../../../lambdas/close/close.ts';
import { sweep } from '../../../lambdas/close/sweep.ts';
import { aRead, anEnvelope } from '../../support/a-call.ts';
import { aGateway } from '../../support/a-gateway.ts';
import { newId } from '../../support/an-operation.ts';

/** A gateway with one allowed operation that nobody runs. */
async function anIdle() {
  const gateway = aGateway();
  Object.assign(gateway.api.executor, { run: async () => ({ ended: false }) });
  return { gateway, id: (await gateway.post(anEnvelope(aRead()))).id };
}

describe('closeOperation', () => {
  it.each([
    ['States.Timeout', 'Nobody answered in time; nothing ran.'],
    [undefined, 'Nobody answered in time; nothing ran.'],
    ['SlackUnavailable', 'The request did not reach the reviewers (Slack); nothing ran.'],
    ['SlackRefused', 'The request did not reach the reviewers (Slack); nothing ran.'],
    ['Lambda.Unknown', 'The approval could not be completed; nothing ran.'],
  ])('ends a request that %s stopped, and says why', async (failure, because) => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());

    await gateway.close({ operationId: id, ...(failure !== undefined && { failure }) });

    expect(await gateway.read(id)).toMatchObject({ status: 'EXPIRED', because });
  });

  it('ends what is approved and did not start', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());
    await gateway.approve(pending);

    await gateway.close({ operationId: pending.id, failure: 'Lambda.TooManyRequestsException' });

    expect(await gateway.read(pending.id)).toMatchObject({
      status: 'EXPIRED',
      because: 'It was not started in time; nothing ran.',
    });
  });

  it('changes nothing of what has ended, however often it is called, and says the same each time', async () => {
    const gateway = aGateway();
    const pending = await gateway.post(anEnvelope());
    await gateway.reject(pending, 'no thanks');
    const rejected = await gateway.read(pending.id);

    await gateway.close({ operationId: pending.id });
    await gateway.close({ operationId: pending.id });

    expect(await gateway.read(pending.id)).toEqual(rejected);
    const [one, two] = gateway.channel.updates;
    expect(one).toEqual(two);
  });

  it('stands though Slack could not be told, and then says so by name', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    gateway.channel.broken.set('update', new SlackUnavailable('ratelimited'));

    await expect(gateway.workflow.timeOut(id)).rejects.toMatchObject({ name: 'SlackUnavailable' });

    expect(await gateway.read(id)).toMatchObject({ status: 'EXPIRED' });
  });

  it('ends the wait of a workflow whose operation was cancelled', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());
    const verdicts: string[] = [];
    const decided = async (token: string, verdict: string) => verdicts.push(`${token} ${verdict}`) > 0;
    const workflow = { decided };

    await gateway.ask({ route: 'POST /operations/{id}/cancel', id });
    await closeOperation(
      { operationId: id },
      { operations: gateway.store, channel: gateway.channel, workflow, clock: gateway.clock },
    );

    expect(verdicts).toEqual([`token-${id} CANCELLED`]);
  });

  it('tells the reviewers once of a cancelled operation, by the last state of the workflow it wakes', async () => {
    const gateway = aGateway();
    const { id } = await gateway.post(anEnvelope());

    await gateway.ask({ route: 'POST /operations/{id}/cancel', id });
    await gateway.workflow.settle();

    expect(gateway.channel.replies.map(({ text }) => text)).toEqual(['CANCELLED: cancelled by the agent']);
  });

  it('refuses an id that does not exist', async () => {
    await expect(aGateway().close({ operationId: newId() })).rejects.toMatchObject({ name: 'NotFound' });
  });
});

describe('sweep', () => {
  it('closes what is overdue in every open status, and leaves the rest', async () => {
    const gateway = aGateway();
    const [pending, approved] = [await gateway.post(anEnvelope()), await gateway.post(anEnvelope())];
    await gateway.approve(approved);

    expect(await gateway.sweep()).toEqual({ closed: 0, left: 0 });
    gateway.clock.advance(301);
    expect(await gateway.sweep()).toEqual({ closed: 1, left: 0 });
    expect(await gateway.read(approved.id)).toMatchObject({ status: 'EXPIRED' });
    gateway.clock.advance(3600);
    expect(await gateway.sweep()).toEqual({ closed: 1, left: 0 });
    expect(await gateway.read(pending.id)).toMatchObject({
      status: 'EXPIRED',
      because: 'Nobody answered in time; nothing ran.',
    });
  });

  it('does not call lost what an executor claimed while the sweep was under way', async () => {
    const { gateway, id } = await anIdle();
    gateway.clock.advance(59.5);
    const reads: string[] = [];
    const operations = new Proxy(gateway.store, {
      get: (store, name) => {
        if (name !== 'read') return (store[name as 'commit'] as (...a: unknown[]) => unknown).bind(store);
        return async (read: string) => {
          const operation = await store.read(read);
          reads.push(operation?.status ?? '');
          // Between the sweep's look and its write, an executor claims in the last half second, and its call is still under way.
          if (reads.length === 1) await claimed();
          return operation;
        };
      },
    });
    const claimed = async () => {
      gateway.clock.advance(-1);
      gateway.aws.answer = () => Promise.reject(new Error('still under way'));
      await gateway.execute(id).catch(() => undefined);
      gateway.clock.advance(1);
    };
    gateway.clock.advance(1);

    const { stops, channel, workflow, clock } = gateway;
    await sweep({ operations, stops, channel, workflow, clock, directory: gateway.api.directory });

    expect(reads[0]).toBe('ALLOWED');
    expect(await gateway.read(id)).toMatchObject({ status: 'EXECUTING' });
  });

  it('goes on when one operation cannot be closed, and finds it again the next time', async () => {
    const gateway = aGateway();
    const [one, two] = [await gateway.post(anEnvelope()), await gateway.post(anEnvelope())];
    gateway.clock.advance(3601);
    const commit = gateway.store.commit.bind(gateway.store);
    gateway.store.commit = (before, after, events) =>
      before.id === one.id ? Promise.reject(new Unavailable('The operations table')) : commit(before, after, events);

    expect(await gateway.sweep()).toEqual({ closed: 1, left: 1 });
    gateway.store.commit = commit;
    expect(await gateway.sweep()).toEqual({ closed: 1, left: 0 });

    expect(await gateway.read(one.id)).toMatchObject({ status: 'EXPIRED' });
    expect(await gateway.read(two.id)).toMatchObject({ status: 'EXPIRED' });
  });
});
