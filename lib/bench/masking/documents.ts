import { below, letters, oneOf, type Random, seeded } from './seeded.ts';

/** Documents of one kind, in the form in which the executor meets them: SDK answers as objects, logs as text. */
export interface Corpus {
  readonly kind: 'CloudTrail' | 'DynamoDB' | 'logs';
  readonly documents: readonly unknown[];
}

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];
const CALLS = ['s3:GetObject', 'dynamodb:Query', 'ec2:DescribeInstances', 'iam:ListRoles', 'lambda:GetFunction'];
const WORDS =
  'order invoice shipped pending refund customer region cache retry worker queue batch latency upstream timeout';
const DICTIONARY = WORDS.split(' ');
const NAMES = ['ada', 'grace', 'linus', 'mara', 'ravi', 'ines'];
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The documents of a kind that together have at least `bytes` bytes as JSON or text, in documents of about `each` bytes.
 * About one value in two hundred is a secret or personal data. The same arguments give the same documents.
 */
export function corpusOf(kind: Corpus['kind'], bytes: number, each = 8192): Corpus {
  const random = seeded(kind.length * 7919 + 22);
  const documents: unknown[] = [];
  for (let size = 0; size < bytes; size += each) documents.push(MAKERS[kind](random, each));
  return { kind, documents };
}

/** A document as text: what an engine without a walk is given. */
export function asText(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

const MAKERS: Readonly<Record<Corpus['kind'], (random: Random, bytes: number) => unknown>> = {
  CloudTrail: (random, bytes) => ({ Events: filled(bytes, () => trailEvent(random)) }),
  DynamoDB: (random, bytes) => ({ Items: filled(bytes, () => item(random)), Count: 1, ScannedCount: 1 }),
  logs: (random, bytes) => filled(bytes, () => logLine(random)).join('\n'),
};

/** As many parts as it takes to fill so many bytes of text. */
function filled<T>(bytes: number, make: () => T): T[] {
  const parts: T[] = [];
  for (let size = 0; size < bytes;) {
    const part = make();
    parts.push(part);
    size += asText(part).length + 1;
  }
  return parts;
}

function trailEvent(random: Random) {
  const event = trailRecord(random);
  const { eventID: EventId, eventName: EventName, eventTime: EventTime, eventSource: EventSource } = event;
  return { EventId, EventName, EventTime, EventSource, CloudTrailEvent: JSON.stringify(event) };
}

function trailRecord(random: Random) {
  const [service = '', eventName = ''] = oneOf(random, CALLS).split(':');
  const user = oneOf(random, NAMES);
  const requestParameters = {
    bucketName: 'acme-invoices',
    key: `2026/${below(random, 12)}/${letters(random, 12)}.pdf`,
  };
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${letters(random, 17, UPPER)}:${user}`,
      arn: `arn:aws:sts::111122223333:assumed-role/reader/${user}`,
      accountId: '111122223333',
      ...(random() < 0.3 && { accessKeyId: `ASIA${letters(random, 16, UPPER)}` }),
    },
    eventTime: time(random),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: oneOf(random, REGIONS),
    sourceIPAddress: `10.${below(random, 256)}.${below(random, 256)}.${below(random, 256)}`,
    userAgent: 'aws-sdk-js/3.1169.0 os/linux lang/js md/nodejs#24.21.0',
    requestParameters,
    responseElements: random() < 0.1 ? { message: `sent to ${user}@example.com` } : null,
    requestID: uuid(random),
    eventID: uuid(random),
    recipientAccountId: '111122223333',
  };
}

function item(random: Random) {
  return {
    customerId: { S: `C-${below(random, 100000)}` },
    created: { S: time(random) },
    city: { S: oneOf(random, ['Baltimore', 'Lisbon', 'Graz', 'Pune']) },
    balance: { N: String(below(random, 1000000) / 100) },
    open: { BOOL: random() < 0.5 },
    tags: { SS: [oneOf(random, DICTIONARY), oneOf(random, DICTIONARY)] },
    note: { S: sentence(random, 12) },
    orders: { L: [{ M: { id: { S: uuid(random) }, sum: { N: String(below(random, 500)) } } }] },
    ...(random() < 0.15 && { email: { S: `${oneOf(random, NAMES)}${below(random, 99)}@example.com` } }),
    ...(random() < 0.05 && { phone: { S: `+1 415 555 01${10 + below(random, 90)}` } }),
    ...(random() < 0.05 && { card: { S: '4012 8888 8888 1881' } }),
    ...(random() < 0.03 && { apiToken: { S: letters(random, 40, MIXED) } }),
  };
}

function logLine(random: Random): string {
  const level = oneOf(random, ['INFO', 'INFO', 'INFO', 'WARN', 'ERROR']);
  const line = `${time(random)} ${level} [${oneOf(random, DICTIONARY)}] request=${uuid(random)} ${sentence(random, 14)}`;
  return `${line} ms=${below(random, 900)}${oneOf(random, SECRETS)(random)}`;
}

/** Most lines end without one. */
const SECRETS: readonly ((random: Random) => string)[] = [
  ...Array.from({ length: 24 }, () => () => ''),
  (random) => ` user=${oneOf(random, NAMES)}@example.com`,
  (random) => ` Authorization: Bearer ${letters(random, 40, MIXED)}`,
  (random) => ` postgres://app:${letters(random, 16, MIXED)}@db.internal:5432/app`,
];

function sentence(random: Random, words: number): string {
  return Array.from({ length: words }, () => oneOf(random, DICTIONARY)).join(' ');
}

function time(random: Random): string {
  return new Date(1790000000000 + below(random, 10_000_000_000)).toISOString();
}

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((count) => letters(random, count)).join('-');
}
