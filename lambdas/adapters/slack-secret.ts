import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

/** What the stack's Slack secret holds, as JSON. `previousSigningSecret` counts too while a rotation is under way. */
const slackSecret = z.object({
  botToken: z.string().min(1),
  signingSecret: z.string().min(1),
  previousSigningSecret: z.string().optional(),
});

export type SlackSecret = z.infer<typeof slackSecret>;

const KEEP_MS = 300_000;

/** Reads the Slack secret and keeps it for five minutes, so that a rotation takes effect without a deployment. */
export function slackSecretReader(client: SecretsManagerClient, secretId: string): () => Promise<SlackSecret> {
  let kept: { secret: SlackSecret; until: number } | undefined;
  return async () => {
    if (kept && kept.until > Date.now()) return kept.secret;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const parsed = slackSecret.safeParse(parsedJson(SecretString));
    if (!parsed.success) throw new Error('The Slack secret is not {"botToken": ..., "signingSecret": ...}');
    kept = { secret: parsed.data, until: Date.now() + KEEP_MS };
    return kept.secret;
  };
}

function parsedJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
