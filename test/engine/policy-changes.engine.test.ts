import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { DynamoDbPolicyPointers } from '../../lambdas/adapters/dynamodb-policy-pointers.ts';
import { tableClient } from '../../lambdas/adapters/aws-clients.ts';
import { readPolicies } from '../../lambdas/decide/read-policies.ts';
import { CountersignClient } from '../../lib/agent/client.ts';
import { filesIn, LOCAL } from '../../lib/local/files.ts';
import { type LocalGateway, startLocalGateway } from '../../lib/local/gateway.ts';
import { Reviewers } from '../../lib/local/reviewers.ts';
import { TABLE } from '../../lib/local/seed/seed.ts';
import type { Replay } from '../../lib/policy/replay.ts';
import type { Versions } from '../../lib/policy/versions.ts';
import type { Why } from '../../lib/policy/why.ts';
import { aPolicyFolder, removePolicyFolders } from '../support/a-policy-folder.ts';
import { askText, forbidText, RUN_ALL } from '../support/a-policy-set.ts';
import { runIn } from '../lib/agent/a-terminal.ts';
import { aDeletion } from './running-gateway.ts';

/** A gateway of its own: the policies of the shared one decide over everybody's tests. */
const directory = join(LOCAL, 'test-policies');
let gateway: LocalGateway;
let agent: CountersignClient;
beforeAll(async () => {
  gateway = await startLocalGateway({ directory });
  agent = new CountersignClient({
    ...gateway.connection,
    credentials: gateway.connection.agents['invoice-agent']!,
  });
}, 240_000);
afterAll(async () => {
  await gateway.stop();
  removePolicyFolders();
});

const scan = () =>
  agent.call({
    service: 'dynamodb',
    operation: 'Scan',
    input: { TableName: TABLE, Limit: 100 },
    reason: 'A test counts',
  });

async function policy<View>(...args: readonly string[]) {
  const said = await runIn({ env: { COUNTERSIGN_GATEWAY: filesIn(directory).gateway } }, 'policy', ...args);
  return { ...said, view: (said.out ? JSON.parse(said.out) : undefined) as View };
}
const publish = (folder: string) => policy<{ policySet: string }>('publish', folder, '--why', 'A test');
const inForce = async () => (await policy<Versions>('versions')).view.inForce;
/** Everything runs, but what the condition forbids: each with an id of its own, so that each is another set. */
const folderThatForbids = (id: string, when: string) => aPolicyFolder(RUN_ALL, forbidText(id, when));

