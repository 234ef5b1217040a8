import { startLocalGateway, type LocalGateway } from './gateway.ts';
import { BUCKET, TABLE } from './seed/seed.ts';

/** Runs a local gateway until Ctrl-C (or SIGTERM), with progress on the way and what to try at the end. */
export async function runUntilInterrupted(): Promise<void> {
  const began = performance.now();
  console.log('Countersign, on this machine: no AWS account, nothing leaves the loopback interface.\n');
  const gateway = await startLocalGateway({ log: (line) => console.log(`  ${line}`) });
  console.log(`\nReady after ${((performance.now() - began) / 1000).toFixed(0)} s.\n\n${instructions(gateway)}`);
  await interrupted();
  console.log('\nStopping the engine and the Slack stand-in ...');
  await gateway.stop();
}

function instructions({ slack }: LocalGateway): string {
  const key = JSON.stringify({ TableName: TABLE, Key: { customerId: { S: 'C-1001' } } });
  const copy = JSON.stringify({ Bucket: BUCKET, Key: '2026/10/0042-copy.json' });
  const user = JSON.stringify({ UserName: 'mallory' });
  return `Open the reviewers' channel:  ${slack}

Then be the agent, in another terminal (1 is answered at once and masked, 2 waits for your click, 3 is refused):

  1.  npx countersign ask dynamodb GetItem --input '${key}' --reason 'Which city is C-1001 in?'
  2.  npx countersign ask s3 DeleteObject --input '${copy}' --reason 'Duplicate upload, ticket OPS-1234' --wait
  3.  npx countersign ask iam CreateAccessKey --input '${user}' --reason 'I need more rights'

The whole tour, by script:  npm run demo      Stop everything:  Ctrl-C
`;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
