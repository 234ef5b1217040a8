import { arn } from '../arn.ts';
import { named, ownArn, plainName, wrong, type NameReader, type NameReaders, type Place } from './name.ts';

/** Queue names (SQS API Reference, CreateQueue). */
const NAME = /^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$/;
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1):\d{1,5}$/;
const URL_FORM = /^(https?:\/\/[^/?#@\\]+)\/(\d{12})\/([^/?#]+)$/;
const EXPECTED = 'expected https://sqs.<region>.amazonaws.com/<account>/<queue>';

/**
 * A queue's URL, on the region's own host and of the call's account.
 *
 * The loopback form is what a local engine hands out. It is no way out: the SQS client sends every request to the
 * region's endpoint and never to the host in this URL (`useQueueUrlAsEndpoint: false`), and a loopback address cannot
 * leave the machine even if it did.
 */
const readQueueUrl: NameReader = (value, place) => {
  const [, host = '', owner = '', name = ''] = URL_FORM.exec(value) ?? [];
  if (!isServed(host, place) || !NAME.test(name)) return wrong(`${EXPECTED}, here with region ${place.region}`);
  if (owner === place.account) return named(queue(name, place));
  return wrong(`the queue is of account ${owner}; the call is for ${place.account}`);
};

function isServed(host: string, { region }: Place): boolean {
  return host === `https://sqs.${region}.amazonaws.com` || LOOPBACK.test(host);
}

function queue(name: string, { region, account }: Place): string {
  return arn`arn:aws:sqs:${region}:${account}:${name}`;
}

const queueArn = ownArn({ service: 'sqs', resource: NAME }, "a queue's ARN");

const readOwner: NameReader = (value, { account }) =>
  value === account ? named() : wrong(`expected the call's own account, ${account}`);

/** The members of SQS inputs that name a queue. */
export const SQS_NAMES: NameReaders = {
  QueueUrl: readQueueUrl,
  QueueName: plainName(NAME, "a queue's name (1 to 80 of A-Z a-z 0-9 _ -, .fifo at the end)", (name, place) => [
    queue(name, place),
  ]),
  QueueOwnerAWSAccountId: readOwner,
  SourceArn: queueArn,
  DestinationArn: queueArn,
};
