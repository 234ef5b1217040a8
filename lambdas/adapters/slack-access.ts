import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Config } from '../runtime/config.ts';
import type { SlackAccess } from './slack-channel.ts';
import { type SlackSecret, slackSecretReader } from './slack-secret.ts';

/** How a function reaches the workspace, from the settings that every such function has. */
export function slackAccess(
  config: Config<'request-approval'>,
): SlackAccess & { readonly secret: () => Promise<SlackSecret> } {
  const secret = slackSecretReader(new SecretsManagerClient({}), config.SLACK_SECRET_ID);
  const botToken = async () => (await secret()).botToken;
  return { apiUrl: config.SLACK_API_URL, channel: config.SLACK_CHANNEL, botToken, secret };
}
