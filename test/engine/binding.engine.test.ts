import { describe, expect, it } from '@jest/globals';
import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { digestOf } from '../../lambdas/record/call.ts';
import type { Approved, Operation } from '../../lambdas/record/operation.ts';
import { localDirectory } from '../../lib/local/seed/directory.ts';
import { aDeletion, runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const agent = gateway.agent();

/** A deletion that Grace approved and that has not started: all that is left is to run the executor. */
async function approved() {
  const envelope = aDeletion();
  await gateway.putObject(envelope.key);
  const { id } = await agent.submit(envelope);
  await gateway.approveInTable(id, 'U0GRACE');
  return { id, key: envelope.key };
}

async function expectRefused({ id, key }: { id: string; key: string }, status: string, because: RegExp) {
  const operation = await agent.get(id);
  expect(operation).toMatchObject({ status, because: expect.stringMatching(because) });
  expect(operation.timeline?.map(({ type }) => type)).not.toContain('claimed');
  expect(await gateway.exists(key)).toBe(true);
  const receipt = await gateway.archive.receiptOf(id);
  expect(receipt.text).toMatch(because);
}

type Alteration = (operation: Approved) => Operation;
const call =
  (change: Partial<Approved['call']>): Alteration =>
  (operation) => ({ ...operation, call: { ...operation.call, ...change } });
const statement =
  (change: Partial<Approved['grant']['statement']>): Alteration =>
  (operation) => ({
    ...operation,
    grant: { ...operation.grant, statement: { ...operation.grant.statement, ...change } },
  });

describe('between approval and execution, with the real table, key and executor', () => {
  it('an unaltered operation runs (or the refusals below would prove nothing)', async () => {
    const { id, key } = await approved();

    await gateway.invoke('execute', { operationId: id });

    expect((await agent.get(id)).status).toBe('SUCCEEDED');
    expect(await gateway.exists(key)).toBe(false);
  });

  const alterations: readonly [string, Alteration, RegExp][] = [
    ['digest', (operation) => ({ ...operation, digest: 'f'.repeat(64) }), /digest/],
    ['input', call({ input: { Bucket: 'acme-invoices', Key: '2026/10/0042.json' } }), /digest/],
    [
      'input and digest together',
      (operation) => {
        const changed = { ...operation.call, input: { Bucket: 'acme-invoices', Key: '2026/10/0042.json' } };
        return { ...operation, call: changed, digest: digestOf(changed) };
      },
      /digest/,
    ],
    ['account', call({ account: '999999999999' }), /digest/],
    ['region', call({ region: 'eu-central-1' }), /digest/],
    ['agent', call({ agent: 'arn:aws:iam::000000000000:user/report-agent' }), /digest/],
    ['approver', statement({ approvers: ['U0RAVI'] }), /signature/],
    ['expiry', statement({ notAfter: '2099-01-01T00:00:00.000Z' }), /signature|history/],
    ['quorum', statement({ quorum: 0 }), /signature/],
    [
      'grant signature',
      (operation) => ({ ...operation, grant: { ...operation.grant, signature: Buffer.alloc(70).toString('base64') } }),
      /signature/,
    ],
    ['history', (operation) => ({ ...operation, head: '0'.repeat(64) }), /history was altered/],
  ];

  it.each(alterations)(
    'an altered %s means that nothing runs, and the receipt says why',
    async (_, change, because) => {
      const operation = await approved();
      await gateway.alterInTable(operation.id, change);

      await gateway.invoke('execute', { operationId: operation.id });

      await expectRefused(operation, 'DENIED', because);
    },
  );

  it('the grant of another operation does not do', async () => {
    const [operation, other] = [await approved(), await approved()];
    const stolen = (await gateway.store.read(other.id)) as Approved;
    await gateway.alterInTable(operation.id, (own) => ({ ...own, grant: stolen.grant, verdicts: stolen.verdicts }));

    await gateway.invoke('execute', { operationId: operation.id });

    await expectRefused(operation, 'DENIED', /another operation|history/);
  });

  it('a deadline that was moved is refused as altered', async () => {
    const operation = await approved();
    await gateway.alterInTable(operation.id, (own) => ({ ...own, deadline: '2099-01-01T00:00:00.000Z' }));

    await gateway.invoke('execute', { operationId: operation.id });

    await expectRefused(operation, 'DENIED', /history: its deadline/);
  });

  it('an approver who lost the right meanwhile does not count', async () => {
    const operation = await approved();
    const FunctionName = 'Countersign-execute';
    const { Environment } = await gateway.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const Variables = Environment?.Variables ?? {};
    const without = localDirectory(gateway.connection.account)
      .replaceAll('"U0GRACE",', '')
      .replaceAll('"U0GRACE"', '"U0RAVI"');
    const set = (directory: string) =>
      gateway.lambda.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName,
          Environment: { Variables: { ...Variables, DIRECTORY: directory } },
        }),
      );

    await set(without);
    try {
      await gateway.invoke('execute', { operationId: operation.id });
    } finally {
      await set(Variables['DIRECTORY'] ?? '');
    }

    await expectRefused(operation, 'DENIED', /0 of the approvers count/);
  });
});
