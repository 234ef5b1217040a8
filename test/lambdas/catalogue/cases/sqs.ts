import type { Case, ServiceCases } from './case.ts';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const url = 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs';

function on(
  [operation, action]: readonly [string, string],
  more: Case['input'],
  rest: Pick<Case, 'level' | 'categories'>,
): Case {
  return {
    operation,
    input: { QueueUrl: url, ...more },
    grants: [{ actions: [`sqs:${action}`], resources: [queue] }],
    ...rest,
  };
}

const write = { level: 'Write', categories: [] } as const;
const destroy = { level: 'Write', categories: ['destructive'] } as const;
const entry = { Id: 'a', ReceiptHandle: 'r' };

export const SQS_CASES: ServiceCases = {
  service: 'sqs',
  cases: [
    {
      operation: 'ListQueues',
      input: {},
      grants: [{ actions: ['sqs:ListQueues'], resources: ['*'] }],
      level: 'Read',
      categories: [],
    },
    {
      operation: 'GetQueueUrl',
      input: { QueueName: 'jobs', QueueOwnerAWSAccountId: '111122223333' },
      grants: [{ actions: ['sqs:GetQueueUrl'], resources: [queue] }],
      level: 'Read',
      categories: [],
    },
    on(['GetQueueAttributes', 'GetQueueAttributes'], { AttributeNames: ['All'] }, { level: 'Read', categories: [] }),
    on(['SendMessage', 'SendMessage'], { MessageBody: 'hello' }, write),
    on(['SendMessageBatch', 'SendMessage'], { Entries: [{ Id: 'a', MessageBody: 'hello' }] }, write),
    on(['ReceiveMessage', 'ReceiveMessage'], {}, { level: 'Read', categories: ['data-read'] }),
    on(['DeleteMessage', 'DeleteMessage'], { ReceiptHandle: 'r' }, destroy),
    on(['DeleteMessageBatch', 'DeleteMessage'], { Entries: [entry] }, destroy),
    on(['ChangeMessageVisibility', 'ChangeMessageVisibility'], { ReceiptHandle: 'r', VisibilityTimeout: 0 }, write),
    on(['ChangeMessageVisibilityBatch', 'ChangeMessageVisibility'], { Entries: [entry] }, write),
    on(['PurgeQueue', 'PurgeQueue'], {}, destroy),
    on(['DeleteQueue', 'DeleteQueue'], {}, destroy),
    {
      operation: 'CreateQueue',
      input: { QueueName: 'jobs' },
      grants: [{ actions: ['sqs:CreateQueue'], resources: [queue] }],
      ...write,
    },
    {
      operation: 'CreateQueue',
      title: 'with tags',
      input: { QueueName: 'jobs.fifo', tags: { team: 'finance' } },
      grants: [{ actions: ['sqs:CreateQueue', 'sqs:TagQueue'], resources: [`${queue}.fifo`] }],
      ...write,
    },
  ],
  unscopable: [{ operation: 'StartMessageMoveTask', input: { SourceArn: queue }, why: /do not name every resource/ }],
};
