import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { gunzipSync } from 'node:zlib';
import type { RunningGateway } from './running-gateway.ts';

/** All that the operations table holds, as text. */
export async function tableText({ table, output }: RunningGateway): Promise<string> {
  const { Items } = await table.send(new ScanCommand({ TableName: output('TableName') }));
  return JSON.stringify(Items);
}

/** All receipts in the archive, unpacked. */
export async function archiveText({ s3, output }: RunningGateway): Promise<string> {
  const Bucket = output('ArchiveBucketName');
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const texts = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return Key?.endsWith('.gz') ? gunzipSync(bytes).toString() : Buffer.from(bytes).toString();
  });
  return (await Promise.all(texts)).join('\n');
}

/** Every line of every log. */
export async function logText({ settings }: RunningGateway): Promise<string> {
  const logs = new CloudWatchLogsClient(settings);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const texts = logGroups.map(async ({ logGroupName }) => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.map(({ message }) => message).join('\n');
  });
  return (await Promise.all(texts)).join('\n');
}
