import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { engineClients } from '../../lib/local/engine/clients.ts';
import { TargetAccountStack } from '../../lib/target-account-stack.ts';

/** The accounts that the test gateway serves besides its own; on the engine they exist as soon as somebody asks in them. */
export const OTHER_ACCOUNTS = { joined: '222222222222', estranged: '333333333333' } as const;

/** What the gateway tells target roles in other accounts. */
export const OTHERS_EXTERNAL_ID = 'the-engine-tests-0123456789';

/** One of these accounts as its own administrator sees it: the engine takes an account's number as its root key. */
export function otherAccount(engine: { endpoint: string; region: string }, account: string) {
  const settings = engineClients(engine, { accessKeyId: account, secretAccessKey: 'test' });
  const s3 = new S3Client(settings);
  return {
    join: (executeRoleArn: string, externalId: string) =>
      createStack(new CloudFormationClient(settings), { ExecuteRoleArn: executeRoleArn, ExternalId: externalId }),
    createBucket: async (Bucket: string, keys: readonly string[]) => {
      await s3.send(new CreateBucketCommand({ Bucket }));
      for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
    },
    keysIn: async (Bucket: string) => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key }) => Key);
    },
  };
}

async function createStack(client: CloudFormationClient, parameters: Readonly<Record<string, string>>): Promise<void> {
  const app = new App({ treeMetadata: false, analyticsReporting: false });
  const template = Template.fromStack(new TargetAccountStack(app, 'CountersignTarget')).toJSON();
  const StackName = 'CountersignTarget';
  await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(template),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
}
