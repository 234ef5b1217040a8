import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KEYS, problem, REGION, type Respond, startGateway, type TestGateway } from './a-gateway.ts';
import { runIn, type Said } from './a-terminal.ts';

const AGENT = 'arn:aws:iam::111122223333:role/invoice-agent';
const STOP = {
  scope: AGENT,
  by: 'arn:aws:iam::111122223333:user/dana',
  at: '2026-11-22T12:00:00.000Z',
  reason: 'it loops',
};
const WHY = ['--reason', 'it loops'];

let gateway: TestGateway;
let respond: Respond;

beforeEach(async () => {
  gateway = await startGateway((request, count) => respond(request, count));
});
afterEach(() => gateway.stop());

const env = () => ({
  COUNTERSIGN_URL: gateway.url,
  COUNTERSIGN_REGION: REGION,
  AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
});
const piped = (...args: string[]): Promise<Said> => runIn({ env: env() }, ...args);
const typed = (...args: string[]): Promise<Said> => runIn({ env: env(), isTty: true }, ...args);
const asked = () => gateway.requests.map(({ method, path, body }) => [method, path, body && JSON.parse(body)]);

describe('countersign stop', () => {
  it.each([
    [['--agent', AGENT], { agent: AGENT }],
    [['--all'], { all: true }],
  ])('posts whom to stop and why: %p', async (options, whom) => {
    respond = () => ({ status: 200, body: { kind: 'stopped', stop: STOP, running: [], closing: true } });

    const { code } = await piped('stop', ...options, ...WHY);

    expect(code).toBe(0);
    expect(asked()).toEqual([['POST', '/stops', { ...whom, reason: 'it loops' }]]);
  });

  it('says what holds, what still runs, and what becomes of the rest', async () => {
    respond = () => ({ status: 200, body: { kind: 'stopped', stop: STOP, running: ['op_1', 'op_2'], closing: false } });

    const { out } = await typed('stop', '--agent', AGENT, ...WHY);

    expect(out).toBe(
      `${AGENT}  STOPPED  2026-11-22T12:00:00.000Z  by arn:aws:iam::111122223333:user/dana: it loops\n` +
        '  nothing of it starts any more; what waits or is approved is closed within a minute\n' +
        '  already running, left to end: op_1, op_2\n',
    );
  });

  it.each([[[]], [['--agent', AGENT, '--all']]])('asks for one scope: not %p', async (options) => {
    respond = () => problem(500, 'broken');

    const { code, err } = await piped('stop', ...options, ...WHY);

    expect({ code, err }).toEqual({ code: 2, err: 'error: Say whom: --agent ARN, or --all, and not both\n' });
    expect(gateway.requests).toEqual([]);
  });

  it('asks for a reason', async () => {
    expect(await piped('stop', '--all')).toMatchObject({ code: 2, err: expect.stringContaining('--reason') });
  });

  it('passes on what the gateway says of a wrong order, and of somebody who may not', async () => {
    respond = () => problem(422, 'bad-order');
    expect(await piped('stop', '--agent', 'typo', ...WHY)).toMatchObject({
      code: 2,
      err: expect.stringContaining('detail of bad-order'),
    });
    respond = () => problem(403, 'not-an-operator');
    expect(await piped('stop', '--all', ...WHY)).toMatchObject({
      code: 3,
      err: expect.stringContaining('not-an-operator'),
    });
  });

  it('tries again while the gateway is not available: an order must get through', async () => {
    respond = (_, count) =>
      count === 1
        ? {
            ...problem(503, 'unavailable'),
            headers: { 'retry-after': '0', 'content-type': 'application/problem+json' },
          }
        : { status: 200, body: { kind: 'stopped', stop: STOP, running: [], closing: true } };

    expect((await piped('stop', '--all', ...WHY)).code).toBe(0);
    expect(gateway.requests).toHaveLength(2);
  });
});

describe('countersign resume and stops', () => {
  it('resumes, and says what is stopped still', async () => {
    respond = () => ({ status: 200, body: { kind: 'resumed', scope: 'all', remaining: [STOP] } });

    const { out } = await typed('resume', '--all', ...WHY);

    expect(asked()).toEqual([['POST', '/stops/resume', { all: true, reason: 'it loops' }]]);
    expect(out).toMatch(/^all {2}RESUMED\n {2}still stopped:\n {2}arn:.*invoice-agent {2}STOPPED/);
  });

  it('lists what is stopped, and nothing', async () => {
    respond = () => ({ status: 200, body: { stops: [STOP] } });
    expect((await typed('stops')).out).toMatch(/invoice-agent {2}STOPPED.*it loops\n$/);
    expect(JSON.parse((await piped('stops')).out)).toEqual([STOP]);
    respond = () => ({ status: 200, body: { stops: [] } });
    expect((await typed('stops')).out).toBe('nothing is stopped\n');
  });
});

describe('an agent that is stopped or over its budget', () => {
  it.each([
    [403, 'stopped', 1],
    [429, 'over-budget', 3],
  ])('learns of %p %s by the exit code %p and the words', async (status, kind, code) => {
    respond = () => ({
      ...problem(status, kind),
      headers: { 'retry-after': '40000', 'content-type': 'application/problem+json' },
    });

    const said = await piped('ask', 's3', 'GetObject', '--reason', 'x');

    expect(said).toMatchObject({ code, err: expect.stringContaining(`detail of ${kind}`) });
    expect(gateway.requests).toHaveLength(1);
  });
});
