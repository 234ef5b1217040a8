import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { BOT_TOKEN } from '../../../../lib/local/slack/identity.ts';
import type { SlackStandIn } from '../../../../lib/local/slack/stand-in.ts';

const SILENT: NonNullable<WebClientOptions['logger']> = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** The real client, talking to the stand-in: no retries, no logging of the errors that a test provokes. */
export function quietClient(standIn: SlackStandIn, options: WebClientOptions = {}, token = BOT_TOKEN): WebClient {
  return new WebClient(token, {
    slackApiUrl: standIn.apiUrl,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2_500,
    logger: SILENT,
    ...options,
  });
}
