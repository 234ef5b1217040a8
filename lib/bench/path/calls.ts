import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { OperationView } from '../../agent/operation-view.ts';
import { NoSuchOperation } from '../../agent/problems.ts';
import { type ClientSettings, engineClients } from '../../local/engine/clients.ts';
import type { Reviewers } from '../../local/reviewers.ts';
import type { Table } from '../table.ts';
import { asDirectUser } from './direct-user.ts';
import { deletion, DENIED, ESCALATION, ITEM, objectToDelete, READ } from './envelopes.ts';
import { putObjects } from './objects.ts';
import { type Pair, pairTable, timePair, WARM_UP } from './pairs.ts';
import type { PathScene } from './scene.ts';
import { partsTable } from './parts.ts';

/** Times the three ways a call can go, each beside the same call made directly, and where the time of an ask goes. */
export async function measureCalls(scene: PathScene): Promise<readonly Table[]> {
  const { gateway, counts, progress } = scene;
  const root = engineClients({ endpoint: gateway.endpoint, region: gateway.connection.region });
  const names = Array.from({ length: WARM_UP + counts.asks }, (_, run) => run);
  await putObjects(root, [...names.map(viaGateway), ...names.map(directly)]);
  const asked: OperationView[] = [];
  const timed = await asDirectUser(gateway, async (as) => {
    progress(`${counts.calls} allowed reads`);
    const reads = await timePair(readPair(scene, as), counts.calls);
    progress(`${counts.calls} denied calls`);
    const denials = await timePair(denialPair(scene, as), counts.calls);
    progress(`${counts.asks} asks, each with a click`);
    const asks = await timePair(askPair(scene, as, asked), counts.asks);
    return [reads, denials, asks];
  });
  const door = { title: 'front door alone (GET of no operation)', gateway: await timeFrontDoor(scene) };
  return [pairTable([...timed, door]), partsTable(asked.slice(WARM_UP))];
}

/** What any request costs before the gateway does anything: signature, authorisation, an invocation and an answer. */
async function timeFrontDoor({ agent, counts }: PathScene): Promise<readonly number[]> {
  const times: number[] = [];
  for (let run = 0; run < counts.calls; run += 1) {
    const began = performance.now();
    await agent.get('none').then(
      () => Promise.reject(new Error('There is an operation called none')),
      (error: unknown) => (error instanceof NoSuchOperation ? undefined : Promise.reject(error as Error)),
    );
    times.push(performance.now() - began);
  }
  return times;
}

const REVIEWER = 'U0GRACE';

const viaGateway = (run: number) => `via-gateway-${run}.json`;
const directly = (run: number) => `directly-${run}.json`;

function readPair({ agent }: PathScene, as: ClientSettings): Pair {
  const client = new DynamoDBClient(as);
  return {
    title: 'allowed read (dynamodb GetItem)',
    gateway: async () => void mustEnd('SUCCEEDED', await agent.submit(READ)),
    direct: async () => {
      const { Item } = await client.send(new GetItemCommand(ITEM));
      if (!Item) throw new Error('The direct read found nothing');
    },
  };
}

function denialPair({ agent }: PathScene, as: ClientSettings): Pair {
  const client = new IAMClient(as);
  return {
    title: 'denied call (iam CreateAccessKey)',
    gateway: async () => void mustEnd('DENIED', await agent.submit(ESCALATION)),
    direct: async () => {
      const name = await client.send(new CreateAccessKeyCommand(DENIED)).then(
        () => 'nothing',
        (error: unknown) => (error as Error).name,
      );
      if (!name.startsWith('AccessDenied')) throw new Error(`IAM should deny the direct call; it answered ${name}`);
    },
  };
}

/** The agent waits while the reviewer clicks, as agents do; how the operation went is added to `asked`. */
function askPair({ agent, reviewers }: PathScene, as: ClientSettings, asked: OperationView[]): Pair {
  const client = new S3Client(as);
  return {
    title: 'ask, clicked at once (s3 DeleteObject)',
    gateway: async (run) => {
      const { id } = await agent.submit(deletion(viaGateway(run)));
      const [closed] = await Promise.all([agent.wait(id, { timeoutSeconds: 60 }), clickUntilItCounts(id, reviewers)]);
      asked.push(mustEnd('SUCCEEDED', closed));
    },
    direct: async (run) => void (await client.send(new DeleteObjectCommand(objectToDelete(directly(run))))),
  };
}

/**
 * The card can be seen, and clicked by a program, before the gateway has written down which message it is. Such a click is
 * refused with a word to the reviewer alone, who clicks again. Throws, with those words, when that does not help.
 */
async function clickUntilItCounts(id: string, reviewers: Reviewers): Promise<void> {
  let said: readonly string[] = await reviewers.whispersTo(REVIEWER);
  for (let click = 0; click < 3; click += 1) {
    const before = said.length;
    await reviewers.approve(id, REVIEWER);
    said = await reviewers.whispersTo(REVIEWER);
    if (said.length === before) return;
  }
  throw new Error(`No click on ${id} counted; the reviewer was told: ${said.at(-1)}`);
}

function mustEnd(status: OperationView['status'], operation: OperationView): OperationView {
  if (operation.status === status) return operation;
  throw new Error(`${operation.id} should end ${status}; it is ${operation.status}: ${JSON.stringify(operation)}`);
}
