import { CreateStateMachineCommand, DeleteStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { randomUUID } from 'node:crypto';
import type { ClientSettings } from '../../local/engine/clients.ts';

const definition = JSON.stringify({ StartAt: 'Nothing', States: { Nothing: { Type: 'Succeed' } } });

/** Runs `work` with a workflow that does nothing, so that an operation stays where submit left it; it is gone afterwards. */
export async function withIdleWorkflow<T>(
  root: ClientSettings,
  account: string,
  work: (stateMachineArn: string) => Promise<T>,
): Promise<T> {
  const client = new SFNClient(root);
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const roleArn = `arn:aws:iam::${account}:role/bench`; // nothing is called in it, so nobody looks for the role
  const { stateMachineArn = '' } = await client.send(new CreateStateMachineCommand({ name, roleArn, definition }));
  try {
    return await work(stateMachineArn);
  } finally {
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
  }
}
