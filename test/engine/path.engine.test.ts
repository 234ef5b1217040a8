import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationView } from '../../lib/agent/operation-view.ts';
import { openPage } from '../../lib/local/chromium.ts';
import { SENSITIVE_VALUES } from '../../lib/local/seed/customers.ts';
import { TABLE } from '../../lib/local/seed/seed.ts';
import { aDeletion, runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const { reviewers, archive } = gateway;
const agent = gateway.agent();

const happened = ({ timeline = [] }: OperationView) => timeline.map(({ type }) => type);
const closed = (id: string) => agent.wait(id, { timeoutSeconds: 60 });

async function expectReceipt({ id, status }: OperationView) {
  const receipt = await archive.receiptOf(id);
  expect(receipt).toMatchObject({ status, whole: true });
  expect(receipt.retention).toMatch(/^GOVERNANCE until 20/);
}

describe('an envelope on its way through the deployed gateway', () => {
  it('runs at once when the policy allows it, and comes back masked', async () => {
    const operation = await agent.call({
      service: 'dynamodb',
      operation: 'Scan',
      input: { TableName: TABLE, Limit: 25 },
      reason: 'How many customers do we have?',
    });

    expect(operation).toMatchObject({ status: 'SUCCEEDED', result: { Count: 3 } });
    for (const value of SENSITIVE_VALUES) expect(JSON.stringify(operation)).not.toContain(value);
    await expectReceipt(operation);
  });

  it('is refused when the policy denies it, with a receipt and without a call', async () => {
    const operation = await agent.call({
      service: 'iam',
      operation: 'CreateUser',
      input: { UserName: 'made-by-an-agent' },
      reason: 'I would like a friend',
    });

    expect(operation).toMatchObject({ status: 'DENIED', because: expect.stringMatching(/rights|permissions/) });
    await expectReceipt(await agent.get(operation.id));
  });

  it('waits for one approval, runs once, and tells the reviewers', async () => {
    const envelope = aDeletion();
    await gateway.putObject(envelope.key);
    const asked = await agent.submit(envelope);
    expect(asked.status).toBe('PENDING');
    await reviewers.cardOf(asked.id);
    expect(await gateway.exists(envelope.key)).toBe(true);

    await reviewers.approve(asked.id, 'U0GRACE');

    const operation = await closed(asked.id);
    expect(operation.status).toBe('SUCCEEDED');
    expect(happened(operation).slice(-4)).toEqual(['verdict-given', 'approved', 'claimed', 'succeeded']);
    expect(await gateway.exists(envelope.key)).toBe(false);
    await expectReceipt(operation);
    await reviewers.replyTo(asked.id, 'SUCCEEDED'); // the workflow's last state tells them, after the operation has ended
  });

  it('ends rejected, with the reason for the agent', async () => {
    const envelope = aDeletion();
    await gateway.putObject(envelope.key);
    const { id } = await agent.submit(envelope);

    await reviewers.reject(id, 'U0RAVI', 'Keep it until the audit is over');

    const operation = await closed(id);
    expect(operation).toMatchObject({ status: 'REJECTED', because: 'Keep it until the audit is over' });
    expect(await gateway.exists(envelope.key)).toBe(true);
    await expectReceipt(operation);
  });

  it('ends expired when nobody answers', async () => {
    const envelope = aDeletion({ expiresInSeconds: 5 });
    await gateway.putObject(envelope.key);

    const operation = await agent.call(envelope, { timeoutSeconds: 40 });

    expect(operation).toMatchObject({ status: 'EXPIRED', because: expect.stringContaining('Nobody answered') });
    expect(await gateway.exists(envelope.key)).toBe(true);
    await expectReceipt(operation);
  });

  it('ends cancelled by its agent, and the waiting workflow ends too', async () => {
    const { id } = await agent.submit(aDeletion());
    await reviewers.cardOf(id);

    expect((await agent.cancel(id)).status).toBe('CANCELLED');

    await expectReceipt(await closed(id));
    await expect(agent.cancel(id)).resolves.toMatchObject({ status: 'CANCELLED' });
    for (const until = Date.now() + 15_000; Date.now() < until && (await gateway.workflowStatus(id)) === 'RUNNING';);
    expect(await gateway.workflowStatus(id)).toBe('SUCCEEDED');
  });

  it("ends failed with AWS's own words when AWS says no", async () => {
    const operation = await agent.call({
      service: 'dynamodb',
      operation: 'GetItem',
      input: { TableName: 'no-such-table', Key: { id: { S: '1' } } },
      reason: 'Look something up',
    });

    expect(operation).toMatchObject({ status: 'FAILED', error: { code: 'ResourceNotFoundException' } });
    await expectReceipt(operation);
  });

  it('ends unknown when the executor is lost after the claim, and never runs again', async () => {
    const envelope = aDeletion();
    await gateway.putObject(envelope.key);
    const { id } = await agent.submit(envelope);
    await gateway.approveInTable(id, 'U0GRACE');
    await gateway.claimInTable(id); // an executor that dies here leaves exactly this behind

    await gateway.invoke('close', { operationId: id, failure: 'Lambda.Unknown' });
    await gateway.invoke('execute', { operationId: id });

    const operation = await closed(id);
    expect(operation).toMatchObject({ status: 'OUTCOME_UNKNOWN', because: expect.stringContaining('may have run') });
    expect(happened(operation).filter((type) => type === 'claimed')).toHaveLength(1);
    expect(await gateway.exists(envelope.key)).toBe(true);
    await expectReceipt(operation);
  });
});

describe("the reviewers' page in a browser", () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  const errors: string[] = [];

  beforeAll(async () => {
    opened = await openPage(`${gateway.slack}?as=U0GRACE`);
    opened.page.on('pageerror', (error) => errors.push(String(error)));
  }, 120_000);
  afterAll(async () => {
    await opened?.browser.close();
    expect(errors).toEqual([]);
  });

  const cardIn = (id: string) => opened.page.locator('[data-ts]', { hasText: id }).first();

  it('approves by its button, and the call runs', async () => {
    const envelope = aDeletion({ reason: 'Approve me in the browser' });
    await gateway.putObject(envelope.key);
    const { id } = await agent.submit(envelope);

    await cardIn(id).getByRole('button', { name: 'Approve' }).click();
    await opened.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();

    expect((await closed(id)).status).toBe('SUCCEEDED');
    expect(await gateway.exists(envelope.key)).toBe(false);
    await cardIn(id).getByText('SUCCEEDED').first().waitFor();
  });

  it('rejects by its button, with a reason typed into the modal', async () => {
    const envelope = aDeletion({ reason: 'Reject me in the browser' });
    await gateway.putObject(envelope.key);
    const { id } = await agent.submit(envelope);

    await cardIn(id).getByRole('button', { name: 'Reject' }).click();
    const modal = opened.page.getByRole('dialog');
    await modal.getByRole('textbox').fill('Not on a Sunday');
    await modal.getByRole('button', { name: 'Reject' }).click();

    expect(await closed(id)).toMatchObject({ status: 'REJECTED', because: 'Not on a Sunday' });
    expect(await gateway.exists(envelope.key)).toBe(true);
  });
});
