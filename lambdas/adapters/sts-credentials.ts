import { createHash } from 'node:crypto';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { CredentialIssuer, Credentials, OneShotSession } from '../execute/ports.ts';

/** STS allows no shorter session than this (AssumeRole, DurationSeconds); the session policy ends the credentials sooner. */
const STS_MINIMUM_SECONDS = 900;

/** What STS is told beside the role's name when the role is in another account than the gateway. */
export interface Abroad {
  /** The gateway's own account, where a role trusts the executor without more. */
  readonly home: string;
  /** What target roles in other accounts ask for; empty when the gateway serves none. */
  readonly externalId: string;
}

/** One role session per operation, named after it and cut to it by a session policy. */
export class StsCredentialIssuer implements CredentialIssuer {
  readonly #client: STSClient;
  readonly #roleName: string;

  readonly #abroad: Abroad | undefined;

  constructor(client: STSClient, roleName: string, abroad?: Abroad) {
    this.#client = client;
    this.#roleName = roleName;
    this.#abroad = abroad;
  }

  async issue({ account, operationId, agent, policy, role }: OneShotSession): Promise<Credentials> {
    const command = new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/${role === undefined ? this.#roleName : `${this.#roleName}-${role}`}`,
      RoleSessionName: operationId,
      SourceIdentity: sourceIdentity(agent),
      DurationSeconds: STS_MINIMUM_SECONDS,
      Policy: policy,
      Tags: [{ Key: 'countersign:operation', Value: operationId }],
      ...this.#external(account),
    });
    const { Credentials: made } = await this.#client.send(command);
    if (!made?.AccessKeyId || !made.SecretAccessKey || !made.SessionToken) throw new Error('STS made no credentials');
    return { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey, sessionToken: made.SessionToken };
  }

  #external(account: string): { readonly ExternalId?: string } {
    if (!this.#abroad || account === this.#abroad.home) return {};
    if (!this.#abroad.externalId) throw new Error(`No external id is set, so no role in ${account} can be assumed`);
    return { ExternalId: this.#abroad.externalId };
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
