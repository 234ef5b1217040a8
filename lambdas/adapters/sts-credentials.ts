import { createHash } from 'node:crypto';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { CredentialIssuer, Credentials, OneShotSession } from '../execute/ports.ts';

/** STS allows no shorter session than this (AssumeRole, DurationSeconds); the session policy ends the credentials sooner. */
const STS_MINIMUM_SECONDS = 900;

/** One role session per operation, named after it and cut to it by a session policy. */
export class StsCredentialIssuer implements CredentialIssuer {
  readonly #client: STSClient;
  readonly #roleName: string;

  constructor(client: STSClient, roleName: string) {
    this.#client = client;
    this.#roleName = roleName;
  }

  async issue({ account, operationId, agent, policy }: OneShotSession): Promise<Credentials> {
    const command = new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/${this.#roleName}`,
      RoleSessionName: operationId,
      SourceIdentity: sourceIdentity(agent),
      DurationSeconds: STS_MINIMUM_SECONDS,
      Policy: policy,
      Tags: [{ Key: 'countersign:operation', Value: operationId }],
    });
    const { Credentials: made } = await this.#client.send(command);
    if (!made?.AccessKeyId || !made.SecretAccessKey || !made.SessionToken) throw new Error('STS made no credentials');
    return { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey, sessionToken: made.SessionToken };
  }
}

/**
 * The agent as CloudTrail shows it beside each call: 2 to 64 characters of `[\w+=,.@-]` (STS, SourceIdentity). `role.NAME`
 * or `user.NAME` where that fits and only one agent can be meant, else the start of it and a digest of the whole ARN.
 */
export function sourceIdentity(agent: string): string {
  const name = agent.slice(agent.lastIndexOf(':') + 1);
  const plain = name.replace('/', '.');
  if (/^[\w+=,.@-]{2,64}$/.test(plain)) return plain;
  const digest = createHash('sha256').update(agent).digest('hex').slice(0, 16);
  return `${plain.replace(/[^\w+=,.@-]/g, '-').slice(0, 46)}-${digest}`;
}
