import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import * as z from 'zod';
import { META, operationFrom } from '../../lambdas/adapters/dynamodb-items.ts';
import type { Decision } from '../../lambdas/decide/decision.ts';
import type { RecordedQuestion } from '../../lambdas/record/question.ts';
import { Misuse } from '../agent/misuse.ts';
import type { DeployedGateway } from './deployed-gateway.ts';

/** One decision on record. Without a question the record is of an earlier version, or cannot be read. */
export interface Recorded {
  readonly id: string;
  /** ISO-8601 UTC. */
  readonly createdAt: string;
  readonly status?: string;
  readonly decision?: Decision;
  readonly question?: RecordedQuestion;
}

/** Every operation of the table that was received since a time, in no order. Reads the whole table. */
export async function* recordedIn({ table, tableName }: DeployedGateway, since: Date): AsyncGenerator<Recorded> {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.send(
      new ScanCommand({
        TableName: tableName,
        // ids begin with their time, so that older ones need not travel
        FilterExpression: 'sk = :meta AND pk >= :since',
        ExpressionAttributeValues: { ':meta': META, ':since': `op_${encodeTime(since.getTime(), 10)}` },
        ExclusiveStartKey,
      }),
    );
    for (const item of page.Items ?? []) yield fromItem(item);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

function fromItem(item: Record<string, unknown>): Recorded {
  try {
    return operationFrom(item);
  } catch {
    return { id: String(item['pk']), createdAt: '' };
  }
}

const text = z.string();
const operation = z.looseObject({
  id: text,
  createdAt: text,
  decision: z.looseObject({
    verdict: z.enum(['allow', 'ask', 'deny']),
    policies: z.array(text),
    reasons: z.array(text),
  }),
  question: z.looseObject({ agent: z.looseObject({ arn: text }), service: text, operation: text }).optional(),
});
const line = z.union([z.looseObject({ operation }).transform((receipt) => receipt.operation), operation]);

/** The operations in NDJSON text: operations or receipts, one a line. Throws Misuse that names the first line that is neither. */
export function* recordedLines(ndjson: string, since: Date): Generator<Recorded> {
  for (const [index, one] of ndjson.split('\n').entries()) {
    if (one.trim() === '') continue;
    const read = fromLine(one, index + 1);
    if (read.createdAt >= since.toISOString()) yield read;
  }
}

function fromLine(one: string, number: number): Recorded {
  const parsed = line.safeParse(parseJson(one));
  if (parsed.success) return parsed.data as unknown as Recorded;
  throw new Misuse(`Line ${number} is no operation and no receipt in JSON`);
}

function parseJson(one: string): unknown {
  try {
    return JSON.parse(one);
  } catch {
    return undefined;
  }
}

const UNITS = { m: 60, h: 3_600, d: 86_400 } as const;

/** Reads `7d`, `12h`, `30m` before `now`, or a time in ISO-8601. Throws Misuse for anything else. */
export function sinceOf(asked: string, now: Date): Date {
  const span = /^(\d{1,5})([mhd])$/.exec(asked);
  if (span) return new Date(now.getTime() - Number(span[1]) * UNITS[span[2] as keyof typeof UNITS] * 1000);
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(asked) ? new Date(asked) : undefined;
  if (time && !Number.isNaN(time.getTime())) return time;
  throw new Misuse('--since takes 7d, 12h, 30m, or a time such as 2026-11-22 or 2026-11-22T12:00:00Z');
}
