import { describe, expect, it } from '@jest/globals';
import { isFromSlack, type SlackRequest } from '../../../lambdas/approve/slack-signature.ts';
import { NOON } from '../../support/a-clock.ts';
import { aSlackRequest, SIGNING_SECRET } from '../../support/a-slack-request.ts';

const NOW = new Date(NOON);
const request = (changes: Partial<Parameters<typeof aSlackRequest>[1]> = {}) =>
  aSlackRequest('payload=%7B%7D', { at: NOW, ...changes });
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const withHeaders = (changes: SlackRequest['headers']): SlackRequest => ({
  ...request(),
  headers: { ...request().headers, ...changes },
});
const accepts = (one: SlackRequest, secrets: readonly string[] = [SIGNING_SECRET]) => isFromSlack(one, secrets, NOW);

describe('isFromSlack', () => {
  it('takes the example of Slack’s own documentation', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
      '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com' +
      '%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };

    expect(
      isFromSlack({ headers, body: Buffer.from(body) }, ['8f742231b10e8888abcd99yyyzzz85a5'], new Date(1531420618_000)),
    ).toBe(true);
  });

  it('takes a request of the last five minutes, whatever the case of its header names', () => {
    expect(accepts(request())).toBe(true);
    expect(accepts(request({ at: later(-300) }))).toBe(true);
    expect(accepts(request({ at: later(300) }))).toBe(true);
    const { headers, body } = request();
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    expect(accepts({ headers: lower, body })).toBe(true);
  });

  it.each<readonly [string, SlackRequest]>([
    ['a stale timestamp', request({ at: later(-301) })],
    ['a timestamp in the future', request({ at: later(301) })],
    ['another version of the signature', request({ version: 'v9' })],
    ['another secret', request({ secret: 'not-the-secret' })],
    ['no signature', withHeaders({ 'X-Slack-Signature': undefined })],
    ['no timestamp', withHeaders({ 'X-Slack-Request-Timestamp': undefined })],
    [
      'another timestamp than the signed one',
      withHeaders({ 'X-Slack-Request-Timestamp': String(NOW.getTime() / 1000 + 1) }),
    ],
    ['a timestamp that is no number', withHeaders({ 'X-Slack-Request-Timestamp': 'NaN' })],
    ['a timestamp with a sign', withHeaders({ 'X-Slack-Request-Timestamp': `+${NOW.getTime() / 1000}` })],
    ['a shorter signature', withHeaders({ 'X-Slack-Signature': `v0=${'a'.repeat(63)}` })],
    ['a longer signature', withHeaders({ 'X-Slack-Signature': `${request().headers['X-Slack-Signature']}0` })],
    ['a signature of other letters', withHeaders({ 'X-Slack-Signature': `v0=${'é'.repeat(64)}` })],
    ['an altered body', { ...request(), body: Buffer.from('payload=%7B%7E') }],
    ['a longer body', { ...request(), body: Buffer.from('payload=%7B%7D&') }],
  ])('refuses %s', (_name, one) => {
    expect(accepts(one)).toBe(false);
  });

  it('refuses a body of more than 256 KB, though it is signed', () => {
    const at = NOW;

    expect(accepts(aSlackRequest('x'.repeat(256 * 1024), { at }))).toBe(true);
    expect(accepts(aSlackRequest('x'.repeat(256 * 1024 + 1), { at }))).toBe(false);
  });

  it('takes the previous secret while a rotation is under way, and no empty one', () => {
    expect(accepts(request({ secret: 'old' }), [SIGNING_SECRET, 'old'])).toBe(true);
    expect(accepts(request({ secret: 'old' }), [SIGNING_SECRET])).toBe(false);
    expect(accepts(request({ secret: '' }), [SIGNING_SECRET, ''])).toBe(false);
  });

  it('signs bytes, not characters', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xe2]);
    const signed = aSlackRequest(bytes.toString('latin1'), { at: NOW });

    expect(accepts({ headers: signed.headers, body: bytes })).toBe(false);
  });
});
