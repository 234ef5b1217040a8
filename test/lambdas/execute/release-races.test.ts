import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { chainFault } from '../../../lambdas/record/events.ts';
import type { Closed, Operation } from '../../../lambdas/record/operation.ts';
import { AGENT, ANNA, anEnvelope, BERT, OTHER_AGENT } from '../../support/a-call.ts';
import { aRelease, aScan, aWithheld, askRelease, CONTENT, releaseInputOf } from '../../support/a-guarded-gateway.ts';

type WithheldScan = Awaited<ReturnType<typeof aWithheld>>;

/** Whether the answer is still where it was kept. Looking takes it. */
async function isKept({ gateway, original }: WithheldScan): Promise<boolean> {
  return (await gateway.executor.results.take(original.id)) !== undefined;
}

describe('who releases', () => {
  it('is on record: the verdict, the grant over operation and seal, the history and the receipt name them', async () => {
    const { gateway, original } = await aWithheld();
    const release = await askRelease({ gateway, original });
    await gateway.approve(release, { user: BERT });
    await gateway.workflow.settle();

    const ended = (await gateway.read(release.id)) as Closed;
    await gateway.archive(release.id);
    const events = await gateway.store.events(release.id);
    const [receipt] = [...gateway.receipts.values()].map(({ bytes }) => gunzipSync(bytes).toString());

    expect(ended).toMatchObject({
      status: 'SUCCEEDED',
      verdicts: [{ reviewer: BERT, answer: 'approve' }],
      grant: { statement: { digest: release.digest, approvers: [BERT] } },
      shown: { input: releaseInputOf(original) },
    });
    expect(events.map(({ type }) => type)).toEqual([
      ...['received', 'approval-asked', 'card-posted', 'verdict-given', 'approved', 'claimed', 'succeeded'],
    ]);
    expect(chainFault(events, ended)).toBeUndefined();
    for (const text of [BERT, String(releaseInputOf(original)['Seal']), `${CONTENT}-0`, '[masked:email]'])
      expect(receipt).toContain(text);
    expect(receipt).not.toContain('customer0@example.com');
  });

  it('is never who owns the agent that asks', async () => {
    const { gateway } = await aWithheld();
    const post = async (envelope: object) => {
      const { body } = await gateway.ask({
        route: 'POST /operations',
        body: JSON.stringify(envelope),
        userArn: OTHER_AGENT,
      });
      await gateway.workflow.settle();
      return gateway.read((JSON.parse(body) as { id: string }).id);
    };
    const original = await post(anEnvelope(aScan()));
    const release = await post(aRelease(original));

    await gateway.approve(release, { user: ANNA });

    expect(await gateway.read(release.id)).toMatchObject({ status: 'PENDING', verdicts: [] });
    expect(await isKept({ gateway, original })).toBe(true);
  });
});

describe('a release in a race', () => {
  it('is granted once and handed out once when two reviewers click at once', async () => {
    const withheld = await aWithheld();
    const { gateway } = withheld;
    const release = await askRelease(withheld);

    await Promise.all([gateway.approve(release, { user: ANNA }), gateway.approve(release, { user: BERT })]);
    await gateway.workflow.settle();

    expect(await gateway.read(release.id)).toMatchObject({ status: 'SUCCEEDED', result: { Count: 3 } });
    const events = await gateway.store.events(release.id);
    for (const type of ['approved', 'claimed', 'succeeded'])
      expect(events.filter((event) => event.type === type)).toHaveLength(1);
  });

  it('ends one way when it is approved and rejected at once', async () => {
    const withheld = await aWithheld();
    const { gateway } = withheld;
    const release = await askRelease(withheld);

    await Promise.all([gateway.approve(release), gateway.reject(release, 'Count them', { user: BERT })]);
    await gateway.workflow.settle();

    await expectOneEnd(withheld, release);
  });

  it('ends one way when it is approved and taken back at once', async () => {
    const withheld = await aWithheld();
    const { gateway } = withheld;
    const release = await askRelease(withheld);

    await Promise.all([
      gateway.approve(release),
      gateway.ask({ route: 'POST /operations/{id}/cancel', id: release.id }),
    ]);
    await gateway.workflow.settle();

    await expectOneEnd(withheld, release);
  });
});

/** Handed out and gone, or refused and still kept: never both, never neither. */
async function expectOneEnd(withheld: WithheldScan, { id }: Operation): Promise<void> {
  const { status } = await withheld.gateway.read(id);
  expect(['SUCCEEDED', 'REJECTED', 'CANCELLED']).toContain(status);
  expect(await isKept(withheld)).toBe(status !== 'SUCCEEDED');
}

describe('a release of a stopped agent', () => {
  it('does not go out, though it was approved before; the answer stays where it is', async () => {
    const withheld = await aWithheld();
    const { gateway } = withheld;
    const release = await askRelease(withheld);
    await gateway.approve(release);
    await gateway.stop(AGENT, 'it loops');

    expect(await gateway.execute(release.id)).toBe('CANCELLED');

    expect(await gateway.read(release.id)).toMatchObject({ because: expect.stringMatching(/it loops/) });
    expect(await isKept(withheld)).toBe(true);
  });

  it('cannot be asked for', async () => {
    const { gateway, original } = await aWithheld();
    await gateway.stop(AGENT, 'it loops');

    const { statusCode } = await gateway.ask({
      route: 'POST /operations',
      body: JSON.stringify(aRelease(original)),
    });
    expect(statusCode).toBe(403);
    expect(gateway.channel.posts).toEqual([]);
  });
});

describe('a release whose time runs out', () => {
  it('does not go out when its grant is too old', async () => {
    const withheld = await aWithheld();
    const { gateway } = withheld;
    const release = await askRelease(withheld);
    await gateway.approve(release);
    gateway.clock.advance(6 * 60);

    expect(await gateway.execute(release.id)).toBe('EXPIRED');
    expect(await isKept(withheld)).toBe(true);
  });
});
