const VERDICTS = {
  approved: 'approved',
  rejected: 'rejected',
  denied: 'rejected',
  expired: 'closed',
  cancelled: 'closed',
};
const LABELS = { approved: 'Approved', rejected: 'Rejected', closed: 'Closed' };

/**
 * The state that a message shows: `waiting` while it has buttons; afterwards the verdict that its last context block
 * begins with, or plainly `closed`; `plain` when it never asked anything. It only colours what the message says itself.
 */
export function stateOf(message) {
  if (!message.asked || message.ephemeral_to) return { kind: 'plain' };
  if (message.blocks.some((block) => block.type === 'actions'))
    return { kind: 'waiting', label: 'Waiting for a reviewer' };
  const context = message.blocks.findLast((block) => block.type === 'context');
  const first = context?.elements.find((element) => element.text)?.text ?? '';
  const word = /^(?::\w+:|[^\p{L}])*(\p{L}+)/u.exec(first)?.[1]?.toLowerCase() ?? '';
  const kind = Object.hasOwn(VERDICTS, word) ? VERDICTS[word] : 'closed';
  return { kind, label: LABELS[kind] };
}
