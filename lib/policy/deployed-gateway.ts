import { readFileSync } from 'node:fs';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableClient } from '../../lambdas/adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../../lambdas/adapters/dynamodb-operation-store.ts';
import { DynamoDbPolicyPointers } from '../../lambdas/adapters/dynamodb-policy-pointers.ts';
import { S3PolicySets } from '../../lambdas/adapters/s3-policy-sets.ts';
import type { Environment } from '../agent/connection.ts';
import { Misuse, NoGateway } from '../agent/misuse.ts';
import { type ClientSettings, engineClients } from '../local/engine/clients.ts';
import { filesIn, LOCAL } from '../local/files.ts';
import type { GatewayFile } from '../local/gateway.ts';
import type { PolicyRegistry } from './registry.ts';

/** A gateway as its operators reach it, with their own AWS credentials. */
export interface DeployedGateway extends PolicyRegistry {
  readonly table: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly operations: DynamoDbOperationStore;
  /** ARN of whoever runs this. */
  caller(): Promise<string>;
}

type Outputs = Readonly<Record<string, string>>;
type Settings = ClientSettings | Record<string, never>;

/**
 * The gateway of a stack (`stack`, else COUNTERSIGN_STACK) in the account and region of the usual AWS settings; without a name
 * the local one, whose file COUNTERSIGN_GATEWAY may name. Throws NoGateway when there is none.
 */
export async function findDeployedGateway(
  env: Environment,
  stack = env['COUNTERSIGN_STACK'],
): Promise<DeployedGateway> {
  if (stack) return reached(await outputsOf(stack), {});
  const { endpoint, connection, outputs } = localGateway(env['COUNTERSIGN_GATEWAY'] || filesIn(LOCAL).gateway);
  return reached(outputs, engineClients({ endpoint, region: connection.region }));
}

async function outputsOf(StackName: string): Promise<Outputs> {
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
  const outputs = Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

function localGateway(file: string): GatewayFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as GatewayFile;
  } catch (cause) {
    const how = 'name its stack with --stack or COUNTERSIGN_STACK, or start the local gateway with npm start';
    throw new NoGateway(`There is no gateway: ${how} (looked for ${file})`, { cause });
  }
}

function reached(outputs: Outputs, settings: Settings): DeployedGateway {
  const table = tableClient(settings);
  const tableName = output(outputs, 'TableName');
  const bucket = output(outputs, 'PolicyBucketName');
  const sts = new STSClient(settings);
  return {
    table,
    tableName,
    bundled: output(outputs, 'BundledPolicySet'),
    operations: new DynamoDbOperationStore(table, tableName),
    pointers: new DynamoDbPolicyPointers(table, tableName),
    sets: new S3PolicySets(async () => new S3Client(settings), bucket),
    caller: async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? 'unknown',
  };
}

function output(outputs: Outputs, name: string): string {
  const value = outputs[name];
  if (value) return value;
  throw new Misuse(`The stack has no output ${name}: is it a gateway, and of this version?`);
}
