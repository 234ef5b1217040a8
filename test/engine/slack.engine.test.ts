import { afterEach, describe, expect, it } from '@jest/globals';
import { buttonValue } from '../../lambdas/approve/interaction.ts';
import { APP_ID, CHANNEL_ID, SIGNING_SECRET, TEAM_ID } from '../../lib/local/slack/identity.ts';
import { signatureHeaders } from '../../lib/local/slack/signature.ts';
import { aDeletion, runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const agent = gateway.agent();
const { reviewers } = gateway;

const open: string[] = [];
afterEach(async () => {
  for (const id of open.splice(0)) await agent.cancel(id).catch(() => undefined);
});

async function asked() {
  const envelope = aDeletion();
  await gateway.putObject(envelope.key);
  const { id, digest } = await agent.submit(envelope);
  const { ts } = await reviewers.cardOf(id);
  open.push(id);
  return { id, digest, ts, key: envelope.key };
}

interface Forgery {
  readonly user?: string;
  readonly team?: string;
  readonly userTeam?: string;
  readonly app?: string;
  readonly channel?: string;
  readonly message?: string;
  readonly value?: string;
}

/** A click on Approve as Slack would send it, with parts of it replaced. */
function click({ id, digest, ts }: { id: string; digest: string; ts: string }, forged: Forgery = {}): string {
  const team = forged.team ?? TEAM_ID;
  const payload = {
    type: 'block_actions',
    api_app_id: forged.app ?? APP_ID,
    team: { id: team, domain: 'local' },
    user: { id: forged.user ?? 'U0GRACE', team_id: forged.userTeam ?? team },
    container: { type: 'message', channel_id: forged.channel ?? CHANNEL_ID, message_ts: forged.message ?? ts },
    trigger_id: '1.2.3',
    actions: [{ action_id: 'approve', block_id: 'verdict', value: forged.value ?? buttonValue(id, digest) }],
  };
  return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

async function send(body: string, headers: Record<string, string>): Promise<number> {
  const url = `${gateway.connection.url}/slack/interactions`;
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return (await fetch(url, { method: 'POST', body, headers: { ...type, ...headers } })).status;
}

const signed = (body: string, at = Date.now() / 1000) => signatureHeaders(body, SIGNING_SECRET, Math.floor(at));

async function expectUntouched({ id, key }: { id: string; key: string }) {
  const operation = await agent.get(id);
  expect(operation.status).toBe('PENDING');
  expect(operation.timeline?.map(({ type }) => type)).not.toContain('verdict-given');
  expect(await gateway.exists(key)).toBe(true);
}

describe('the Slack endpoint of the deployed gateway', () => {
  it.each([
    ['unsigned', (body: string) => send(body, {}), 401],
    ['stale', (body: string) => send(body, signed(body, Date.now() / 1000 - 600)), 401],
    ['from the future', (body: string) => send(body, signed(body, Date.now() / 1000 + 600)), 401],
    ['altered after signing', (body: string) => send(body.replace('U0GRACE', 'U0RAVI'), signed(body)), 401],
  ])('refuses a payload that is %s', async (_, deliver, status) => {
    const operation = await asked();

    expect(await deliver(click(operation))).toBe(status);

    await expectUntouched(operation);
  });

  it.each<[string, Forgery]>([
    ['of another app', { app: 'A0OTHER' }],
    ['of another workspace', { team: 'T0OTHER' }],
    ['of a guest from another workspace', { userTeam: 'T0OTHER' }],
    ['from another channel', { channel: 'C0OTHER' }],
    ['from another message', { message: '1.000001' }],
    ['for another digest', { value: `op_01ARZ3NDEKTSV4RRFFQ69G5FAV#${'0'.repeat(32)}` }],
  ])('lets a signed click %s change nothing', async (_, forged) => {
    const operation = await asked();
    const body = click(operation, forged);

    await send(body, signed(body));

    await expectUntouched(operation);
  });

  it.each([
    ['the guest', 'U0TOM', /full members/],
    ["the agent's owner", 'U0INES', /own/],
  ])('explains to %s alone why the click does not count', async (_, user, why) => {
    const operation = await asked();

    await reviewers.approve(operation.id, user);

    expect((await reviewers.whispersTo(user)).at(-1)).toMatch(why);
    await expectUntouched(operation);
  });

  it('counts a replayed click once, and tells a second reviewer who decided', async () => {
    const operation = await asked();
    const body = click(operation);
    const headers = signed(body);

    await Promise.all([send(body, headers), send(body, headers), send(body, headers)]);
    const ended = await agent.wait(operation.id, { timeoutSeconds: 30 });
    await reviewers.whispersTo('U0RAVI');
    const late = click(operation, { user: 'U0RAVI' });
    await send(late, signed(late));

    const types = ended.timeline?.map(({ type }) => type) ?? [];
    expect(ended.status).toBe('SUCCEEDED');
    expect(types.filter((type) => type === 'verdict-given')).toHaveLength(1);
    expect(types.filter((type) => type === 'claimed')).toHaveLength(1);
    expect((await reviewers.whispersTo('U0RAVI')).at(-1)).toMatch(/U0GRACE.*approved/);
  });
});

describe('when Slack is in trouble', () => {
  it('a request that Slack does not take is posted again within its time', async () => {
    await reviewers.fault({ kind: 'outage', count: 2, seconds: 0, method: 'chat.postMessage' });
    const { id } = await agent.submit(aDeletion());
    open.push(id);

    const card = await reviewers.cardOf(id, 30);

    expect(card.blocks.length).toBeGreaterThan(0);
    expect((await agent.get(id)).status).toBe('PENDING');
  });

  it('a request that never reaches Slack expires closed', async () => {
    await reviewers.fault({ kind: 'rate-limit', count: 4, seconds: 1, method: 'chat.postMessage' });
    const envelope = aDeletion({ expiresInSeconds: 6 });
    await gateway.putObject(envelope.key);
    const { id } = await agent.submit(envelope);

    const ended = await waitOrSweep(id);

    expect(ended.status).toBe('EXPIRED');
    expect(await gateway.exists(envelope.key)).toBe(true);
    await gateway.archive.receiptOf(id);
  });
});

/** The schedule sweeps every minute; a test does not wait for that. */
async function waitOrSweep(id: string) {
  await agent.wait(id, { timeoutSeconds: 8 });
  await gateway.invoke('close', { sweep: true });
  return agent.wait(id, { timeoutSeconds: 30 });
}
