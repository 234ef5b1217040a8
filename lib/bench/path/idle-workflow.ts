import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { randomUUID } from 'node:crypto';
import { engineClients } from '../../local/engine/clients.ts';
import type { GatewayFile } from '../../local/gateway.ts';

const definition = JSON.stringify({ StartAt: 'Nothing', States: { Nothing: { Type: 'Succeed' } } });

/** Runs `work` with a workflow that does nothing, so that an operation stays where submit left it; it is gone afterwards. */
export async function withIdleWorkflow<T>(
  { endpoint, connection, outputs }: GatewayFile,
  work: (stateMachineArn: string) => Promise<T>,
): Promise<T> {
  const client = new SFNClient(engineClients({ endpoint, region: connection.region }));
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const gateways = new DescribeStateMachineCommand({ stateMachineArn: outputs['StateMachineArn'] });
  const { roleArn } = await client.send(gateways);
  const { stateMachineArn = '' } = await client.send(new CreateStateMachineCommand({ name, roleArn, definition }));
  try {
    return await work(stateMachineArn);
  } finally {
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
  }
}
