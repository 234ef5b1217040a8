import type { ModalView } from '@slack/types';
import { modalOrigin, REASON_BLOCK, REJECT_MODAL, type Source, buttonValue } from './interaction.ts';

const REASON_MAX = 500;

/** The modal that asks a reviewer why. It carries the digest and the message it was opened from. */
export function rejectModal(claim: Source & { operationId: string; digest: string }): ModalView {
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
  return {
    type: 'modal',
    callback_id: REJECT_MODAL,
    private_metadata: modalOrigin(buttonValue(claim.operationId, claim.digest), claim),
    title: plain('Reject this request'),
    submit: plain('Reject'),
    close: plain('Back'),
    blocks: [
      {
        type: 'input',
        block_id: REASON_BLOCK,
        label: plain('Why? The agent will read this.'),
        element: { type: 'plain_text_input', action_id: 'why', multiline: true, min_length: 3, max_length: REASON_MAX },
      },
    ],
  };
}

/** What is wrong with a rejection's reason, in words for the field it was typed into. */
export function reasonFault(reason: string): string | undefined {
  if (reason.length < 3) return 'Say in a few words why, so that the agent can do better.';
  return reason.length > REASON_MAX ? `Use at most ${REASON_MAX} characters.` : undefined;
}