describe('a policy set that is published', () => {
  it('decides from the next call on, and the one before it again after a rollback', async () => {
    expect(await scan()).toMatchObject({ status: 'SUCCEEDED' });
    const strict = folderThatForbids('frozen', 'context.service == "dynamodb"');

    const { code, view } = await publish(strict);
    const denied = await scan();
    const back = await policy('rollback');

    expect({ code, back: back.code }).toEqual({ code: 0, back: 0 });
    expect(denied).toMatchObject({ status: 'DENIED', because: expect.stringContaining('frozen forbids') });
    expect(await scan()).toMatchObject({ status: 'SUCCEEDED' });
    const versions = await policy<Versions>('versions');
    expect(versions.view.moves).toMatchObject([
      { version: 2, action: 'rollback', policySet: versions.view.bundled },
      { version: 1, action: 'publish', policySet: view.policySet, by: expect.stringContaining(':root'), why: 'A test' },
    ]);
    const why = await policy<Why>('why', denied.id, '--policies', strict);
    expect(why.view).toMatchObject({ decision: { policySet: view.policySet }, policies: [{ id: 'frozen' }] });
  });

  it('stops what was asked for before and is approved after', async () => {
    const asked = await agent.submit(aDeletion());
    expect(asked.status).toBe('PENDING');
    await publish(
      aPolicyFolder(RUN_ALL, askText('ask'), forbidText('no-deletes', 'context.operation == "DeleteObject"')),
    );

    await new Reviewers(gateway.slack).approve(asked.id, 'U0GRACE');

    const ended = await agent.wait(asked.id, { timeoutSeconds: 60 });
    expect(ended).toMatchObject({
      status: 'DENIED',
      because: expect.stringContaining('The policy denies this now: no-deletes forbids'),
    });
    await policy('rollback', '--to', 'bundled');
  });

  it('may escalate: from half of the time on the further group decides, and is told in the thread', async () => {
    await publish(
      aPolicyFolder(askText('asks', '@approvers("security") @quorum("1") @timeout("600") @escalate("platform")')),
    );
    const reviewers = new Reviewers(gateway.slack);
    const { id } = await agent.submit(aDeletion({ expiresInSeconds: 24 }));
    await reviewers.approve(id, 'U0RAVI');
    expect(await agent.get(id)).toMatchObject({ status: 'PENDING' });
    await rest(12_000);

    await new LambdaClient(gateway.settings).send(
      new InvokeCommand({ FunctionName: 'Countersign-close', Payload: JSON.stringify({ sweep: true }) }),
    );

    expect((await reviewers.replyTo(id, 'Half of the time has passed')).text).toContain(
      'platform (<@U0GRACE>, <@U0RAVI>)',
    );
    await reviewers.approve(id, 'U0RAVI');
    expect(await agent.wait(id, { timeoutSeconds: 60 })).toMatchObject({ status: 'SUCCEEDED' });
    await policy('rollback', '--to', 'bundled');
  });

  it('cannot be one with a fault: what decided goes on', async () => {
    const before = await inForce();

    const { code, err } = await publish(aPolicyFolder('@id("open") permit (principal, action, resource);'));

    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('test.cedar, open: @reason needs') });
    expect(await inForce()).toBe(before);
    expect(await scan()).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('nothing runs, and the record says why, when the current set', () => {
  it('was tampered with', async () => {
    const { view } = await publish(folderThatForbids('tampered', 'context.service == "s3"'));
    const Key = `sets/${view.policySet}.json`;
    const text = JSON.stringify(readPolicies(aPolicyFolder(RUN_ALL)));
    await new S3Client(gateway.settings).send(
      new PutObjectCommand({ Bucket: gateway.outputs['PolicyBucketName'], Key, Body: text }),
    );

    expect(await scan()).toMatchObject({
      status: 'DENIED',
      because: expect.stringMatching(/no policies to decide by: .*under the name \w{64} lies the set/s),
    });
    await policy('rollback', '--to', 'bundled');
    expect(await scan()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is not there', async () => {
    const pointers = new DynamoDbPolicyPointers(tableClient(gateway.settings), gateway.outputs['TableName']!);
    const last = (await pointers.current())!;
    await pointers.move({ ...last, version: last.version + 1, policySet: 'd'.repeat(64) });

    expect(await scan()).toMatchObject({
      status: 'DENIED',
      because: expect.stringMatching(/no policies to decide by: the policy set d{64} cannot be read \(\w+\)/),
    });
    await policy('rollback', '--to', 'bundled');
  });
});

describe('replay', () => {
  it('reads the deployed record and prints the operations that flip', async () => {
    const { id } = await scan();
    const bundled = readPolicies(join(import.meta.dirname, '../../policies')).policySet;
    expect(await inForce()).toBe(bundled);

    const same = await policy<Replay>('replay', '--since', '1h');
    const other = await policy<Replay>(
      'replay',
      '--since',
      '1h',
      '--policies',
      folderThatForbids('f', 'context.service == "dynamodb"'),
    );

    const denials = same.view.flips.map(({ was }) => was);
    expect({ denials: new Set(denials), code: same.code }).toEqual({ denials: new Set(['deny']), code: 1 });
    expect(same.view.undecided).toHaveLength(2);
    expect(other.view.flips).toContainEqual(
      expect.objectContaining({ id, was: 'allow', becomes: 'deny', policies: ['f'] }),
    );
  });
});
