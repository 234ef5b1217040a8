import { beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway } from './running-gateway.ts';
import { OTHER_ACCOUNTS, OTHERS_EXTERNAL_ID, otherAccount } from './other-accounts.ts';

const gateway = runningGateway();
const agent = gateway.agent();
const { joined, estranged } = OTHER_ACCOUNTS;
const engine = { endpoint: gateway.endpoint, region: gateway.connection.region };
const bucket = `abroad-${Date.now()}`;
const foreign = `stranger-${Date.now()}`;

const listing = (account: string, Bucket: string) =>
  agent.call({ service: 's3', operation: 'ListObjectsV2', account, input: { Bucket }, reason: 'What is there?' });

beforeAll(async () => {
  const executor = gateway.output('ExecuteRoleArn');
  const there = otherAccount(engine, joined);
  await there.join(executor, OTHERS_EXTERNAL_ID);
  await there.createBucket(bucket, ['a.json', 'b.json']);
  const elsewhere = otherAccount(engine, estranged);
  await elsewhere.join(executor, 'somebody-elses-external-id');
  await elsewhere.createBucket(foreign, ['a.json']);
});

describe('another account, joined by the target-account stack', () => {
  it('is read through its own target role', async () => {
    const operation = await listing(joined, bucket);

    expect(operation).toMatchObject({ status: 'SUCCEEDED', result: { KeyCount: 2 } });
    expect((await gateway.archive.receiptOf(operation.id)).whole).toBe(true);
  });

  it('loses what two reviewers approved, since no label says that it is not production, and no more', async () => {
    const input = { Bucket: bucket, Key: 'a.json' };
    const reason = 'It is a duplicate';
    const { id } = await agent.submit({ service: 's3', operation: 'DeleteObject', account: joined, input, reason });
    await gateway.reviewers.approve(id, 'U0GRACE');
    expect(await otherAccount(engine, joined).keysIn(bucket)).toEqual(['a.json', 'b.json']);
    await gateway.reviewers.approve(id, 'U0RAVI');

    expect(await agent.wait(id, { timeoutSeconds: 60 })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await otherAccount(engine, joined).keysIn(bucket)).toEqual(['b.json']);
  });

  it('is out of reach when its role asks for another external id', async () => {
    const operation = await listing(estranged, foreign);

    expect(operation).toMatchObject({ status: 'FAILED', error: { code: 'CredentialsRefused' } });
    expect((await agent.get(operation.id)).timeline?.map(({ type }) => type)).toContain('claimed');
  });

  it('does not let a call for one account reach a bucket of another', async () => {
    const operation = await listing(joined, foreign);

    expect(operation).toMatchObject({ status: 'FAILED', error: { code: 'AccessDenied' } });
  });

  it('is refused before anything is written when the gateway does not serve it', async () => {
    await expect(listing('444444444444', bucket)).rejects.toThrow(/444444444444 is not served here/);
  });
});
