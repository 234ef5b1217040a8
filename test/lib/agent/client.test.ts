import { afterEach, describe, expect, it } from '@jest/globals';
import { CountersignClient, type ClientSettings } from '../../../lib/agent/client.ts';
import {
  BadEnvelope,
  GatewayProblem,
  KeyReused,
  NoSuchOperation,
  NotAuthorised,
  TooLate,
  TryLater,
  Unreachable,
} from '../../../lib/agent/problems.ts';
import { KEYS, problem, REGION, type Respond, startGateway, type TestGateway } from './a-gateway.ts';
import { aView, ID } from './a-view.ts';

const ENVELOPE = {
  service: 's3',
  operation: 'DeleteObject',
  input: { Bucket: 'invoices', Key: '42.pdf' },
  reason: 'Duplicate',
};

let gateway: TestGateway;
let rests: number[];

async function clientOf(respond: Respond, settings: Partial<ClientSettings> = {}): Promise<CountersignClient> {
  gateway = await startGateway(respond);
  rests = [];
  const rest = (milliseconds: number): Promise<void> => Promise.resolve(void rests.push(milliseconds));
  return new CountersignClient({ url: gateway.url, region: REGION, credentials: KEYS, rest, ...settings });
}

afterEach(() => gateway.stop());

const ok = (status: string) => ({ status: 200, body: aView(status) });
const keysSent = () => gateway.requests.map(({ headers }) => headers['idempotency-key']);

describe('a request', () => {
  it('is signed for the path below the stage, with every header that changes its meaning', async () => {
    const client = await clientOf(() => ok('SUCCEEDED'));
    const view = await client.submit(ENVELOPE, { idempotencyKey: 'key-1', wait: 7 });
    expect(view).toEqual(aView('SUCCEEDED'));
    const [request] = gateway.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/operations', headers: { prefer: 'wait=7' } });
    expect(request?.signed).toEqual(expect.arrayContaining(['host', 'idempotency-key', 'prefer', 'x-amz-date']));
    expect(JSON.parse(request?.body ?? '')).toEqual(ENVELOPE);
  });

  it('is signed right when the address ends with a slash and the id has reserved characters', async () => {
    const client = await clientOf(() => ({ status: 200, body: { session: 'run:7@x', operations: [] } }));
    const slashed = new CountersignClient({ url: `${gateway.url}/`, region: REGION, credentials: KEYS });
    expect(await slashed.session('run:7@x')).toEqual({ session: 'run:7@x', operations: [] });
    expect(await client.session('run:7@x')).toEqual({ session: 'run:7@x', operations: [] });
    expect(gateway.requests.map(({ path }) => path)).toEqual(['/sessions/run:7@x', '/sessions/run:7@x']);
  });

  it('asks a credential function each time and signs its session token', async () => {
    let asked = 0;
    const credentials = async () => ({ ...KEYS, sessionToken: `token-${++asked}` });
    const client = await clientOf(() => ok('PENDING'), { credentials });
    await client.get(ID);
    await client.get(ID);
    expect(gateway.requests.map(({ headers }) => headers['x-amz-security-token'])).toEqual(['token-1', 'token-2']);
  });

  it('throws NotAuthorised for the wrong secret', async () => {
    const client = await clientOf(() => ok('SUCCEEDED'), { credentials: { ...KEYS, secretAccessKey: 'guessed' } });
    await expect(client.get(ID)).rejects.toMatchObject({ name: 'NotAuthorised', kind: 'bad-signature' });
    expect(gateway.requests).toHaveLength(1);
  });

  it.each(['..', '.', '', 'a/b', '../operations'])('is not sent for %j, which would be another path', async (id) => {
    const client = await clientOf(() => ok('PENDING'));
    await expect(client.get(id)).rejects.toThrow('is not an id');
    expect(gateway.requests).toEqual([]);
  });

  it('uses the given fetch', async () => {
    const seen: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      seen.push((input as Request).url);
      return globalThis.fetch(input, init);
    };
    await (await clientOf(() => ok('PENDING'), { fetch })).get(ID);
    expect(seen).toEqual([`${gateway.url}/operations/${ID}`]);
  });
});

