import { createHmac, timingSafeEqual } from 'node:crypto';

/** A request from Slack as it came over the wire: nothing in it is parsed before the signature holds. */
export interface SlackRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

const MAX_AGE_SECONDS = 300;
const MAX_BODY_BYTES = 256 * 1024;

/**
 * True when Slack signed these exact bytes within the last five minutes (Slack's "Verifying requests", version v0).
 * During a rotation both the current and the previous secret count. Times in the future are as wrong as old ones.
 */
export function isFromSlack(request: SlackRequest, secrets: readonly string[], now: Date): boolean {
  if (request.body.byteLength > MAX_BODY_BYTES) return false;
  const timestamp = header(request, 'x-slack-request-timestamp');
  const signature = header(request, 'x-slack-signature');
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MAX_AGE_SECONDS) return false;
  return secrets.some((secret) => secret !== '' && signs(secret, { timestamp, signature, body: request.body }));
}

function signs(secret: string, signed: { timestamp: string; signature: string; body: Uint8Array }): boolean {
  const mac = createHmac('sha256', secret).update(`v0:${signed.timestamp}:`).update(signed.body).digest('hex');
  return timingSafeEqual(Buffer.from(`v0=${mac}`), Buffer.from(signed.signature));
}

function header(request: SlackRequest, name: string): string {
  const found = Object.entries(request.headers).find(([key]) => key.toLowerCase() === name);
  return found?.[1] ?? '';
}
