import { grant, granted, hasAny, namesIn, onEverything, onNamed, type Rules } from './rule.ts';

/** Reviewed rules of SQS: batches take the actions of the single calls. */
export const SQS_RULES: Rules = {
  ListQueues: onEverything('sqs:ListQueues'),
  GetQueueUrl: onNamed('sqs:GetQueueUrl', 'QueueName'),
  GetQueueAttributes: onNamed('sqs:GetQueueAttributes', 'QueueUrl'),
  SendMessage: onNamed('sqs:SendMessage', 'QueueUrl'),
  SendMessageBatch: onNamed('sqs:SendMessage', 'QueueUrl'),
  ReceiveMessage: onNamed('sqs:ReceiveMessage', 'QueueUrl'),
  DeleteMessage: onNamed('sqs:DeleteMessage', 'QueueUrl'),
  DeleteMessageBatch: onNamed('sqs:DeleteMessage', 'QueueUrl'),
  ChangeMessageVisibility: onNamed('sqs:ChangeMessageVisibility', 'QueueUrl'),
  ChangeMessageVisibilityBatch: onNamed('sqs:ChangeMessageVisibility', 'QueueUrl'),
  PurgeQueue: onNamed('sqs:PurgeQueue', 'QueueUrl'),
  DeleteQueue: onNamed('sqs:DeleteQueue', 'QueueUrl'),
  CreateQueue: (call) => {
    const tags = hasAny(call.input, ['tags']) ? ['sqs:TagQueue'] : [];
    return granted(grant(['sqs:CreateQueue', ...tags], namesIn(call, 'QueueName')));
  },
};
