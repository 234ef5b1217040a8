import type { IncomingMessage } from 'node:http';
import { BOT_TOKEN, SIGNING_SECRET } from './identity.ts';

/** The header that every request under /control/ carries: a page of another site cannot send it without our consent. */
export const CONTROL_HEADER = 'x-slack-stand-in';

/** Why a request is refused: the status and a sentence for whoever sent it. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/**
 * Refuses what did not come from this machine's own page or tools: a foreign Host (DNS rebinding), a foreign Origin or
 * fetch site (cross-site requests), and control requests without the header or not in JSON.
 */
export function refusalOf(request: IncomingMessage, port: number): Refusal | undefined {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin } = request.headers;
  if (!own.includes(host)) return forbidden(`Host ${JSON.stringify(host)} is not this stand-in: use ${own[0]}.`);
  if (origin !== undefined && origin !== `http://${host}`) return forbidden('Requests of other origins are refused.');
  if (isForeignSite(request)) return forbidden('Requests of other sites are refused.');
  return request.url?.startsWith('/control/') ? controlRefusal(request) : undefined;
}

/**
 * Throws unless this is a development machine: NODE_ENV=production, or a Slack secret or token other than the fixed ones
 * (given, or under a name like SLACK_SIGNING_SECRET in the environment), means that somebody mistakes it for Slack.
 */
export function assertDevelopment(
  environment: Readonly<Record<string, string | undefined>>,
  signingSecret: string = SIGNING_SECRET,
): void {
  if (environment['NODE_ENV'] === 'production')
    throw new Error('The Slack stand-in is for development: it does not start with NODE_ENV=production.');
  if (signingSecret !== SIGNING_SECRET)
    throw new Error('The Slack stand-in signs with its fixed development secret only: never give it a real one.');
  const strange = Object.entries(environment).find(([name, value]) => isForeignSecret(name, value));
  if (strange)
    throw new Error(
      `${strange[0]} holds something other than the stand-in's development value: unset it and start again.`,
    );
}

function isForeignSecret(name: string, value: string | undefined): boolean {
  return /^SLACK_\w*(SECRET|TOKEN)$/.test(name) && !['', SIGNING_SECRET, BOT_TOKEN].includes(value ?? '');
}

function controlRefusal(request: IncomingMessage): Refusal | undefined {
  if (request.headers[CONTROL_HEADER] !== '1')
    return forbidden(`Control requests need the header ${CONTROL_HEADER}: 1.`);
  const type = request.headers['content-type']?.split(';')[0]?.trim();
  if (request.method === 'POST' && type !== 'application/json')
    return { status: 415, reason: 'Control requests carry content-type: application/json.' };
  return undefined;
}

function isForeignSite(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  // A link to the page may be followed from anywhere; a navigation changes nothing here.
  return !(
    request.method === 'GET' &&
    request.url?.split('?')[0] === '/' &&
    request.headers['sec-fetch-mode'] === 'navigate'
  );
}

function forbidden(reason: string): Refusal {
  return { status: 403, reason };
}
