import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { randomUUID } from 'node:crypto';
import { type ClientSettings, engineClients } from '../../local/engine/clients.ts';
import { BUCKET, TABLE } from '../../local/seed/seed.ts';
import type { GatewayFile } from '../../local/gateway.ts';

const PolicyName = 'what-the-bench-calls';

/** Runs `work` as an IAM user that may make the bench's calls itself, without the gateway; the user is gone afterwards. */
export async function asDirectUser<T>(gateway: GatewayFile, work: (as: ClientSettings) => Promise<T>): Promise<T> {
  const engine = { endpoint: gateway.endpoint, region: gateway.connection.region };
  const iam = new IAMClient(engineClients(engine));
  const UserName = `bench-${randomUUID().slice(0, 8)}`;
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: policy(gateway) }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  try {
    return await work(engineClients(engine, { accessKeyId, secretAccessKey }));
  } finally {
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: accessKeyId }));
    await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));
    await iam.send(new DeleteUserCommand({ UserName }));
  }
}

/** The read and the delete, but not CreateAccessKey: the direct call is denied too, by IAM. */
function policy({ connection: { region, account } }: GatewayFile): string {
  const Statement = [
    { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: `arn:aws:dynamodb:${region}:${account}:table/${TABLE}` },
    { Effect: 'Allow', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${BUCKET}/bench/*` },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
