import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { LocalAgent } from '../../agent/connection.ts';
import type { ClientSettings } from '../engine/clients.ts';
import { AGENTS, OPERATOR } from './directory.ts';

/** Makes the demo's agents: IAM users that may ask the gateway, and nothing else in AWS. */
export async function makeAgents(settings: ClientSettings, api: { id: string; account: string }) {
  const iam = new IAMClient(settings);
  const made = AGENTS.map(
    async (name) => [name, await makeAgent(iam, { ...api, name, region: settings.region })] as const,
  );
  return Object.fromEntries(await Promise.all(made)) as Record<string, LocalAgent>;
}

/** Makes the demo's operator: an IAM user with the stack's own operator policy, and nothing else in AWS. */
export async function makeOperator(settings: ClientSettings, PolicyArn: string): Promise<LocalAgent> {
  const iam = new IAMClient(settings);
  const made = await makeUser(iam, OPERATOR);
  await iam.send(new AttachUserPolicyCommand({ UserName: OPERATOR, PolicyArn }));
  return made;
}

interface NewAgent {
  readonly name: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

async function makeAgent(iam: IAMClient, agent: NewAgent): Promise<LocalAgent> {
  const made = await makeUser(iam, agent.name);
  const PolicyDocument = JSON.stringify(agentPolicy(agent));
  await iam.send(new PutUserPolicyCommand({ UserName: agent.name, PolicyName: 'ask-the-gateway', PolicyDocument }));
  return made;
}

async function makeUser(iam: IAMClient, UserName: string): Promise<LocalAgent> {
  const { User } = await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  if (!User?.Arn || !AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) {
    throw new Error(`The local engine made no usable key for ${UserName}`);
  }
  return { arn: User.Arn, accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}

/** All that an agent may do in AWS: invoke the gateway's own methods. */
function agentPolicy({ region, account, id }: NewAgent) {
  const method = (name: string) => `arn:aws:execute-api:${region}:${account}:${id}/*/${name}`;
  const Resource = ['POST/operations', 'GET/operations/*', 'POST/operations/*/cancel', 'GET/sessions/*'].map(method);
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }] };
}
