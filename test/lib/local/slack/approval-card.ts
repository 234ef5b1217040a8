import type { ActionsBlock, HeaderBlock, KnownBlock, ModalView } from '@slack/types';

const CALL = {
  service: 's3',
  operation: 'DeleteObject',
  input: { Bucket: 'invoices', Key: '2026/10/0042.pdf', VersionId: 'null' },
};

/** A card as the gateway posts it: header, facts, the call as JSON, the agent's words, two buttons. */
export function approvalCard(title = 'Delete an object in invoices'): KnownBlock[] {
  return [...facts(title), buttons()];
}

/** The same card after the decision: a context line instead of the buttons. */
export function decidedCard(title: string, verdict: string): KnownBlock[] {
  return [...facts(title), { type: 'context', elements: [{ type: 'mrkdwn', text: verdict }] }];
}

/** The modal that asks for the reason of a rejection. */
export function reasonModal(operation: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'reject',
    private_metadata: operation,
    title: { type: 'plain_text', text: 'Reject operation' },
    submit: { type: 'plain_text', text: 'Reject' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: { type: 'plain_text', text: 'Why?' },
        hint: { type: 'plain_text', text: 'The agent gets to read this.' },
        element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: 500 },
      },
    ],
  };
}

function facts(title: string): KnownBlock[] {
  const header: HeaderBlock = { type: 'header', text: { type: 'plain_text', text: title, emoji: false } };
  return [
    header,
    {
      type: 'section',
      fields: ['Agent\ninvoice-tidier', 'Account\n111122223333', 'Region\neu-west-1', 'Risk\nDeletes data'].map(
        (text) => ({ type: 'plain_text', text, emoji: false }),
      ),
    },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: JSON.stringify(CALL, null, 2) }] }],
    },
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'Agent says: Duplicate upload, ticket OPS-1234 <!channel> *now*',
        emoji: false,
      },
    },
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: 'op_01JD5Q8W3Z · digest `9f86d081884c` · expires in 15 min' }],
    },
  ];
}

function buttons(): ActionsBlock {
  return {
    type: 'actions',
    block_id: 'decision',
    elements: [
      {
        type: 'button',
        action_id: 'approve',
        style: 'primary',
        value: 'op_01JD5Q8W3Z:9f86d081884c',
        text: { type: 'plain_text', text: 'Approve' },
        confirm: {
          title: { type: 'plain_text', text: 'Delete this object?' },
          text: {
            type: 'plain_text',
            text: 'invoices/2026/10/0042.pdf in 111122223333 will be deleted. This cannot be undone.',
          },
          confirm: { type: 'plain_text', text: 'Delete it' },
          deny: { type: 'plain_text', text: 'Cancel' },
        },
      },
      {
        type: 'button',
        action_id: 'reject',
        style: 'danger',
        value: 'op_01JD5Q8W3Z:9f86d081884c',
        text: { type: 'plain_text', text: 'Reject' },
      },
    ],
  };
}
