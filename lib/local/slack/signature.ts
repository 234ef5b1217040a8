import { createHmac } from 'node:crypto';

/** The headers by which Slack signs a body: `v0=` and the hex HMAC-SHA256 of `v0:<timestamp in seconds>:<body>`. */
export function signatureHeaders(body: string, secret: string, seconds: number): Record<string, string> {
  const mac = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${mac}` };
}
