import { CountersignClient } from '../../agent/client.ts';
import { engineClients } from '../engine/clients.ts';
import { type GatewayFile, startLocalGateway } from '../gateway.ts';
import { runningGateway } from '../running-gateway.ts';
import { Reviewers } from '../reviewers.ts';
import { LocalArchive } from './archive.ts';
import { tour } from './tour.ts';

/** Plays the scripted tour on the running local gateway, or on one of its own. True when everything went by the script. */
export async function demo(): Promise<boolean> {
  const running = await runningGateway();
  if (running) return shown(running);
  console.log('No local gateway is running, so the tour starts one of its own.');
  const gateway = await startLocalGateway({ log: (line) => console.log(`  ${line}`) });
  try {
    return await shown(gateway);
  } finally {
    await gateway.stop();
  }
}

async function shown(gateway: GatewayFile): Promise<boolean> {
  const { connection, endpoint, outputs, slack } = gateway;
  const credentials = connection.agents['invoice-agent'];
  const bucket = outputs['ArchiveBucketName'];
  if (!credentials || bucket === undefined) throw new Error('The local gateway has no invoice-agent or no archive');
  const stage = { agent: new CountersignClient({ ...connection, credentials }), reviewers: new Reviewers(slack) };
  const archive = new LocalArchive(engineClients({ endpoint, region: connection.region }), bucket);
  const wrong = await tour(stage, archive, (line) => console.log(line));
  console.log(
    wrong.length === 0
      ? '\nEverything went by the script.'
      : `\n${wrong.length} things differ:\n- ${wrong.join('\n- ')}`,
  );
  return wrong.length === 0;
}
