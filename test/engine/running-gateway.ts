import { DescribeExecutionCommand, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableClient } from '../../lambdas/adapters/aws-clients.ts';
import { DynamoDbOperationStore } from '../../lambdas/adapters/dynamodb-operation-store.ts';
import type { Envelope } from '../../lambdas/submit/envelope.ts';
import { CountersignClient } from '../../lib/agent/client.ts';
import { LocalArchive } from '../../lib/local/demo/archive.ts';
import { engineClients } from '../../lib/local/engine/clients.ts';
import { filesIn, LOCAL } from '../../lib/local/files.ts';
import type { GatewayFile } from '../../lib/local/gateway.ts';
import { Reviewers } from '../../lib/local/reviewers.ts';
import { BUCKET } from '../../lib/local/seed/seed.ts';
import { inTable } from './in-table.ts';
import type { AgentName } from '../../lib/local/seed/directory.ts';

/** The gateway that the global set-up started, with everything a test reaches it by. */
export function runningGateway() {
  const file = JSON.parse(readFileSync(filesIn(join(LOCAL, 'test')).gateway, 'utf8')) as GatewayFile;
  const settings = engineClients({ endpoint: file.endpoint, region: file.connection.region });
  const output = (name: string) => file.outputs[name] ?? '';
  const table = tableClient(settings);
  const s3 = new S3Client(settings);
  const store = new DynamoDbOperationStore(table, output('TableName'));
  return {
    ...file,
    settings,
    output,
    table,
    s3,
    agent: (name: AgentName = 'invoice-agent') =>
      new CountersignClient({ ...file.connection, credentials: file.connection.agents[name]! }),
    reviewers: new Reviewers(file.slack),
    archive: new LocalArchive(settings, output('ArchiveBucketName')),
    store,
    ...inTable({ store, table, settings, tableName: output('TableName'), keyId: output('GrantKeyId') }),
    ...lambdaAccess(new LambdaClient(settings)),
    ...workflowAccess(new SFNClient(settings), output('StateMachineArn')),
    ...bucketAccess(s3),
  };
}

export type RunningGateway = ReturnType<typeof runningGateway>;

function lambdaAccess(lambda: LambdaClient) {
  return {
    lambda,
    /** Invokes one of the gateway's functions as an administrator would; resolves with its answer or error. */
    invoke: async (name: string, input: object) => {
      const Payload = JSON.stringify(input);
      const { Payload: answer } = await lambda.send(
        new InvokeCommand({ FunctionName: `Countersign-${name}`, Payload }),
      );
      return JSON.parse(Buffer.from(answer ?? '').toString() || 'null') as { status?: string; errorType?: string };
    },
  };
}

function workflowAccess(sfn: SFNClient, machine: string) {
  const executionArn = (operationId: string) => `${machine.replace(':stateMachine:', ':execution:')}:${operationId}`;
  return {
    workflowStatus: async (id: string) =>
      (await sfn.send(new DescribeExecutionCommand({ executionArn: executionArn(id) }))).status,
    /** Everything that Step Functions keeps of an execution, as text. */
    workflowText: async (id: string) => {
      const about = { executionArn: executionArn(id) };
      const described = await sfn.send(new DescribeExecutionCommand(about));
      const history = await sfn.send(new GetExecutionHistoryCommand({ ...about, maxResults: 1000 }));
      return JSON.stringify([described.input, described.output, history.events]);
    },
  };
}

function bucketAccess(s3: S3Client) {
  return {
    putObject: (Key: string, Body = '{}') => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body })),
    exists: (Key: string) =>
      s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key })).then(
        () => true,
        () => false,
      ),
  };
}

let made = 0;

/** A request to delete an object of its own, so that tests do not get into each other's way. */
export function aDeletion(changes: Partial<Envelope> = {}): Envelope & { readonly key: string } {
  made += 1;
  const key = `test/${process.pid}-${Date.now()}-${made}.json`;
  const envelope = {
    service: 's3',
    operation: 'DeleteObject',
    input: { Bucket: BUCKET, Key: key },
    reason: 'A test deletes this',
  };
  return Object.defineProperty({ ...envelope, ...changes }, 'key', { value: key, enumerable: false }) as Envelope & {
    key: string;
  };
}