describe('a submission', () => {
  it('gets a new Idempotency-Key for each call, since two equal calls may both be meant', async () => {
    const client = await clientOf(() => ok('PENDING'));
    await client.submit(ENVELOPE);
    await client.submit(ENVELOPE);
    expect(new Set(keysSent()).size).toBe(2);
  });

  it('returns a denial as an operation, since a no is an outcome', async () => {
    const client = await clientOf(() => problem(403, 'denied', { operation: aView('DENIED') }));
    await expect(client.submit(ENVELOPE)).resolves.toMatchObject({ status: 'DENIED', because: 'because it is DENIED' });
  });

  it('throws what is wrong with the envelope, by pointer, and does not try again', async () => {
    const errors = [{ pointer: '/input/Bucket', detail: 'is required' }];
    const client = await clientOf(() => problem(422, 'bad-envelope', { errors }));
    const error = await client.submit(ENVELOPE).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadEnvelope);
    expect((error as BadEnvelope).faults).toEqual(errors);
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('what passes is tried again', () => {
  it('with the same Idempotency-Key, after as long as Retry-After says', async () => {
    const busy = { ...problem(503, 'unavailable'), headers: { 'retry-after': '7' } };
    const client = await clientOf((_, count) => (count === 1 ? busy : ok('PENDING')));
    await client.submit(ENVELOPE);
    expect(rests).toEqual([7000]);
    expect(new Set(keysSent()).size).toBe(1);
    expect(keysSent()).toHaveLength(2);
  });

  it('when the first request with the key is still in flight', async () => {
    const inFlight = { ...problem(409, 'in-flight'), headers: { 'retry-after': '1' } };
    const client = await clientOf((_, count) => (count === 1 ? inFlight : ok('PENDING')));
    await expect(client.submit(ENVELOPE)).resolves.toMatchObject({ status: 'PENDING' });
    expect(rests).toEqual([1000]);
  });

  it('three times, resting longer each time, and then thrown', async () => {
    const client = await clientOf(() => problem(500, 'broken'));
    await expect(client.get(ID)).rejects.toBeInstanceOf(TryLater);
    expect(gateway.requests).toHaveLength(4);
    expect(rests.map((rest, at) => rest > 250 * 2 ** at - 1 && rest <= 500 * 2 ** at)).toEqual([true, true, true]);
  });

  it('but not when the gateway asks for more patience than half a minute', async () => {
    const client = await clientOf(() => ({ ...problem(429, 'too-many-requests'), headers: { 'retry-after': '60' } }));
    await expect(client.get(ID)).rejects.toMatchObject({ name: 'TryLater', retryAfterSeconds: 60 });
    expect(gateway.requests).toHaveLength(1);
  });

  it('when nobody answers, and then thrown with the address', async () => {
    const client = await clientOf(() => ok('PENDING'));
    await gateway.stop();
    const error = await client.get(ID).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unreachable);
    expect((error as Error).message).toContain(`${gateway.url} does not answer`);
    expect(rests).toHaveLength(3);
  });
});

describe('an error answer', () => {
  it.each([
    [422, 'body-too-large', BadEnvelope],
    [413, 'body-too-large', BadEnvelope],
    [422, 'key-reused', KeyReused],
    [404, 'not-found', NoSuchOperation],
    [409, 'too-late', TooLate],
    [403, 'not-an-agent', NotAuthorised],
    [403, 'not-signed', NotAuthorised],
    [403, 'expired-credentials', NotAuthorised],
    [403, 'not-allowed', NotAuthorised],
    [504, 'still-running', TryLater],
    [400, 'bad-request', GatewayProblem],
    [502, 'unheard-of', TryLater],
  ])('%i %s becomes its own class and keeps the problem', async (status, kind, expected) => {
    const client = await clientOf(() => problem(status, kind));
    const error = await client.cancel(ID).catch((thrown: unknown) => thrown);
    expect((error as object).constructor).toBe(expected);
    expect(error).toMatchObject({ kind, problem: { status, detail: `detail of ${kind}` } });
  });

  it('that is no problem document is thrown with its status', async () => {
    const client = await clientOf(() => ({ status: 404, body: '<html>', headers: { 'content-type': 'text/html' } }));
    const error = await client.get(ID).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GatewayProblem);
    expect((error as Error).message).toMatch(/^HTTP 404: .*text\/html/);
  });

  it.each([[{ hello: 'world' }], [[]], ['"text"']])(
    'is thrown for 200 with %j, which no gateway says',
    async (body) => {
      const client = await clientOf(() => ({ status: 200, body }));
      await expect(client.get(ID)).rejects.toThrow('Not a gateway');
    },
  );
});

describe('waiting', () => {
  const script =
    (...statuses: string[]): Respond =>
    (_, count) =>
      ok(statuses[Math.min(count, statuses.length) - 1] ?? '');

  it('polls with Prefer: wait=20 until the operation is closed, and tells each status once', async () => {
    const client = await clientOf(script('PENDING', 'PENDING', 'EXECUTING', 'SUCCEEDED'));
    const seen: string[] = [];
    const view = await client.wait(ID, { onStatus: ({ status }) => void seen.push(status) });
    expect(view.status).toBe('SUCCEEDED');
    expect(seen).toEqual(['PENDING', 'EXECUTING', 'SUCCEEDED']);
    expect(gateway.requests.map(({ headers }) => headers['prefer'])).toEqual(Array(4).fill('wait=20'));
    expect(rests).toEqual([500, 500, 500]);
  });

  it('ends with the open operation when the time is over, asking for no longer than is left', async () => {
    let now = 0;
    const client = await clientOf(() => ((now += 20_000), ok('PENDING')), { now: () => now });
    const view = await client.wait(ID, { timeoutSeconds: 25 });
    expect(view).toMatchObject({ status: 'PENDING', terminal: false });
    expect(gateway.requests.map(({ headers }) => headers['prefer'])).toEqual(['wait=20', 'wait=5']);
  });

  it('is what call does after submit, telling no status twice', async () => {
    const client = await clientOf(script('PENDING', 'PENDING', 'REJECTED'));
    const seen: string[] = [];
    const view = await client.call(ENVELOPE, { idempotencyKey: 'k', onStatus: ({ status }) => void seen.push(status) });
    expect(view.status).toBe('REJECTED');
    expect(seen).toEqual(['PENDING', 'REJECTED']);
    expect(gateway.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(keysSent()).toEqual(['k', undefined, undefined]);
  });

  it('is not needed when the first answer is the last', async () => {
    const client = await clientOf(script('SUCCEEDED'));
    expect((await client.call(ENVELOPE)).status).toBe('SUCCEEDED');
    expect(gateway.requests).toHaveLength(1);
  });

  it('stops with the reason of the abort, and leaves the operation alone', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    const client = await clientOf(() => (abort.abort(reason), new Promise<never>(() => {})));
    await expect(client.wait(ID, { signal: abort.signal })).rejects.toBe(reason);
    expect(gateway.requests.map(({ method }) => method)).toEqual(['GET']);
    expect(rests).toEqual([]);
  });
});

describe('cancelling', () => {
  it('posts to the operation', async () => {
    const client = await clientOf(() => ok('CANCELLED'));
    expect((await client.cancel(ID)).status).toBe('CANCELLED');
    expect(gateway.requests[0]).toMatchObject({ method: 'POST', path: `/operations/${ID}/cancel`, body: '' });
  });
});
