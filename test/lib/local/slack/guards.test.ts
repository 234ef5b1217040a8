import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BOT_TOKEN, SIGNING_SECRET } from '../../../../lib/local/slack/identity.ts';
import { startSlackStandIn, type SlackStandIn } from '../../../../lib/local/slack/stand-in.ts';

const CONTROL = { 'x-slack-stand-in': '1', 'content-type': 'application/json' };

let standIn: SlackStandIn;
beforeAll(async () => {
  standIn = await startSlackStandIn({ environment: {} });
});
afterAll(() => standIn.stop());

type Sent = { path: string; method?: string; headers?: Record<string, string>; body?: string };

/** Sends exactly these headers, Host and Origin included (fetch would not let us). */
function send({ path, method = 'GET', headers = {}, body }: Sent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: standIn.port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const reset = (headers: Record<string, string>): Promise<{ status: number; text: string }> =>
  send({ path: '/control/reset', method: 'POST', headers, body: '{}' });

describe('where requests may come from', () => {
  it('lets the page and local tools in', async () => {
    const own = { ...CONTROL, origin: `http://127.0.0.1:${standIn.port}`, 'sec-fetch-site': 'same-origin' };
    expect((await reset(own)).status).toBe(200);
    expect((await reset(CONTROL)).status).toBe(200);
  });

  it.each<[string, Record<string, string>, { status: number; reason: string }]>([
    ['without the custom header', { 'content-type': 'application/json' }, { status: 403, reason: 'x-slack-stand-in' }],
    [
      'that is a simple form',
      { 'x-slack-stand-in': '1', 'content-type': 'text/plain' },
      { status: 415, reason: 'application/json' },
    ],
    ['of another origin', { ...CONTROL, origin: 'https://evil.example' }, { status: 403, reason: 'origins' }],
    ['of another local port', { ...CONTROL, origin: 'http://127.0.0.1:1' }, { status: 403, reason: 'origins' }],
    ['of an opaque origin', { ...CONTROL, origin: 'null' }, { status: 403, reason: 'origins' }],
    ['of another site', { ...CONTROL, 'sec-fetch-site': 'cross-site' }, { status: 403, reason: 'sites' }],
    ['for a rebound host name', { ...CONTROL, host: 'evil.example' }, { status: 403, reason: 'evil.example' }],
    [
      'for a host name that only begins like ours',
      { ...CONTROL, host: '127.0.0.1:1.evil.example' },
      { status: 403, reason: 'Host' },
    ],
  ])('refuses a control request %s', async (_what, headers, { status, reason }) => {
    const answer = await reset(headers);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(reason);
  });

  it.each(['/', '/identity.json', '/events?user=U0GRACE', '/api/auth.test', '/response/x'])(
    'refuses %s for a rebound host name',
    async (path) => {
      expect((await send({ path, headers: { host: `evil.example:${standIn.port}` } })).status).toBe(403);
    },
  );

  it('refuses the Web API to web pages, even with the right token', async () => {
    const headers = { authorization: `Bearer ${BOT_TOKEN}`, origin: 'https://evil.example' };
    expect((await send({ path: '/api/auth.test', method: 'POST', headers })).status).toBe(403);
  });

  it('lets a link be followed to the page, but no other site read what is said', async () => {
    const cross = { 'sec-fetch-site': 'cross-site' };
    expect((await send({ path: '/', headers: { ...cross, 'sec-fetch-mode': 'navigate' } })).status).toBe(200);
    expect((await send({ path: '/events?user=U0GRACE', headers: cross })).status).toBe(403);
  });

  it('guards reading, too: messages are not told without the header', async () => {
    expect((await send({ path: '/control/messages' })).status).toBe(403);
    expect((await send({ path: '/control/messages', headers: CONTROL })).text).toBe('{"messages":[]}');
  });
});

describe('what requests may hold', () => {
  it('refuses a body over 256 KiB with 413', async () => {
    const body = JSON.stringify({ x: 'x'.repeat(256 * 1024) });
    expect((await send({ path: '/control/reset', method: 'POST', headers: CONTROL, body })).status).toBe(413);
    const headers = { authorization: `Bearer ${BOT_TOKEN}` };
    expect((await send({ path: '/api/auth.test', method: 'POST', headers, body })).status).toBe(413);
  });

  it.each(['{', '[]', '"x"', 'null', ''])('refuses the control body %p', async (body) => {
    expect((await send({ path: '/control/reset', method: 'POST', headers: CONTROL, body })).status).toBe(400);
  });

  it.each([
    ['{"kind":"flood"}', 'kind must be'],
    ['{"kind":"slow","count":0}', 'count must be'],
    ['{"kind":"slow","seconds":61}', 'seconds must be'],
  ])('refuses the fault %s and says why', async (body, reason) => {
    const answer = await send({ path: '/control/fault', method: 'POST', headers: CONTROL, body });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining(reason) });
  });

  it.each(['/../stand-in.ts', '/..%2fstand-in.ts', '/.', '/identity.ts', '/page/index.html', '//etc/passwd'])(
    'serves nothing at %s',
    async (path) => {
      expect((await send({ path })).status).toBe(404);
    },
  );

  it('sends the page with a strict content security policy', async () => {
    const response = await fetch(standIn.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('where it starts', () => {
  const refused = (environment: Record<string, string>, more: object = {}): Promise<unknown> =>
    startSlackStandIn({ environment, ...more }).then(
      async (started) => {
        await started.stop();
        return 'started';
      },
      (error: Error) => error.message,
    );

  it('refuses production', async () => {
    expect(await refused({ NODE_ENV: 'production' })).toContain('NODE_ENV=production');
  });

  it('refuses any other secret, given or in the environment, and does not repeat it', async () => {
    expect(await refused({}, { signingSecret: 'real' })).toContain('fixed development secret');
    const message = await refused({ SLACK_BOT_TOKEN: 'xoxb-real' });
    expect(message).toContain('SLACK_BOT_TOKEN');
    expect(message).not.toContain('xoxb-real');
  });

  it('starts with its own values in the environment', async () => {
    expect(await refused({ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: BOT_TOKEN })).toBe('started');
  });

  it.each(['https://hooks.example.com/x', 'file:///etc/passwd', 'localhost', 'http://localhost.evil.example/'])(
    'sends clicks to this machine only, not to %s',
    async (interactionsUrl) => {
      expect(await refused({}, { interactionsUrl })).toContain('The interactions URL must be');
    },
  );

  it('listens on the loopback address only', () => {
    expect(standIn.url).toBe(`http://127.0.0.1:${standIn.port}/`);
  });
});
